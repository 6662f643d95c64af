// A graph of its own with an engine: runs one statement after the other, each a transaction.
#pragma once

#include <chrono>
#include <memory>
#include <string_view>

#include "core/graph/graph_store.h"
#include "query/engine/query_engine.h"

namespace muster::testing {

class QuerySession {
 public:
  // `engine` outlives the session. `time_max`: the longest that one statement may take.
  explicit QuerySession(const query::QueryEngine& engine,
                        std::chrono::milliseconds time_max = std::chrono::seconds(20));

  // Errors: as QueryEngine's; a statement that fails leaves the graph as it was.
  Result<query::QueryResult> run(std::string_view text, const ValueMap& parameters = {});

  std::shared_ptr<const GraphSnapshot> snapshot() const { return store_->snapshot(); }

 private:
  const query::QueryEngine& engine_;
  std::chrono::milliseconds time_max_;
  std::unique_ptr<GraphStore> store_;
};

}  // namespace muster::testing
