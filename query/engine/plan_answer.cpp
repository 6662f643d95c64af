#include "query/engine/plan_answer.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "query/logical/plan_text.h"

namespace muster::query {
namespace {

Value estimate_of(const ExplainRow& row) {
  return static_cast<std::int64_t>(std::llround(std::min(row.rows, 9e18)));
}

}  // namespace

PlanAnswer explain_answer(const LogicalPlan& plan) {
  PlanAnswer answer{.columns = {"operator", "details", "estimated rows"}, .rows = {}};
  for (const ExplainRow& row : explain_rows(plan))
    answer.rows.push_back({Value(row.operation), Value(row.details), estimate_of(row)});
  return answer;
}

PlanAnswer command_answer(const std::string& operation) {
  return {.columns = {"operator", "details", "estimated rows"},
          .rows = {{Value(operation), Value(""), Value(0)}}};
}

PlanAnswer profile_answer(const LogicalPlan& plan, const PlanProfile& profile) {
  PlanAnswer answer{
      .columns = {"operator", "details", "estimated rows", "rows", "time ms", "memory bytes"},
      .rows = {}};
  for (const ExplainRow& row : explain_rows(plan)) {
    const OperatorProfile done = profile.of(*row.node);
    answer.rows.push_back({Value(row.operation), Value(row.details), estimate_of(row),
                           Value(static_cast<std::int64_t>(done.rows)),
                           Value(std::chrono::duration<double, std::milli>(done.time).count()),
                           Value(static_cast<std::int64_t>(done.memory_bytes))});
  }
  return answer;
}

}  // namespace muster::query
