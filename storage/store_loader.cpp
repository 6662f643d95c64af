#include "storage/store_loader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "core/graph/snapshot_builder.h"
#include "storage/alias_key_codec.h"
#include "storage/bytes.h"
#include "storage/directory.h"
#include "storage/edge_key_codec.h"
#include "storage/edge_row_codec.h"
#include "storage/meta_key_codec.h"
#include "storage/node_key_codec.h"
#include "storage/node_row_codec.h"
#include "storage/rocks_status.h"
#include "storage/schema_row_codec.h"
#include "storage/source_set_codec.h"

namespace muster::storage {
namespace {

// Wrapped by Database::scan with the family and the key of the row it concerns.
Error damaged(std::string why) {
  return Error{.code = ErrorCode::kCorruption, .message = std::move(why)};
}

Result<InstanceId> draw_instance_id() {
  InstanceId instance{};
  if (::getentropy(instance.data(), instance.size()) != 0) {
    return Error{.code = ErrorCode::kIo,
                 .message = fmt::format("The operating system gave no random bytes: {}.",
                                        std::generic_category().message(errno))};
  }
  return instance;
}

class Loader {
 public:
  Loader(const Database& database, LoadedStore& store)
      : database_(database), store_(store), builder_(GraphSnapshot::empty()) {}

  Result<void> run() {
    MUSTER_CHECK(load_names());
    MUSTER_CHECK(load_source_sets());
    MUSTER_CHECK(load_nodes());
    MUSTER_CHECK(load_free_slots<NodeId>(MetaKind::kFreeNodeSlot, free_nodes_));
    MUSTER_CHECK(load_edges());
    MUSTER_CHECK(load_free_slots<EdgeId>(MetaKind::kFreeEdgeSlot, free_edges_));
    MUSTER_CHECK(load_aliases());
    MUSTER_CHECK(load_schema());
    MUSTER_CHECK(check_counts());
    store_.snapshot = std::move(builder_).publish(store_.state.version);
    return ok();
  }

 private:
  const GraphSnapshot& graph() const { return builder_.view(); }

  // Rows of one kind of `meta` in the order of their numbers.
  template <typename Visitor>
  Result<void> scan_meta(MetaKind kind, const Visitor& visitor) {
    const std::string prefix(1, static_cast<char>(kind));
    return database_.scan(ColumnFamily::kMeta, prefix, {}, Database::ScanExtent::kWhole,
                          [&](std::string_view key, std::string_view value) -> Result<bool> {
                            MUSTER_TRY(const MetaKey meta, decode_meta_key(key));
                            MUSTER_CHECK(visitor(meta.number, value));
                            return true;
                          });
  }

  Result<void> load_names() {
    MUSTER_CHECK(scan_meta(MetaKind::kLabel,
                           [&](std::uint32_t number, std::string_view name) -> Result<void> {
                             if (raw(builder_.intern_label(name)) != number)
                               return damaged("a label is missing or there twice");
                             return ok();
                           }));
    MUSTER_CHECK(scan_meta(MetaKind::kEdgeType,
                           [&](std::uint32_t number, std::string_view name) -> Result<void> {
                             MUSTER_TRY(const EdgeTypeId type, builder_.intern_edge_type(name));
                             if (raw(type) != number)
                               return damaged("a relationship type is missing or there twice");
                             return ok();
                           }));
    return scan_meta(MetaKind::kPropertyKey,
                     [&](std::uint32_t number, std::string_view name) -> Result<void> {
                       if (raw(builder_.intern_key(name)) != number)
                         return damaged("a property name is missing or there twice");
                       return ok();
                     });
  }

  Result<void> load_source_sets() {
    return scan_meta(MetaKind::kSourceSet,
                     [&](std::uint32_t number, std::string_view value) -> Result<void> {
                       MUSTER_TRY(const std::vector<std::string> sources, decode_source_set(value));
                       if (store_.source_sets.number_of(sources) != number)
                         return damaged("a source set is missing or there twice");
                       return ok();
                     });
  }

  Result<void> load_nodes() {
    return database_.scan(ColumnFamily::kNodes, {}, {}, Database::ScanExtent::kWhole,
                          [&](std::string_view key, std::string_view value) -> Result<bool> {
                            MUSTER_TRY(const NodeId node, decode_node_key(key));
                            MUSTER_TRY(NodeRow row, decode_node_row(value));
                            MUSTER_CHECK(restore(node, std::move(row)));
                            return true;
                          });
  }

  Result<void> restore(NodeId node, NodeRow row) {
    if (slot_of(node) >= store_.state.node_slot_bound)
      return damaged("the node's slot was never given out");
    if (graph().node_at(slot_of(node)).has_value())
      return damaged("another node lives in the node's slot");
    for (const LabelId label : row.labels) {
      if (raw(label) >= graph().catalog().labels.size())
        return damaged("the node has a label without a name");
    }
    builder_.restore_node(node, row.labels);
    return restore_content(node, row);
  }

  Result<void> load_edges() {
    return database_.scan(ColumnFamily::kEdges, {}, {}, Database::ScanExtent::kWhole,
                          [&](std::string_view key, std::string_view value) -> Result<bool> {
                            MUSTER_TRY(const EdgeKey edge, decode_edge_key(key));
                            MUSTER_TRY(EdgeRow row, decode_edge_row(value));
                            MUSTER_CHECK(restore(edge, std::move(row)));
                            return true;
                          });
  }

  Result<void> restore(const EdgeKey& key, EdgeRow row) {
    if (slot_of(key.edge) >= store_.state.edge_slot_bound)
      return damaged("the edge's slot was never given out");
    if (graph().edge_at(slot_of(key.edge)).has_value())
      return damaged("another edge lives in the edge's slot");
    if (raw(key.ends.type) >= graph().catalog().edge_types.size())
      return damaged("the edge has a type without a name");
    if (!graph().contains(key.ends.source))
      return damaged("the edge begins at a node that is not there");
    if (!graph().contains(key.ends.target))
      return damaged("the edge ends at a node that is not there");
    if ((row.validity != Validity{}) != ((row.flags & kFlagHasValidity) != 0)) {
      return damaged("the edge's flags and its validity disagree");
    }
    builder_.restore_edge(key.edge, key.ends.source, key.ends.type, key.ends.target);
    if (row.validity != Validity{}) MUSTER_CHECK(builder_.set_validity(key.edge, row.validity));
    return restore_content(key.edge, row);
  }

  // What nodes and edges have alike.
  template <typename Id, typename Row>
  Result<void> restore_content(Id element, Row& row) {
    for (Property& property : row.properties) {
      if (raw(property.key) >= graph().catalog().keys.size())
        return damaged("a property has no name");
      MUSTER_CHECK(builder_.set_property(element, property.key, std::move(property.value)));
    }
    MUSTER_CHECK(builder_.set_flags(element, row.flags));
    if (row.first_seen != Instant{}) MUSTER_CHECK(builder_.set_first_seen(element, row.first_seen));
    if (row.source_set == 0) return ok();
    if (row.source_set >= store_.source_sets.size())
      return damaged("the element has a source set that is not there");
    return builder_.set_sources(element, store_.source_sets.set(row.source_set));
  }

  template <typename Id>
  Result<void> load_free_slots(MetaKind kind, std::uint64_t& count) {
    return scan_meta(kind, [&](std::uint32_t slot, std::string_view value) -> Result<void> {
      ByteReader reader(value);
      const std::uint32_t generation = reader.get_u32();
      MUSTER_CHECK(reader.finish("the free slot"));
      const bool is_node = kind == MetaKind::kFreeNodeSlot;
      const std::uint32_t bound =
          is_node ? store_.state.node_slot_bound : store_.state.edge_slot_bound;
      if (slot >= bound) return damaged("the free slot was never given out");
      if (is_node ? graph().node_at(slot).has_value() : graph().edge_at(slot).has_value()) {
        return damaged("something lives in the free slot");
      }
      builder_.restore_deleted(make_id<Id>(slot, generation));
      ++count;
      return ok();
    });
  }

  Result<void> load_aliases() {
    return database_.scan(ColumnFamily::kIndexes, {}, {}, Database::ScanExtent::kWhole,
                          [&](std::string_view key, std::string_view value) -> Result<bool> {
                            MUSTER_TRY(const AliasKey alias, decode_alias_key(key));
                            if (!value.empty()) return damaged("an alias has a value");
                            if (!graph().contains(alias.node))
                              return damaged("the alias names a node that is not there");
                            MUSTER_CHECK(builder_.add_alias(alias.node, alias.alias));
                            ++aliases_;
                            return true;
                          });
  }

  // Last, so that each index is filled in one pass over what it covers.
  Result<void> load_schema() {
    const std::string key = encode_meta_key({.kind = MetaKind::kSchema});
    MUSTER_TRY(const std::optional<std::string> bytes, database_.get(ColumnFamily::kMeta, key));
    if (bytes.has_value()) {
      Result<SchemaRow> row = decode_schema_row(*bytes);
      if (!row.has_value()) return damaged_row(ColumnFamily::kMeta, key, row.error().message);
      schema_ = *row;
    }
    MUSTER_CHECK(scan_meta(MetaKind::kIndex, [&](std::uint32_t number, std::string_view value) {
      return restore_index(number, value);
    }));
    MUSTER_CHECK(
        scan_meta(MetaKind::kConstraint, [&](std::uint32_t number, std::string_view value) {
          return restore_constraint(number, value);
        }));
    builder_.restore_schema_numbers(schema_.number_last);
    return ok();
  }

  bool is_known(ElementKind element, std::uint32_t token) const {
    const Catalog& catalog = graph().catalog();
    return token <
           (element == ElementKind::kNode ? catalog.labels.size() : catalog.edge_types.size());
  }

  bool are_known(const std::vector<KeyId>& keys) const {
    return std::all_of(keys.begin(), keys.end(),
                       [&](KeyId key) { return raw(key) < graph().catalog().keys.size(); });
  }

  Result<void> restore_index(std::uint32_t number, std::string_view value) {
    MUSTER_TRY(IndexDefinition index, decode_index_row(value));
    index.number = number;
    if (number == 0 || number > schema_.number_last) return damaged("the index was never numbered");
    if (!are_known(index.keys)) return damaged("the index is on a property without a name");
    for (const std::uint32_t token : index.tokens) {
      if (!is_known(index.element, token))
        return damaged("the index is on a label or type without a name");
    }
    if (Schema::is_ordered(index) && (index.tokens.size() != 1 || index.keys.empty()))
      return damaged("the index is not on properties of one label or type");
    ++indexes_;
    const WorkBudget unbounded;
    MUSTER_CHECK(builder_.create_index(std::move(index), unbounded));
    return ok();
  }

  Result<void> restore_constraint(std::uint32_t number, std::string_view value) {
    MUSTER_TRY(ConstraintDefinition constraint, decode_constraint_row(value));
    constraint.number = number;
    if (number == 0 || number > schema_.number_last)
      return damaged("the constraint was never numbered");
    if (!are_known(constraint.keys) || !is_known(constraint.element, constraint.token))
      return damaged("the constraint is on a name that is not there");
    const bool needs_index =
        constraint.kind == ConstraintKind::kUnique || constraint.kind == ConstraintKind::kKey;
    const IndexDefinition* const index = graph().schema().index(constraint.index);
    if (needs_index != (index != nullptr) ||
        (index != nullptr && (index->constraint != number || index->keys != constraint.keys)))
      return damaged("the constraint and its index disagree");
    ++constraints_;
    builder_.restore_constraint(std::move(constraint));
    return ok();
  }

  Result<void> check_counts() const {
    const StateRow& state = store_.state;
    const Catalog& catalog = graph().catalog();
    struct Count {
      std::string_view what;
      std::uint64_t expected;
      std::uint64_t found;
    };
    const Count counts[] = {
        {"nodes", state.nodes, graph().node_count()},
        {"edges", state.edges, graph().edge_count()},
        {"aliases", state.aliases, aliases_},
        {"labels", state.labels, catalog.labels.size()},
        {"relationship types", state.edge_types, catalog.edge_types.size()},
        {"property names", state.property_keys, catalog.keys.size()},
        {"source sets", state.source_sets, store_.source_sets.size() - 1},
        {"node slots", state.node_slot_bound, graph().node_count() + free_nodes_},
        {"edge slots", state.edge_slot_bound, graph().edge_count() + free_edges_},
        {"indexes", schema_.indexes, indexes_},
        {"constraints", schema_.constraints, constraints_},
    };
    for (const Count& count : counts) {
      if (count.expected == count.found) continue;
      return damaged_store(
          fmt::format("it should have {} {} and has {}.", count.expected, count.what, count.found));
    }
    return ok();
  }

  const Database& database_;
  LoadedStore& store_;
  SnapshotBuilder builder_;
  std::uint64_t aliases_ = 0;
  std::uint64_t free_nodes_ = 0;
  std::uint64_t free_edges_ = 0;
  SchemaRow schema_;
  std::uint64_t indexes_ = 0;
  std::uint64_t constraints_ = 0;
};

}  // namespace

Result<bool> is_initialised(const Database& database) {
  MUSTER_TRY(const std::optional<std::string> format,
             database.get(ColumnFamily::kMeta, encode_meta_key({.kind = MetaKind::kFormat})));
  return format.has_value();
}

Result<void> initialise(Database& database) {
  for (std::size_t index = 0; index < kColumnFamilyNames.size(); ++index) {
    const auto refuse = [](std::string_view, std::string_view) -> Result<bool> {
      return damaged("there are rows, but no row says of which format");
    };
    MUSTER_CHECK(database.scan(static_cast<ColumnFamily>(index), {}, {},
                               Database::ScanExtent::kSome, refuse));
  }
  MUSTER_TRY(const InstanceId instance, draw_instance_id());
  rocksdb::WriteBatch batch;
  rocksdb::ColumnFamilyHandle* const meta = database.handle(ColumnFamily::kMeta);
  const rocksdb::Status format_put =
      batch.Put(meta, encode_meta_key({.kind = MetaKind::kFormat}),
                encode_format_row({.format_version = kFormatVersion, .instance = instance}));
  const rocksdb::Status state_put =
      batch.Put(meta, encode_meta_key({.kind = MetaKind::kState}), encode_state_row({}));
  if (!format_put.ok()) return error_of(format_put, "be made");
  if (!state_put.ok()) return error_of(state_put, "be made");
  return database.write(batch, /*synced=*/true);
}

Result<void> upgrade(Database& database, const FormatRow& found) {
  if (found.format_version == kFormatVersion) return ok();
  rocksdb::WriteBatch batch;
  const rocksdb::Status put =
      batch.Put(database.handle(ColumnFamily::kMeta), encode_meta_key({.kind = MetaKind::kFormat}),
                encode_format_row({.format_version = kFormatVersion, .instance = found.instance}));
  if (!put.ok()) return error_of(put, "be upgraded");
  return database.write(batch, /*synced=*/true);
}

Result<StateRow> read_state(const Database& database) {
  const std::string state_key = encode_meta_key({.kind = MetaKind::kState});
  MUSTER_TRY(const std::optional<std::string> state, database.get(ColumnFamily::kMeta, state_key));
  if (!state.has_value()) return damaged_row(ColumnFamily::kMeta, state_key, "the row is missing");
  Result<StateRow> row = decode_state_row(*state);
  if (!row.has_value()) return damaged_row(ColumnFamily::kMeta, state_key, row.error().message);
  return row;
}

Result<LoadedStore> load_store(const Database& database) {
  LoadedStore store;
  const std::string format_key = encode_meta_key({.kind = MetaKind::kFormat});
  MUSTER_TRY(const std::optional<std::string> format,
             database.get(ColumnFamily::kMeta, format_key));
  if (!format.has_value())
    return damaged_row(ColumnFamily::kMeta, format_key, "the row is missing");
  Result<FormatRow> format_row = decode_format_row(*format);
  if (!format_row.has_value())
    return damaged_row(ColumnFamily::kMeta, format_key, format_row.error().message);
  store.format = *format_row;
  // The row may be newer than the marker that let us in: an upgrade writes it first.
  if (store.format.format_version < kFormatVersionOldest ||
      store.format.format_version > kFormatVersion) {
    return damaged_store(
        fmt::format("its rows have format version {} and its marker says {} at "
                    "most.",
                    store.format.format_version, kFormatVersion));
  }

  MUSTER_TRY(store.state, read_state(database));
  MUSTER_CHECK(Loader(database, store).run());
  return store;
}

}  // namespace muster::storage
