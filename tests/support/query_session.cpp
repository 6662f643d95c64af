#include "tests/support/query_session.h"

#include "core/graph/memory_store.h"

namespace muster::testing {
namespace {

constexpr std::size_t kMemoryMax = std::size_t{1} << 30;

}  // namespace

QuerySession::QuerySession(const query::QueryEngine& engine, std::chrono::milliseconds time_max)
    : engine_(engine), time_max_(time_max), store_(make_memory_store()) {}

Result<query::QueryResult> QuerySession::run(std::string_view text, const ValueMap& parameters) {
  WorkBudget budget({.time_ms = time_max_, .memory_bytes = kMemoryMax});
  const auto before = store_->snapshot();
  MUSTER_TRY(const bool writes, engine_.writes(text, *before, budget));
  if (!writes) return engine_.read(text, parameters, *before, budget);
  MUSTER_TRY(const auto transaction, store_->begin_write());
  MUSTER_TRY(auto result, engine_.write(text, parameters, transaction->batch(), budget));
  MUSTER_CHECK(transaction->commit());
  return result;
}

}  // namespace muster::testing
