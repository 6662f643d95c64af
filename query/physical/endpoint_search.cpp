#include "query/physical/endpoint_search.h"

#include <algorithm>
#include <utility>

namespace muster::query {

std::uint32_t* SlotQueue::room(std::size_t count) {
  if (capacity_ - size_ < count) {
    capacity_ = std::max({capacity_ * 2, size_ + count, std::size_t{64}});
    auto grown = std::make_unique_for_overwrite<std::uint32_t[]>(capacity_);
    std::copy_n(slots_.get(), size_, grown.get());
    slots_ = std::move(grown);
  }
  return slots_.get() + size_;
}

EndpointSearch::EndpointSearch(const GraphSnapshot& graph, const WorkBudget& budget,
                               const VariableExpandNode& node)
    : graph_(graph),
      budget_(budget),
      direction_(node.step.direction),
      hops_(node.hops),
      not_start_(node.not_start),
      types_(node.step.types, graph.catalog()),
      seen_(graph.node_slot_bound()),
      tracks_cycles_(direction_ == ast::Direction::kBoth && hops_.hops_min == 1 && !not_start_) {
  if (!tracks_cycles_) return;
  depths_.resize(graph.node_slot_bound());
  branches_.resize(graph.node_slot_bound());
}

void EndpointSearch::begin(std::uint32_t start) {
  for (const std::uint32_t slot : queue_.from(0)) seen_.erase(slot);
  queue_.clear();
  queue_.push(start);
  start_ = start;
  if (tracks_cycles_) depths_[start] = 0;
  // With a direction a way back to the start is found as any node is: it has not been seen yet.
  if (direction_ == ast::Direction::kBoth || hops_.hops_min == 0 || not_start_) seen_.insert(start);
}

void EndpointSearch::reach(std::uint32_t slot, std::uint32_t from, std::uint32_t edge) {
  seen_.insert(slot);
  queue_.push(slot);
  if (!tracks_cycles_) return;
  depths_[slot] = depth_ + 1;
  branches_[slot] = from == start_ ? edge : branches_[from];
}

bool EndpointSearch::closes_cycle(std::uint32_t from, std::uint32_t to, std::uint32_t edge) const {
  if (from == start_ && to == start_) return true;
  const std::int64_t length = std::int64_t{depths_[from]} + depths_[to] + 1;
  if (hops_.hops_max && length > *hops_.hops_max) return false;
  if (from == start_) return branches_[to] != edge;
  if (to == start_) return branches_[from] != edge;
  return branches_[from] != branches_[to];
}

void EndpointSearch::fill(Block& block, std::size_t begin, std::size_t end) const {
  block.size = std::min(end - begin, kRunsMax);
  const auto nodes = queue_.from(begin).first(block.size);
  std::ranges::copy(nodes, block.nodes);
  if (direction_ != ast::Direction::kIncoming)
    graph_.adjacency_runs(nodes, Direction::kOutgoing, block.outgoing);
  if (direction_ != ast::Direction::kOutgoing)
    graph_.adjacency_runs(nodes, Direction::kIncoming, block.incoming);
}

}  // namespace muster::query
