#include "core/analytics/node_check.h"

#include <fmt/format.h>

namespace muster::analytics {

Result<void> require_nodes(const GraphSnapshot& graph, std::span<const NodeId> nodes,
                           std::string_view role) {
  for (const NodeId node : nodes)
    if (!graph.contains(node))
      return Error{.code = ErrorCode::kEntityNotFound,
                   .message = fmt::format("The {} #{} is not in this graph.", role, raw(node)),
                   .position = {},
                   .hint = "It was deleted, or its id comes from another store.",
                   .detail = {}};
  return {};
}

}  // namespace muster::analytics
