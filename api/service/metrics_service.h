// What a running service says of itself.
#pragma once

#include <string>

#include "api/service/deployment.h"

namespace muster::api {

// Gauges of graph, store and findings in Prometheus' text format.
// Cost: O(1) but for the findings, O(findings).
std::string service_metrics(const Deployment& deployment);

// {"status":"ok","version":…} and, once serving, the instance id.
std::string health_json(const Deployment* deployment);

// {nodes, edges, version, sequence, …} of `muster stats`; with the checksum if asked, O(graph).
Result<Value> store_statistics(const Deployment& deployment, bool checksum);

}  // namespace muster::api
