// What each operator of a plan did while it ran: PROFILE.
//
// The law: a profiled statement runs on one thread, so what passes on the clock and is taken from
// the heap belongs to the one operator that is at work. A batch that is handed on takes along what
// was taken for it. The figures of all add up to those of the statement.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include "core/base/memory_account.h"
#include "query/logical/plan_node.h"
#include "query/physical/operator.h"

namespace muster::query {

struct OperatorProfile {
  std::uint64_t rows = 0;  // Given to the operator above.
  std::chrono::nanoseconds time{0};
  std::size_t memory_bytes = 0;  // The most it held at once, its input included.
};

class PlanProfile {
 public:
  // Restarts the most that `memory` counts, again and again.
  explicit PlanProfile(MemoryAccount& memory) : memory_(memory) {}

  // What `node` did; nothing for a node that another one took in while lowering.
  OperatorProfile of(const PlanNode& node) const;

  // From now until the end of the scope, `node` is at work (null: none of the plan).
  class Scope {
   public:
    Scope(PlanProfile& profile, const PlanNode* node)
        : profile_(profile), before_(profile.enter(node)) {}
    ~Scope() { profile_.enter(before_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    PlanProfile& profile_;
    const PlanNode* before_;
  };

  // `giver` hands rows on to `taker` (null: out of the plan), and with them `bytes` of what it
  // holds. REQUIRES: it is at work.
  void hand_over(const PlanNode& giver, const PlanNode* taker, std::size_t rows,
                 std::int64_t bytes);
  // What the node holds now. REQUIRES: it is at work.
  std::int64_t held_bytes(const PlanNode& node);
  // It holds no more than `bytes`: a step of its work is done. Less than none is what it handed on
  // before it gave it back, and is made up for by the next step. REQUIRES: as above.
  void keeps_at_most(const PlanNode& node, std::int64_t bytes);

 private:
  struct Entry {
    OperatorProfile done;
    std::int64_t held_bytes = 0;
  };
  const PlanNode* enter(const PlanNode* node);
  // Gives what passed since the last time to the node that was at work.
  void settle();

  MemoryAccount& memory_;
  std::unordered_map<const PlanNode*, Entry> entries_;
  const PlanNode* current_ = nullptr;
  std::chrono::steady_clock::time_point since_;
  std::int64_t live_bytes_ = 0;
};

// `pipeline`, whose last operator is that of `node`, so that it reports to `profile`. `above` is
// the node that takes its rows; null: the result. REQUIRES: it runs on one thread, and `profile`
// outlives it.
void add_profile(Pipeline& pipeline, const PlanNode& node, const PlanNode* above,
                 PlanProfile& profile);

}  // namespace muster::query
