#include "core/graph/snapshot_builder.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/assert.h"
#include "core/graph/builder_tracking.h"
#include "core/graph/graph_state.h"

namespace muster {
namespace {

constexpr std::size_t kEdgeTypesMax = std::numeric_limits<std::uint16_t>::max();

template <typename Id>
std::vector<Id> sorted_changes(std::vector<Id> touched, const GraphSnapshot& before,
                               const GraphSnapshot& after) {
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  std::erase_if(touched, [&](Id id) { return !before.contains(id) && !after.contains(id); });
  return touched;
}

template <typename Id>
std::vector<Id> sorted_deletions(std::vector<Id> touched, const GraphSnapshot& after) {
  std::erase_if(touched, [&](Id id) { return after.contains(id); });
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  return touched;
}

template <typename Id>
bool any_change(const std::vector<Id>& touched, const GraphSnapshot& before,
                const GraphSnapshot& after) {
  return std::any_of(touched.begin(), touched.end(),
                     [&](Id id) { return before.contains(id) || after.contains(id); });
}

// The free slots below `bound`, found anew by a look at each; those in `freed` (sorted) are not
// free yet.
template <typename Rows>
void rebuild_free_slots(const Rows& rows, std::uint32_t bound, std::vector<std::uint32_t> freed,
                        internal::FreeSlots& free, internal::Edit& edit) {
  std::sort(freed.begin(), freed.end());
  free = internal::FreeSlots();
  for (std::uint32_t slot = 0; slot < bound; ++slot) {
    const auto* const row = rows.find(slot);
    if (row != nullptr &&
        (row->alive || row->generation == std::numeric_limits<std::uint32_t>::max()))
      continue;
    if (!std::binary_search(freed.begin(), freed.end(), slot)) free.insert(slot, edit);
  }
}

}  // namespace

SnapshotBuilder::SnapshotBuilder(std::shared_ptr<const GraphSnapshot> base)
    : graph_(new GraphSnapshot(std::make_unique<GraphState>(*base->state_))),
      base_(std::move(base)),
      tracking_(std::make_unique<Tracking>()) {
  tracking_->schema_version_before = state().schema.version;
}
SnapshotBuilder::~SnapshotBuilder() = default;
SnapshotBuilder::SnapshotBuilder(SnapshotBuilder&&) noexcept = default;
SnapshotBuilder& SnapshotBuilder::operator=(SnapshotBuilder&&) noexcept = default;

GraphState& SnapshotBuilder::state() { return *graph_->state_; }
const GraphSnapshot& SnapshotBuilder::view() const { return *graph_; }
const std::shared_ptr<const GraphSnapshot>& SnapshotBuilder::base() const { return base_; }

Catalog& SnapshotBuilder::own_catalog() {
  if (tracking_->catalog == nullptr) {
    tracking_->catalog = std::make_shared<Catalog>(*state().catalog);
    state().catalog = tracking_->catalog;
  }
  return *tracking_->catalog;
}

LabelId SnapshotBuilder::intern_label(std::string_view name) {
  const std::optional<LabelId> known = view().catalog().labels.find(name);
  return known.has_value() ? *known : own_catalog().labels.intern(name);
}

Result<EdgeTypeId> SnapshotBuilder::intern_edge_type(std::string_view name) {
  const NameTable<EdgeTypeId>& types = view().catalog().edge_types;
  if (const std::optional<EdgeTypeId> known = types.find(name); known.has_value()) return *known;
  if (types.size() >= kEdgeTypesMax) {
    return Error{
        .code = ErrorCode::kResourceExhausted,
        .message = "The graph already has 65,535 relationship types, the most it can hold.",
        .hint = "Put what tells them apart into a property."};
  }
  return own_catalog().edge_types.intern(name);
}

KeyId SnapshotBuilder::intern_key(std::string_view name) {
  const std::optional<KeyId> known = view().catalog().keys.find(name);
  return known.has_value() ? *known : own_catalog().keys.intern(name);
}

ChangedElements SnapshotBuilder::changed() const {
  return {.nodes = sorted_changes(tracking_->nodes, *base_, *graph_),
          .edges = sorted_changes(tracking_->edges, *base_, *graph_)};
}

ChangedElements SnapshotBuilder::deleted() const {
  return {.nodes = sorted_deletions(tracking_->nodes, *graph_),
          .edges = sorted_deletions(tracking_->edges, *graph_)};
}

bool SnapshotBuilder::changed_anything() const {
  return any_change(tracking_->nodes, *base_, *graph_) ||
         any_change(tracking_->edges, *base_, *graph_) || schema_changed();
}

bool SnapshotBuilder::schema_changed() const {
  return graph_->state_->schema.version != tracking_->schema_version_before;
}

std::uint64_t SnapshotBuilder::bytes_copied() const { return tracking_->edit.bytes_copied; }

void SnapshotBuilder::refresh_free_slots() {
  if (!tracking_->free_slots_stale) return;
  tracking_->free_slots_stale = false;
  rebuild_free_slots(state().nodes, state().node_slot_bound, tracking_->freed_node_slots,
                     state().free_node_slots, tracking_->edit);
  rebuild_free_slots(state().edges, state().edge_slot_bound, tracking_->freed_edge_slots,
                     state().free_edge_slots, tracking_->edit);
}

void SnapshotBuilder::seal() {
  if (tracking_->sealed) return;
  refresh_free_slots();
  for (const std::uint32_t slot : tracking_->freed_node_slots)
    state().free_node_slots.insert(slot, tracking_->edit);
  for (const std::uint32_t slot : tracking_->freed_edge_slots)
    state().free_edge_slots.insert(slot, tracking_->edit);
  tracking_->sealed = true;
}

std::shared_ptr<const GraphSnapshot> SnapshotBuilder::publish(std::uint64_t version) && {
  seal();
  state().version = version;
  // The edit ends with its token: nobody owns these chunks from here on.
  tracking_.reset();
  return std::shared_ptr<const GraphSnapshot>(std::move(graph_));
}

}  // namespace muster
