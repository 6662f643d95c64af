// The one way in which kernels refuse ids that name nothing.
#pragma once

#include <span>
#include <string_view>

#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"

namespace muster::analytics {

// Errors: kEntityNotFound names the first id that is not in `graph`, as the `role` it was given
// for.
Result<void> require_nodes(const GraphSnapshot& graph, std::span<const NodeId> nodes,
                           std::string_view role);

}  // namespace muster::analytics
