// The checksum of a snapshot: what `muster stats --checksum` prints and tests compare.
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/graph/graph_snapshot.h"
#include "core/graph/graph_state.h"

namespace muster {
namespace {

constexpr std::uint32_t kBlockSlots = internal::PropertyColumn::kLeafSlots;

std::vector<std::uint64_t> name_hashes(const std::vector<std::string>& names) {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(names.size());
  for (const std::string& name : names) hashes.push_back(hash_bytes(name));
  return hashes;
}

std::uint64_t hash_names(std::uint64_t seed, const std::vector<std::string>& names) {
  seed = hash_combine(seed, names.size());
  for (const std::string& name : names) seed = hash_combine(seed, hash_bytes(name));
  return seed;
}

// The property hashes of 64 slots at once: whole columns have nothing there, and are passed over
// with one look. Each property is hashed with its key's name and added up, so that the order in
// which names were interned does not matter.
class PropertyHashes {
 public:
  PropertyHashes(const internal::PropertyColumns& columns, const std::vector<std::uint64_t>& keys)
      : columns_(columns), keys_(keys) {}

  std::uint64_t of(std::uint32_t slot) {
    if (slot / kBlockSlots != block_ || !filled_) fill(slot / kBlockSlots);
    return sums_[slot % kBlockSlots];
  }

 private:
  void fill(std::uint32_t block) {
    filled_ = true;
    block_ = block;
    for (std::uint64_t& sum : sums_) sum = 0;
    for (std::uint32_t key = 0; key < keys_.size(); ++key) {
      const internal::PropertyColumn* const column = columns_.find(key);
      const internal::PropertyLeaf* const leaf = column == nullptr ? nullptr : column->leaf(block);
      if (leaf == nullptr) continue;
      for (std::uint32_t bit = 0; bit < kBlockSlots; ++bit) {
        if (leaf->has(bit)) sums_[bit] += hash_combine(keys_[key], leaf->value(bit).hash());
      }
    }
  }

  const internal::PropertyColumns& columns_;
  const std::vector<std::uint64_t>& keys_;
  std::uint64_t sums_[kBlockSlots];
  std::uint32_t block_ = 0;
  bool filled_ = false;
};

}  // namespace

std::uint64_t GraphSnapshot::checksum() const {
  const GraphState& state = *state_;
  const std::vector<std::uint64_t> labels = name_hashes(catalog().labels.names());
  const std::vector<std::uint64_t> types = name_hashes(catalog().edge_types.names());
  const std::vector<std::uint64_t> keys = name_hashes(catalog().keys.names());

  std::uint64_t sum = hash_combine(0, state.node_count);
  PropertyHashes node_properties(state.node_columns, keys);
  for (std::uint32_t slot = 0; slot < state.node_slot_bound; ++slot) {
    const internal::NodeRow* const row = state.nodes.find(slot);
    if (row == nullptr || !row->alive) continue;
    std::uint64_t label_sum = 0;
    for (const LabelId label : state.label_sets.at(row->label_set))
      label_sum += hash_combine(labels[raw(label)], 1);
    sum = hash_combine(sum, slot);
    sum = hash_combine(sum, label_sum);
    sum = hash_combine(sum, node_properties.of(slot));
    sum = hash_combine(sum, row->flags);
    sum = hash_combine(sum, static_cast<std::uint64_t>(row->first_seen.nanoseconds));
    sum = hash_names(sum, state.source_sets.at(row->source_set));
    sum = hash_names(sum, state.aliases.aliases(slot));
  }

  sum = hash_combine(sum, state.edge_count);
  PropertyHashes edge_properties(state.edge_columns, keys);
  for (std::uint32_t slot = 0; slot < state.edge_slot_bound; ++slot) {
    const internal::EdgeRow* const row = state.edges.find(slot);
    if (row == nullptr || !row->alive) continue;
    sum = hash_combine(sum, slot);
    sum = hash_combine(sum, types[row->type]);
    sum = hash_combine(sum, (std::uint64_t{row->source_slot} << 32) | row->target_slot);
    sum = hash_combine(sum, edge_properties.of(slot));
    sum = hash_combine(sum, row->flags);
    sum = hash_combine(sum, static_cast<std::uint64_t>(row->first_seen.nanoseconds));
    sum = hash_names(sum, state.source_sets.at(row->source_set));
    if ((row->flags & kFlagHasValidity) != 0) {
      const Validity& validity = *state.validities.find(slot);
      sum = hash_combine(sum, static_cast<std::uint64_t>(validity.from.nanoseconds));
      sum = hash_combine(sum, static_cast<std::uint64_t>(validity.until.nanoseconds));
    }
  }
  return sum;
}

}  // namespace muster
