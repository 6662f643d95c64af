// SnapshotBuilder: what is known of an element.
#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/assert.h"
#include "core/graph/builder_errors.h"
#include "core/graph/builder_tracking.h"
#include "core/graph/graph_state.h"
#include "core/graph/snapshot_builder.h"

namespace muster {
namespace {

bool is_storable(const Value& value) {
  switch (value.type()) {
    case ValueType::kMap:
    case ValueType::kNode:
    case ValueType::kEdge:
    case ValueType::kPath:
      return false;
    case ValueType::kList:
      return std::all_of(value.as_list().begin(), value.as_list().end(), is_storable);
    default:
      return true;
  }
}

// Where in a value the part that cannot be stored is, for the message.
ValueType unstorable_part(const Value& value) {
  if (!value.is_list()) return value.type();
  const ValueList& list = value.as_list();
  return unstorable_part(*std::find_if_not(list.begin(), list.end(), is_storable));
}

Result<void> check_storable(const Value& value, std::string_view key) {
  if (is_storable(value)) return ok();
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("Property '{}' cannot hold a {}{}.", key,
                                      value.is_list() ? "list with a " : "",
                                      value_type_name(unstorable_part(value))),
               .hint =
                   "Store booleans, numbers, strings, temporal values, points, bytes, or lists "
                   "of these."};
}

// What sets a property sets it in its column and in the indexes of the element's labels or type
// that have the key.
class PropertyChange {
 public:
  PropertyChange(GraphState& state, ElementKind element, KeyId key, std::uint32_t slot,
                 internal::Edit& edit)
      : state_(state),
        columns_(element == ElementKind::kNode ? state.node_columns : state.edge_columns),
        element_(element),
        key_(key),
        slot_(slot),
        edit_(edit) {}

  // False: it was so already.
  template <typename Tokens>
  bool set(const Value& value, const Tokens& tokens) {
    const auto index = static_cast<std::uint32_t>(key_);
    const internal::PropertyColumn* const column = columns_.find(index);
    if ((column == nullptr ? Value() : column->get(slot_)) == value) return false;
    if (state_.schema.index_count != 0) {
      for (const auto token : tokens) find_indexes(static_cast<std::uint32_t>(token));
    }
    for (const IndexDefinition* const definition : indexes_) index_as(*definition, false);
    columns_.edit(index, edit_).set(slot_, value, edit_);
    for (const IndexDefinition* const definition : indexes_) index_as(*definition, true);
    return true;
  }

 private:
  void find_indexes(std::uint32_t token) {
    state_.schema.visit_uses(
        internal::RuleFamily::kIndex, element_, token, key_, [&](std::uint32_t number) {
          const IndexDefinition* const definition = state_.schema.index(number);
          if (Schema::is_ordered(*definition)) indexes_.push_back(definition);
        });
  }

  void index_as(const IndexDefinition& definition, bool on) {
    if (!internal::index_key_of(definition, columns_, slot_, key_text_)) return;
    internal::IndexTree& tree = state_.schema.contents.edit(definition.number, edit_);
    if (on) {
      tree.insert(key_text_, slot_, edit_);
    } else {
      tree.erase(key_text_, slot_, edit_);
    }
  }

  GraphState& state_;
  internal::PropertyColumns& columns_;
  ElementKind element_;
  KeyId key_;
  std::uint32_t slot_;
  internal::Edit& edit_;
  std::vector<const IndexDefinition*> indexes_;
  std::string key_text_;
};

std::vector<std::string> as_set(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// An edge's flags stand in its row and in both its adjacency entries.
void write_edge_flags(GraphState& state, EdgeId edge, std::uint8_t flags, internal::Edit& edit) {
  const std::uint32_t slot = slot_of(edge);
  internal::EdgeRow& row = state.edges.edit(slot, edit);
  row.flags = flags;
  AdjacencyEntry entry{
      .edge_slot = slot, .neighbour_slot = row.target_slot, .type = row.type, .flags = flags};
  const std::uint32_t target_slot = row.target_slot;
  const std::uint32_t source_slot = row.source_slot;
  state.outgoing.replace(source_slot, entry, edit);
  entry.neighbour_slot = source_slot;
  state.incoming.replace(target_slot, entry, edit);
}

}  // namespace

Result<void> SnapshotBuilder::add_label(NodeId node, LabelId label) {
  if (!view().contains(node)) return deleted_error(node);
  if (view().has_label(node, label)) return ok();
  return set_label(node, label, true);
}

Result<void> SnapshotBuilder::remove_label(NodeId node, LabelId label) {
  if (!view().contains(node)) return deleted_error(node);
  if (!view().has_label(node, label)) return ok();
  return set_label(node, label, false);
}

Result<void> SnapshotBuilder::set_label(NodeId node, LabelId label, bool on) {
  GraphState& graph = state();
  internal::Edit& edit = tracking_->edit;
  const std::span<const LabelId> before = view().labels(node);
  std::vector<LabelId> set(before.begin(), before.end());
  index_label(node, label, on);
  if (on) {
    set.insert(std::lower_bound(set.begin(), set.end(), label), label);
  } else {
    std::erase(set, label);
  }
  graph.nodes.edit(slot_of(node), edit).label_set = graph.label_sets.intern(std::move(set), edit);
  internal::set_label_bit(graph, label, slot_of(node), on, edit);
  for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
    for (AdjacencyCursor cursor = view().adjacency(slot_of(node), direction); !cursor.done();
         cursor.next())
      graph.degrees.count_label(label, direction, cursor.run(), on, edit);
  }
  tracking_->touch(node);
  return ok();
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): callers hand over what they made.
Result<void> SnapshotBuilder::set_property(NodeId node, KeyId key, Value value) {
  if (!view().contains(node)) return deleted_error(node);
  MUSTER_CHECK(check_storable(value, view().catalog().keys.name(key)));
  PropertyChange change(state(), ElementKind::kNode, key, slot_of(node), tracking_->edit);
  if (change.set(value, view().labels(node))) tracking_->touch(node);
  return ok();
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): callers hand over what they made.
Result<void> SnapshotBuilder::set_property(EdgeId edge, KeyId key, Value value) {
  if (!view().contains(edge)) return deleted_error(edge);
  MUSTER_CHECK(check_storable(value, view().catalog().keys.name(key)));
  PropertyChange change(state(), ElementKind::kEdge, key, slot_of(edge), tracking_->edit);
  const EdgeTypeId types[] = {static_cast<EdgeTypeId>(state().edges.find(slot_of(edge))->type)};
  if (change.set(value, types)) tracking_->touch(edge);
  return ok();
}

Result<void> SnapshotBuilder::set_flags(NodeId node, std::uint8_t flags) {
  if (!view().contains(node)) return deleted_error(node);
  if (view().flags(node) == flags) return ok();
  state().nodes.edit(slot_of(node), tracking_->edit).flags = flags;
  tracking_->touch(node);
  return ok();
}

Result<void> SnapshotBuilder::set_flags(EdgeId edge, std::uint8_t flags) {
  if (!view().contains(edge)) return deleted_error(edge);
  // Whether there is a validity is set_validity's to say.
  const std::uint8_t before = view().flags(edge);
  flags = static_cast<std::uint8_t>((flags & ~kFlagHasValidity) | (before & kFlagHasValidity));
  if (before == flags) return ok();
  write_edge_flags(state(), edge, flags, tracking_->edit);
  tracking_->touch(edge);
  return ok();
}

Result<void> SnapshotBuilder::set_validity(EdgeId edge, Validity validity) {
  if (!view().contains(edge)) return deleted_error(edge);
  if (view().validity(edge) == validity) return ok();
  const std::uint8_t before = view().flags(edge);
  const bool bounded = validity != Validity{};
  state().validities.edit(slot_of(edge), tracking_->edit) = validity;
  const auto flags =
      static_cast<std::uint8_t>(bounded ? before | kFlagHasValidity : before & ~kFlagHasValidity);
  if (flags != before) write_edge_flags(state(), edge, flags, tracking_->edit);
  tracking_->touch(edge);
  return ok();
}

Result<void> SnapshotBuilder::set_sources(NodeId node, std::vector<std::string> sources) {
  if (!view().contains(node)) return deleted_error(node);
  sources = as_set(std::move(sources));
  if (view().sources(node) == sources) return ok();
  const std::uint32_t set = state().source_sets.intern(std::move(sources), tracking_->edit);
  state().nodes.edit(slot_of(node), tracking_->edit).source_set = set;
  tracking_->touch(node);
  return ok();
}

Result<void> SnapshotBuilder::set_sources(EdgeId edge, std::vector<std::string> sources) {
  if (!view().contains(edge)) return deleted_error(edge);
  sources = as_set(std::move(sources));
  if (view().sources(edge) == sources) return ok();
  const std::uint32_t set = state().source_sets.intern(std::move(sources), tracking_->edit);
  state().edges.edit(slot_of(edge), tracking_->edit).source_set = set;
  tracking_->touch(edge);
  return ok();
}

Result<void> SnapshotBuilder::set_first_seen(NodeId node, Instant first_seen) {
  if (!view().contains(node)) return deleted_error(node);
  if (view().first_seen(node) == first_seen) return ok();
  state().nodes.edit(slot_of(node), tracking_->edit).first_seen = first_seen;
  tracking_->touch(node);
  return ok();
}

Result<void> SnapshotBuilder::set_first_seen(EdgeId edge, Instant first_seen) {
  if (!view().contains(edge)) return deleted_error(edge);
  if (view().first_seen(edge) == first_seen) return ok();
  state().edges.edit(slot_of(edge), tracking_->edit).first_seen = first_seen;
  tracking_->touch(edge);
  return ok();
}

Result<void> SnapshotBuilder::add_alias(NodeId node, std::string_view alias) {
  if (!view().contains(node)) return deleted_error(node);
  if (state().aliases.add(slot_of(node), alias, tracking_->edit)) tracking_->touch(node);
  return ok();
}

Result<void> SnapshotBuilder::remove_alias(NodeId node, std::string_view alias) {
  if (!view().contains(node)) return deleted_error(node);
  if (state().aliases.remove(slot_of(node), alias, tracking_->edit)) tracking_->touch(node);
  return ok();
}

}  // namespace muster
