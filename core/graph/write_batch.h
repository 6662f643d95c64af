// WriteBatch: what one commit changes: the graph, through a SnapshotBuilder, and records (bytes by
// keyspace and key).
//
// The law: a batch is all or nothing, and within it everything reads back as written.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.h"
#include "core/graph/snapshot_builder.h"

namespace muster {

// Families of records. Codecs live beside their types in the folder that owns them; a store keeps
// bytes.
enum class Keyspace : std::uint8_t {
  kSources = 1,        // core/identity: declared sources.
  kRuns = 2,           // core/identity: one a collection run.
  kAssertions = 3,     // core/identity: what each source says.
  kProofs = 4,         // core/derivation: raw edges behind each derived edge.
  kFindings = 5,       // core/reconcile: findings.
  kReconciles = 6,     // core/reconcile: one a reconcile run.
  kAudit = 7,          // api/service: who asked what.
  kSettings = 8,       // api/service: rule files and options in force.
  kTestRecords = 255,  // Contract tests.
};

// Gives records in key order; return false to stop.
using RecordVisitor = std::function<bool(std::string_view key, std::string_view bytes)>;

// Reads committed records. Threads: safe.
class RecordReader {
 public:
  virtual ~RecordReader() = default;
  // Errors: kIo, kCorruption.
  virtual Result<std::optional<std::string>> get_record(Keyspace keyspace,
                                                        std::string_view key) const = 0;
  // Every record whose key begins with `prefix`, ascending.
  virtual Result<void> scan_records(Keyspace keyspace, std::string_view prefix,
                                    const RecordVisitor& visitor) const = 0;
};

class WriteBatch final : public RecordReader {
 public:
  // `committed` is read where the batch has not written; it outlives the batch.
  WriteBatch(std::shared_ptr<const GraphSnapshot> base, const RecordReader& committed);

  SnapshotBuilder& graph() { return graph_; }
  const SnapshotBuilder& graph() const { return graph_; }
  const GraphSnapshot& view() const { return graph_.view(); }

  void put_record(Keyspace keyspace, std::string_view key, std::string bytes);
  void delete_record(Keyspace keyspace, std::string_view key);

  // The batch's own writes over the committed records.
  Result<std::optional<std::string>> get_record(Keyspace keyspace,
                                                std::string_view key) const override;
  Result<void> scan_records(Keyspace keyspace, std::string_view prefix,
                            const RecordVisitor& visitor) const override;

  // Written records in key order; no bytes: deleted.
  using RecordChanges =
      std::map<std::pair<Keyspace, std::string>, std::optional<std::string>, std::less<>>;
  const RecordChanges& record_changes() const { return records_; }

  bool empty() const { return records_.empty() && !graph_.changed_anything(); }

 private:
  SnapshotBuilder graph_;
  const RecordReader& committed_;
  RecordChanges records_;
};

}  // namespace muster
