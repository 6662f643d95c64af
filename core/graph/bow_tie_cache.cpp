#include "core/graph/bow_tie_cache.h"

#include <utility>

namespace muster {

BowTieCache::~BowTieCache() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  budget_.cancel();
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<const BowTie> BowTieCache::find(const GraphSnapshot& graph) {
  const std::uint64_t version = graph.topology_version();
  const std::lock_guard lock(mutex_);
  if (kept_ != nullptr && kept_version_ == version) return kept_;
  if (std::exchange(asked_, version) != version) return nullptr;
  // One at a time: who asks meanwhile asks again.
  if (making_ || wanted_ != nullptr) return nullptr;
  wanted_ = graph.weak_from_this().lock();
  if (wanted_ == nullptr) return nullptr;
  if (!thread_.joinable()) thread_ = std::thread(&BowTieCache::run, this);
  changed_.notify_all();
  return nullptr;
}

void BowTieCache::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return wanted_ == nullptr && !making_; });
}

void BowTieCache::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stopping_ || wanted_ != nullptr; });
    if (stopping_) return;
    making_ = true;
    const std::shared_ptr<const GraphSnapshot> graph = std::exchange(wanted_, nullptr);
    lock.unlock();
    Result<BowTie> made = BowTie::of(*graph, budget_);
    lock.lock();
    making_ = false;
    if (made) {  // It fails only at the end.
      kept_ = std::make_shared<const BowTie>(*std::move(made));
      kept_version_ = graph->topology_version();
    }
    changed_.notify_all();
  }
}

}  // namespace muster
