#include "storage/commit_encoder.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "storage/alias_key_codec.h"
#include "storage/bytes.h"
#include "storage/change_part_codec.h"
#include "storage/edge_key_codec.h"
#include "storage/edge_row_codec.h"
#include "storage/meta_key_codec.h"
#include "storage/node_key_codec.h"
#include "storage/node_row_codec.h"
#include "storage/record_key_codec.h"
#include "storage/rocks_status.h"
#include "storage/schema_row_codec.h"
#include "storage/source_set_codec.h"

namespace muster::storage {
namespace {

constexpr std::size_t kChangePartBytes = std::size_t{64} << 10;
constexpr std::size_t kCommitBytesMax = std::size_t{2} << 30;

// Rows on their way into the batch. RocksDB can refuse a row only for what a caller got wrong, so
// the first refusal is kept and asked for once, at the end.
class RowWriter {
 public:
  RowWriter(const Database& database, rocksdb::WriteBatch& rows)
      : database_(database), rows_(rows) {}

  void put(ColumnFamily family, std::string_view key, std::string_view value) {
    keep(rows_.Put(database_.handle(family), as_slice(key), as_slice(value)));
  }
  void erase(ColumnFamily family, std::string_view key) {
    keep(rows_.Delete(database_.handle(family), as_slice(key)));
  }

  Result<void> finish() const {
    if (!status_.ok()) return error_of(status_, "write a commit");
    if (rows_.GetDataSize() <= kCommitBytesMax) return ok();
    return Error{
        .code = ErrorCode::kResourceExhausted,
        .message = fmt::format("One commit would write {} bytes, and at most {} are taken at once.",
                               rows_.GetDataSize(), kCommitBytesMax),
        .hint = "Write it in several commits."};
  }

 private:
  void keep(const rocksdb::Status& status) {
    if (status_.ok() && !status.ok()) status_ = status;
  }

  const Database& database_;
  rocksdb::WriteBatch& rows_;
  rocksdb::Status status_;
};

// Cuts the changes of one commit into parts.
class ChangeWriter {
 public:
  ChangeWriter(RowWriter& rows, const ChangeCommit& commit) : rows_(rows), commit_(commit) {}

  Result<void> add(const ElementChange& change) {
    if (part_.empty()) part_ = begin_change_part(commit_);
    if (const auto* node = std::get_if<NodeChange>(&change)) {
      MUSTER_CHECK(append_node_change(*node, part_));
    } else {
      MUSTER_CHECK(append_edge_change(std::get<EdgeChange>(change), part_));
    }
    if (part_.size() >= kChangePartBytes) flush();
    return ok();
  }

  void flush() {
    if (part_.empty()) return;
    rows_.put(ColumnFamily::kChanges,
              encode_change_key({.sequence = commit_.sequence, .part = parts_}), part_);
    part_.clear();
    ++parts_;
  }

 private:
  RowWriter& rows_;
  ChangeCommit commit_;
  std::string part_;
  std::uint32_t parts_ = 0;
};

ChangeOrigin origin_of(std::uint8_t flags, std::size_t sources) {
  if ((flags & kFlagDerived) != 0) return ChangeOrigin::kDerived;
  return sources > 1 ? ChangeOrigin::kResolved : ChangeOrigin::kAsserted;
}

class CommitEncoder {
 public:
  CommitEncoder(const WriteBatch& batch, const ChangeCommit& commit, RowWriter& rows,
                SourceSetTable& source_sets)
      : batch_(batch),
        base_(*batch.graph().base()),
        view_(batch.view()),
        rows_(rows),
        changes_(rows, commit),
        source_sets_(source_sets),
        source_sets_before_(source_sets.size()) {}

  Result<StateRow> run(StateRow state, const CommitInfo& info) {
    if (batch_.graph().changed_anything()) MUSTER_CHECK(encode_graph());
    for (const auto& [key, bytes] : batch_.record_changes()) {
      const std::string row_key = encode_record_key(key.first, key.second);
      if (bytes.has_value()) {
        rows_.put(ColumnFamily::kRecords, row_key, *bytes);
      } else {
        rows_.erase(ColumnFamily::kRecords, row_key);
      }
    }
    state.sequence = info.sequence;
    if (batch_.graph().changed_anything()) update(state, info.version);
    rows_.put(ColumnFamily::kMeta, encode_meta_key({.kind = MetaKind::kState}),
              encode_state_row(state));
    MUSTER_CHECK(rows_.finish());
    return state;
  }

 private:
  Result<void> encode_graph() {
    const ChangedElements changed = batch_.graph().changed();
    // What goes comes first and edges go before their ends, what comes follows after its ends: the
    // order a replica can apply.
    for (const EdgeId edge : changed.edges) {
      if (!view_.contains(edge)) MUSTER_CHECK(erase(edge));
    }
    for (const NodeId node : changed.nodes) {
      if (!view_.contains(node)) MUSTER_CHECK(erase(node));
    }
    for (const NodeId node : changed.nodes) {
      if (view_.contains(node)) MUSTER_CHECK(put(node));
    }
    for (const EdgeId edge : changed.edges) {
      if (view_.contains(edge)) MUSTER_CHECK(put(edge));
    }
    changes_.flush();
    const ChangedElements deleted = batch_.graph().deleted();
    put_free_slots(MetaKind::kFreeNodeSlot, deleted.nodes, changed.nodes, base_.node_slot_bound());
    put_free_slots(MetaKind::kFreeEdgeSlot, deleted.edges, changed.edges, base_.edge_slot_bound());
    put_names();
    if (batch_.graph().schema_changed()) put_schema();
    return ok();
  }

  // --- Rows as they are in one graph.
  NodeImage image(const GraphSnapshot& graph, NodeId node) {
    const std::span<const LabelId> labels = graph.labels(node);
    return {.row = {.flags = graph.flags(node),
                    .first_seen = graph.first_seen(node),
                    .source_set = source_sets_.number_of(graph.sources(node)),
                    .labels = {labels.begin(), labels.end()},
                    .properties = graph.properties(node)},
            .aliases = graph.aliases(node)};
  }

  EdgeRow image(const GraphSnapshot& graph, EdgeId edge) {
    return {.flags = graph.flags(edge),
            .first_seen = graph.first_seen(edge),
            .validity = graph.validity(edge),
            .source_set = source_sets_.number_of(graph.sources(edge)),
            .properties = graph.properties(edge)};
  }

  // --- What goes.
  Result<void> erase(NodeId node) {
    NodeImage before = image(base_, node);
    rows_.erase(ColumnFamily::kNodes, encode_node_key(node));
    put_aliases(node, before.aliases, {});
    const ChangeOrigin origin = origin_of(before.row.flags, base_.sources(node).size());
    return changes_.add(NodeChange{.node = node, .origin = origin, .before = std::move(before)});
  }

  Result<void> erase(EdgeId edge) {
    const EdgeEnds ends = base_.ends(edge);
    EdgeRow before = image(base_, edge);
    rows_.erase(ColumnFamily::kEdges, encode_edge_key({.ends = ends, .edge = edge}));
    const ChangeOrigin origin = origin_of(before.flags, base_.sources(edge).size());
    return changes_.add(
        EdgeChange{.edge = edge, .ends = ends, .origin = origin, .before = std::move(before)});
  }

  // --- What comes or changes.
  Result<void> put(NodeId node) {
    NodeChange change{.node = node, .after = image(view_, node)};
    if (base_.contains(node)) change.before = image(base_, node);
    if (change.before == change.after) return ok();
    change.origin = origin_of(change.after->row.flags, view_.sources(node).size());
    if (!change.before.has_value() || change.before->row != change.after->row) {
      MUSTER_TRY(const std::string row, encode_node_row(change.after->row));
      rows_.put(ColumnFamily::kNodes, encode_node_key(node), row);
    }
    put_aliases(node,
                change.before.has_value() ? change.before->aliases : std::vector<std::string>(),
                change.after->aliases);
    return changes_.add(change);
  }

  Result<void> put(EdgeId edge) {
    const EdgeEnds ends = view_.ends(edge);
    EdgeChange change{.edge = edge, .ends = ends, .after = image(view_, edge)};
    if (base_.contains(edge)) change.before = image(base_, edge);
    if (change.before == change.after) return ok();
    change.origin = origin_of(change.after->flags, view_.sources(edge).size());
    MUSTER_TRY(const std::string row, encode_edge_row(*change.after));
    rows_.put(ColumnFamily::kEdges, encode_edge_key({.ends = ends, .edge = edge}), row);
    return changes_.add(change);
  }

  void put_aliases(NodeId node, const std::vector<std::string>& before,
                   const std::vector<std::string>& after) {
    std::vector<std::string> gone;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                        std::back_inserter(gone));
    for (const std::string& alias : gone)
      rows_.erase(ColumnFamily::kIndexes, encode_alias_key(alias, node));
    std::vector<std::string> added;
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                        std::back_inserter(added));
    for (const std::string& alias : added)
      rows_.put(ColumnFamily::kIndexes, encode_alias_key(alias, node), {});
    aliases_added_ += added.size();
    aliases_removed_ += gone.size();
  }

  // A builder never has two elements in one slot, so a slot is either freed by this commit or taken
  // by it.
  template <typename Id>
  void put_free_slots(MetaKind kind, const std::vector<Id>& deleted, const std::vector<Id>& changed,
                      std::uint32_t bound_before) {
    for (const Id element : deleted) {
      std::string value;
      ByteWriter(value).put_u32(generation_of(element));
      rows_.put(ColumnFamily::kMeta, encode_meta_key({.kind = kind, .number = slot_of(element)}),
                value);
    }
    for (const Id element : changed) {
      if (base_.contains(element) || !view_.contains(element) || slot_of(element) >= bound_before)
        continue;
      rows_.erase(ColumnFamily::kMeta, encode_meta_key({.kind = kind, .number = slot_of(element)}));
    }
  }

  // --- Names and sets that this commit is the first to use.
  template <typename Names>
  void put_new(MetaKind kind, const Names& names, std::size_t known) {
    for (std::size_t id = known; id < names.size(); ++id) {
      rows_.put(ColumnFamily::kMeta,
                encode_meta_key({.kind = kind, .number = static_cast<std::uint32_t>(id)}),
                names[id]);
    }
  }

  void put_names() {
    const Catalog& before = base_.catalog();
    const Catalog& after = view_.catalog();
    put_new(MetaKind::kLabel, after.labels.names(), before.labels.size());
    put_new(MetaKind::kEdgeType, after.edge_types.names(), before.edge_types.size());
    put_new(MetaKind::kPropertyKey, after.keys.names(), before.keys.size());
    for (std::uint32_t number = source_sets_before_; number < source_sets_.size(); ++number) {
      rows_.put(ColumnFamily::kMeta,
                encode_meta_key({.kind = MetaKind::kSourceSet, .number = number}),
                encode_source_set(source_sets_.set(number)));
    }
  }

  // --- Definitions. A number is never given twice, so a row is either new or gone.
  void put_schema() {
    const Schema before = base_.schema();
    const Schema after = view_.schema();
    const std::uint32_t known = before.number_last();
    for (const IndexDefinition* const index : before.indexes()) {
      if (after.index(index->number) == nullptr) erase_definition(MetaKind::kIndex, index->number);
    }
    for (const ConstraintDefinition* const constraint : before.constraints()) {
      if (after.constraint(constraint->number) == nullptr)
        erase_definition(MetaKind::kConstraint, constraint->number);
    }
    SchemaRow row{.number_last = after.number_last()};
    for (const IndexDefinition* const index : after.indexes()) {
      ++row.indexes;
      if (index->number > known)
        put_definition(MetaKind::kIndex, index->number, encode_index_row(*index));
    }
    for (const ConstraintDefinition* const constraint : after.constraints()) {
      ++row.constraints;
      if (constraint->number > known) {
        put_definition(MetaKind::kConstraint, constraint->number,
                       encode_constraint_row(*constraint));
      }
    }
    rows_.put(ColumnFamily::kMeta, encode_meta_key({.kind = MetaKind::kSchema}),
              encode_schema_row(row));
  }

  void put_definition(MetaKind kind, std::uint32_t number, const std::string& row) {
    rows_.put(ColumnFamily::kMeta, encode_meta_key({.kind = kind, .number = number}), row);
  }
  void erase_definition(MetaKind kind, std::uint32_t number) {
    rows_.erase(ColumnFamily::kMeta, encode_meta_key({.kind = kind, .number = number}));
  }

  void update(StateRow& state, std::uint64_t version) const {
    state.version = version;
    state.nodes = view_.node_count();
    state.edges = view_.edge_count();
    state.aliases += aliases_added_;
    state.aliases -= aliases_removed_;
    state.node_slot_bound = view_.node_slot_bound();
    state.edge_slot_bound = view_.edge_slot_bound();
    state.labels = static_cast<std::uint32_t>(view_.catalog().labels.size());
    state.edge_types = static_cast<std::uint32_t>(view_.catalog().edge_types.size());
    state.property_keys = static_cast<std::uint32_t>(view_.catalog().keys.size());
    state.source_sets = source_sets_.size() - 1;
  }

  const WriteBatch& batch_;
  const GraphSnapshot& base_;
  const GraphSnapshot& view_;
  RowWriter& rows_;
  ChangeWriter changes_;
  SourceSetTable& source_sets_;
  std::uint32_t source_sets_before_;
  std::uint64_t aliases_added_ = 0;
  std::uint64_t aliases_removed_ = 0;
};

}  // namespace

Result<EncodedCommit> encode_commit(const WriteBatch& batch, const CommitInfo& info,
                                    const StateRow& state, Instant committed_at,
                                    const Database& database, SourceSetTable& source_sets) {
  EncodedCommit encoded;
  RowWriter rows(database, encoded.rows);
  const ChangeCommit commit{
      .sequence = info.sequence, .version = info.version, .committed_at = committed_at};
  MUSTER_TRY(encoded.state, CommitEncoder(batch, commit, rows, source_sets).run(state, info));
  return encoded;
}

}  // namespace muster::storage
