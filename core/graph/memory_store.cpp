#include "core/graph/memory_store.h"

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/graph/store_base.h"

namespace muster {
namespace {

class MemoryStore final : public StoreBase {
 public:
  Result<std::optional<std::string>> get_record(Keyspace keyspace,
                                                std::string_view key) const override {
    const std::lock_guard lock(mutex_);
    const auto found = records_.find({keyspace, std::string(key)});
    if (found == records_.end()) return std::optional<std::string>();
    return std::optional<std::string>(*found->second);
  }

  Result<void> scan_records(Keyspace keyspace, std::string_view prefix,
                            const RecordVisitor& visitor) const override {
    // Visited outside the lock: a scan sees one state, and a visitor may read and write records
    // itself.
    std::vector<std::pair<std::string, std::shared_ptr<const std::string>>> found;
    {
      const std::lock_guard lock(mutex_);
      for (auto record = records_.lower_bound({keyspace, std::string(prefix)});
           record != records_.end() && record->first.first == keyspace &&
           record->first.second.starts_with(prefix);
           ++record) {
        found.emplace_back(record->first.second, record->second);
      }
    }
    for (const auto& [key, bytes] : found) {
      if (!visitor(key, *bytes)) break;
    }
    return ok();
  }

 protected:
  Result<void> persist(const WriteBatch& batch, const CommitInfo& /*info*/) override {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, bytes] : batch.record_changes()) {
      if (bytes.has_value()) {
        records_.insert_or_assign(key, std::make_shared<const std::string>(*bytes));
      } else {
        records_.erase(key);
      }
    }
    return ok();
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<Keyspace, std::string>, std::shared_ptr<const std::string>>
      records_;  // Guarded by mutex_.
};

}  // namespace

std::unique_ptr<GraphStore> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace muster
