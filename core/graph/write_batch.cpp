#include "core/graph/write_batch.h"

namespace muster {

WriteBatch::WriteBatch(std::shared_ptr<const GraphSnapshot> base, const RecordReader& committed)
    : graph_(std::move(base)), committed_(committed) {}

void WriteBatch::put_record(Keyspace keyspace, std::string_view key, std::string bytes) {
  records_.insert_or_assign({keyspace, std::string(key)}, std::move(bytes));
}

void WriteBatch::delete_record(Keyspace keyspace, std::string_view key) {
  records_.insert_or_assign({keyspace, std::string(key)}, std::nullopt);
}

Result<std::optional<std::string>> WriteBatch::get_record(Keyspace keyspace,
                                                          std::string_view key) const {
  if (const auto written = records_.find({keyspace, std::string(key)}); written != records_.end())
    return written->second;
  return committed_.get_record(keyspace, key);
}

Result<void> WriteBatch::scan_records(Keyspace keyspace, std::string_view prefix,
                                      const RecordVisitor& visitor) const {
  // A merge of two ascending sequences; where both have a key, the batch's own write hides the
  // committed record.
  auto written = records_.lower_bound({keyspace, std::string(prefix)});
  const auto written_has_more = [&] {
    return written != records_.end() && written->first.first == keyspace &&
           written->first.second.starts_with(prefix);
  };
  bool stopped = false;
  const auto visit_written = [&] {
    if (written->second.has_value()) stopped = !visitor(written->first.second, *written->second);
    ++written;
  };
  MUSTER_CHECK(
      committed_.scan_records(keyspace, prefix, [&](std::string_view key, std::string_view bytes) {
        while (!stopped && written_has_more() && written->first.second < key) visit_written();
        if (stopped) return false;
        if (written_has_more() && written->first.second == key) {
          visit_written();
        } else {
          stopped = !visitor(key, bytes);
        }
        return !stopped;
      }));
  while (!stopped && written_has_more()) visit_written();
  return ok();
}

}  // namespace muster
