#include "api/service/metrics_service.h"

#include <map>

#include <fmt/format.h>

#include "api/service/query_registry.h"
#include "api/service/value_json.h"
#include "core/base/hash.h"
#include "core/identity/source.h"
#include "core/reconcile/reconcile.h"

namespace muster::api {
namespace {

void append_gauge(std::string& out, std::string_view name, std::string_view help,
                  std::uint64_t value) {
  out += fmt::format("# HELP {} {}\n# TYPE {} gauge\n{} {}\n", name, help, name, name, value);
}

void append_findings(std::string& out, const reconcile::ReconcileReport& report) {
  std::map<std::pair<std::string_view, std::string_view>, std::uint64_t> counts;
  for (const reconcile::Finding& finding : report.findings) {
    ++counts[{reconcile::finding_kind_name(finding.kind),
              reconcile::severity_name(finding.severity)}];
  }
  out +=
      "# HELP muster_drift_findings Open findings of the last reconcile.\n# TYPE "
      "muster_drift_findings gauge\n";
  for (const auto& [key, count] : counts) {
    out += fmt::format("muster_drift_findings{{kind=\"{}\",severity=\"{}\"}} {}\n", key.first,
                       key.second, count);
  }
  append_gauge(out, "muster_drift_judged_at_seconds",
               "World time at which the last reconcile judged.",
               static_cast<std::uint64_t>(report.at.nanoseconds / kNanosecondsPerSecond));
}

}  // namespace

std::string service_metrics(const Deployment& deployment) {
  const std::shared_ptr<const GraphSnapshot> graph = deployment.store.snapshot();
  std::string out;
  append_gauge(out, "muster_graph_nodes", "Nodes of the newest snapshot.", graph->node_count());
  append_gauge(out, "muster_graph_edges", "Edges of the newest snapshot.", graph->edge_count());
  append_gauge(out, "muster_graph_version", "Commits that changed the graph.", graph->version());
  append_gauge(out, "muster_store_sequence", "Commits, those of records included.",
               deployment.store.sequence());
  append_gauge(out, "muster_queries_running", "Queries under way.", running_queries().count());
  if (deployment.admin != nullptr) {
    if (const Result<StoreStatistics> store = deployment.admin->statistics()) {
      append_gauge(out, "muster_store_disk_bytes", "Bytes of the store's files.",
                   store->disk_bytes);
    }
  }
  const auto report = reconcile::read_last_report(deployment.store);
  if (report && *report) append_findings(out, **report);
  return out;
}

std::string health_json(const Deployment* deployment) {
  ValueMap members{{"status", Value("ok")}, {"version", Value(kVersion)}};
  if (deployment != nullptr) members.emplace("instance", Value(deployment->instance));
  std::string out;
  append_json(out, *GraphSnapshot::empty(), Value(std::move(members)));
  return out + "\n";
}

Result<Value> store_statistics(const Deployment& deployment, bool checksum) {
  const auto number = [](std::uint64_t count) { return Value(static_cast<std::int64_t>(count)); };
  const std::shared_ptr<const GraphSnapshot> graph = deployment.store.snapshot();
  MUSTER_TRY(const std::vector<Source> sources, list_sources(deployment.store));
  ValueMap members{{"nodes", number(graph->node_count())},
                   {"edges", number(graph->edge_count())},
                   {"labels", number(graph->catalog().labels.size())},
                   {"edge_types", number(graph->catalog().edge_types.size())},
                   {"property_keys", number(graph->catalog().keys.size())},
                   {"sources", number(sources.size())},
                   {"graph_version", number(graph->version())},
                   {"sequence", number(deployment.store.sequence())}};
  if (checksum) members.emplace("checksum", Value(hash_text(graph->checksum())));
  if (deployment.admin != nullptr) {
    MUSTER_TRY(const StoreStatistics store, deployment.admin->statistics());
    members.emplace("disk_bytes", number(store.disk_bytes));
    members.emplace("records", number(store.records));
    members.emplace("format_version", number(store.format_version));
  }
  return Value(std::move(members));
}

}  // namespace muster::api
