// BowTieCache: the bow tie of the graph that is asked for, made beside the queries and never stale.
//
// The law: what is given was made of exactly the edges of the snapshot that asks. A graph whose
// edges change between any two questions costs nothing: a bow tie is made where the same edges are
// asked for a second time.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "core/base/execution.h"
#include "core/graph/bow_tie.h"

namespace muster {

// Threads: all members may be called concurrently.
class BowTieCache {
 public:
  BowTieCache() = default;
  ~BowTieCache();  // Stops what is being made.
  BowTieCache(const BowTieCache&) = delete;
  BowTieCache& operator=(const BowTieCache&) = delete;

  // The bow tie of `graph`; null while there is none, and always for the view of a builder: then
  // the caller searches. Cost: a lock that nobody holds for long.
  std::shared_ptr<const BowTie> find(const GraphSnapshot& graph);

  // Returns when nothing is being made. For tests and benchmarks.
  void wait();

 private:
  void run();  // The thread that makes them, begun with the first.

  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<const GraphSnapshot> wanted_;  // To be made next.
  bool making_ = false;
  bool stopping_ = false;
  std::uint64_t asked_ = 0;  // The topology version of the last question without an answer.
  std::uint64_t kept_version_ = 0;
  std::shared_ptr<const BowTie> kept_;
  WorkBudget budget_;  // Cancelled at the end.
  std::thread thread_;
};

}  // namespace muster
