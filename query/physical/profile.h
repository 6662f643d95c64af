// What each operator of a plan did while it ran: PROFILE.
//
// The law: a profiled statement runs on one thread, so what passes on the clock and is charged to
// the budget belongs to the one operator that is at work, and the figures of all add up to those
// of the statement.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include "query/logical/plan_node.h"
#include "query/physical/operator.h"

namespace muster::query {

struct OperatorProfile {
  std::uint64_t rows = 0;  // Given to the operator above.
  std::chrono::nanoseconds time{0};
  std::size_t memory_bytes = 0;  // The most it held at once beyond what it found.
};

class PlanProfile {
 public:
  explicit PlanProfile(const WorkBudget& budget) : budget_(budget) {}

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
  void count_rows(const PlanNode& node, std::size_t rows) { entries_[&node].done.rows += rows; }

 private:
  struct Entry {
    OperatorProfile done;
    std::int64_t held_bytes = 0;
  };
  const PlanNode* enter(const PlanNode* node);

  const WorkBudget& budget_;
  std::unordered_map<const PlanNode*, Entry> entries_;
  const PlanNode* current_ = nullptr;
  std::chrono::steady_clock::time_point since_;
  std::size_t charged_ = 0;
};

// `pipeline`, whose last operator is that of `node`, so that it reports to `profile`. `above` is
// the node that takes its rows; null: the result. REQUIRES: it runs on one thread, and `profile`
// outlives it.
void add_profile(Pipeline& pipeline, const PlanNode& node, const PlanNode* above,
                 PlanProfile& profile);

}  // namespace muster::query
