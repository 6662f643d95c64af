#include "query/physical/endpoint_search.h"

namespace muster::query {

EndpointSearch::EndpointSearch(const GraphSnapshot& graph, WorkBudget& budget,
                               const VariableExpandNode& node)
    : graph_(graph),
      budget_(&budget),
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
  for (const std::uint32_t slot : queue_) seen_.erase(slot);
  queue_.assign(1, start);
  seen_.insert(start);
  start_ = start;
  if (tracks_cycles_) depths_[start] = 0;
}

void EndpointSearch::reach(std::uint32_t slot, std::uint32_t from, std::uint32_t edge) {
  seen_.insert(slot);
  queue_.push_back(slot);
  if (!tracks_cycles_) return;
  depths_[slot] = depth_ + 1;
  branches_[slot] = from == start_ ? edge : branches_[from];
}

bool EndpointSearch::closes_cycle(std::uint32_t from, std::uint32_t to, std::uint32_t edge) const {
  if (!tracks_cycles_) return to == start_;
  if (from == start_ && to == start_) return true;
  const std::int64_t length = std::int64_t{depths_[from]} + depths_[to] + 1;
  if (hops_.hops_max && length > *hops_.hops_max) return false;
  if (from == start_) return branches_[to] != edge;
  if (to == start_) return branches_[from] != edge;
  return branches_[from] != branches_[to];
}

Result<void> EndpointSearch::check() {
  MUSTER_CHECK(budget_.check());
  const std::size_t held = seen_.bytes() + queue_.capacity() * sizeof(std::uint32_t) +
                           (depths_.size() + branches_.size()) * sizeof(std::uint32_t);
  if (held <= charged_) return ok();
  MUSTER_CHECK(budget_.charge(held - charged_));
  charged_ = held;
  return ok();
}

}  // namespace muster::query
