#include "api/service/query_service.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "api/service/query_registry.h"
#include "api/service/value_json.h"
#include "query/engine/query_engine.h"
#include "query/engine/store_transactions.h"

namespace muster::api {
namespace {

using query::QueryOptions;
using query::QuerySummary;
using query::UpdateCounters;

// One engine a process: its plan cache is what makes a repeated query cheap.
const query::QueryEngine& engine() {
  static const query::QueryEngine instance;
  return instance;
}

// A counter by its name in JSON, and what it counts in words.
struct NamedCounter {
  const char* name;
  const char* one;
  const char* many;
  std::uint64_t count;
};

std::array<NamedCounter, 11> named(const UpdateCounters& counters) {
  return {
      {{"nodes_created", "node created", "nodes created", counters.nodes_created},
       {"nodes_deleted", "node deleted", "nodes deleted", counters.nodes_deleted},
       {"relationships_created", "relationship created", "relationships created",
        counters.relationships_created},
       {"relationships_deleted", "relationship deleted", "relationships deleted",
        counters.relationships_deleted},
       {"properties_set", "property set", "properties set", counters.properties_set},
       {"labels_added", "label added", "labels added", counters.labels_added},
       {"labels_removed", "label removed", "labels removed", counters.labels_removed},
       {"indexes_added", "index added", "indexes added", counters.indexes_added},
       {"indexes_removed", "index removed", "indexes removed", counters.indexes_removed},
       {"constraints_added", "constraint added", "constraints added", counters.constraints_added},
       {"constraints_removed", "constraint removed", "constraints removed",
        counters.constraints_removed}}};
}

std::string notification_json(const query::Notification& notification) {
  std::string out = "{\"code\":";
  append_json_string(out, notification.code);
  out += ",\"message\":";
  append_json_string(out, notification.message);
  out += fmt::format(",\"line\":{},\"column\":{},\"hint\":", notification.position.line,
                     notification.position.column);
  append_json_string(out, notification.hint);
  return out + "}";
}

RowsFooter footer_of(const QuerySummary& summary, std::uint64_t graph_version) {
  RowsFooter footer;
  footer.summary_json = ",\"counters\":{";
  const char* separator = "";
  for (const auto& [name, one, many, count] : named(summary.counters)) {
    footer.summary_json += fmt::format("{}\"{}\":{}", separator, name, count);
    separator = ",";
    if (count == 0) continue;
    footer.summary_text += fmt::format("{}{} {}", footer.summary_text.empty() ? "" : ", ", count,
                                       count == 1 ? one : many);
  }
  footer.summary_json +=
      fmt::format("}},\"contains_updates\":{},\"graph_version\":{},\"truncated\":{}",
                  summary.contains_updates, graph_version, summary.truncated);
  separator = "";
  footer.summary_json += ",\"notifications\":[";
  for (const query::Notification& notification : summary.notifications) {
    footer.summary_json += separator + notification_json(notification);
    footer.summary_text +=
        (footer.summary_text.empty() ? "" : "; ") + query::notification_text(notification);
    separator = ",";
  }
  footer.summary_json += ']';
  if (!summary.truncated) return footer;
  footer.summary_json += ",\"truncated_because\":";
  append_json_string(footer.summary_json, summary.truncated_reason);
  footer.summary_text +=
      (footer.summary_text.empty() ? "cut: " : "; cut: ") + summary.truncated_reason;
  return footer;
}

QueryOptions options_of(const Deployment& deployment, const QueryRequest& request) {
  return {.rows_max = request.rows_max,
          .clock = &deployment.clock,
          .running = &running_queries(),
          .csv_folder = deployment.csv_folder};
}

Result<void> run_reading(const Deployment& deployment, const QueryRequest& request,
                         WorkBudget& budget, RowEncoder& encoder) {
  const std::shared_ptr<const GraphSnapshot> graph = deployment.store.snapshot();
  QueryOptions options = options_of(deployment, request);
  options.records = &deployment.store;
  options.on_columns = [&](std::span<const std::string> columns) { encoder.start(columns); };
  MUSTER_TRY(const QuerySummary summary,
             engine().run_read(
                 request.text, request.parameters, *graph, budget, options,
                 [&](std::span<const ValueList> rows, const GraphSnapshot& seen) -> Result<bool> {
                   for (const ValueList& row : rows) encoder.row(seen, row);
                   return true;
                 }));
  encoder.finish(footer_of(summary, graph->version()));
  return ok();
}

// Rows are shown once the transaction is durable: what is not committed was never the answer.
Result<void> run_writing(const Deployment& deployment, const QueryRequest& request,
                         WorkBudget& budget, RowEncoder& encoder) {
  query::StoreTransactions transactions(deployment.store);
  MUSTER_TRY(WriteBatch * batch, transactions.begin());
  QueryOptions options = options_of(deployment, request);
  options.transactions = &transactions;
  MUSTER_TRY(const query::QueryResult result,
             engine().write(request.text, request.parameters, *batch, budget, options));
  MUSTER_TRY(const CommitInfo commit, transactions.finish());
  const std::shared_ptr<const GraphSnapshot> graph = deployment.store.snapshot();
  encoder.start(result.summary.columns);
  for (const ValueList& row : result.rows) encoder.row(*graph, row);
  encoder.finish(footer_of(result.summary, commit.version));
  return ok();
}

}  // namespace

void warm_queries() { engine().warm(); }

bool statement_writes(const QueryRequest& request) {
  WorkBudget budget(limits_of(request));
  const Result<bool> writes = engine().writes(request.text, *GraphSnapshot::empty(), budget);
  return writes && *writes;
}

Result<void> run_query(const Deployment& deployment, const QueryRequest& request,
                       RowEncoder& encoder) {
  WorkBudget budget(limits_of(request));
  return run_query(deployment, request, budget, encoder);
}

WorkLimits limits_of(const QueryRequest& request) {
  return {.time_ms = request.time_ms, .memory_bytes = request.memory_bytes};
}

Result<void> run_query(const Deployment& deployment, const QueryRequest& request,
                       WorkBudget& budget, RowEncoder& encoder) {
  const QueryRegistry::Entry listed(running_queries(), request.text, request.asker,
                                    deployment.clock.now(), budget);
  MUSTER_TRY(const bool writes,
             engine().writes(request.text, *deployment.store.snapshot(), budget));
  if (writes && !request.read_only) return run_writing(deployment, request, budget, encoder);
  return run_reading(deployment, request, budget, encoder);
}

}  // namespace muster::api
