#include "core/identity/assertion_reader.h"

#include <utility>

#include "core/identity/assertion_store.h"

namespace muster {
namespace {

template <typename Statement, typename Id>
Result<std::vector<Statement>> statements(const RecordReader& records, const GraphSnapshot& graph,
                                          Id element, std::string_view what) {
  if (!graph.contains(element))
    return Error{.code = ErrorCode::kEntityNotFound,
                 .message = std::string(what) + " " + std::to_string(raw(element)) +
                            " does not exist, or was deleted."};
  MUSTER_TRY(auto rows, rows_of(records, graph, element));
  std::vector<Statement> found;
  found.reserve(rows.size());
  for (auto& row : rows) found.push_back(std::move(row.statement));
  return found;
}

}  // namespace

Result<std::vector<NodeStatement>> statements_of(const RecordReader& records,
                                                 const GraphSnapshot& graph, NodeId node) {
  return statements<NodeStatement>(records, graph, node, "Node");
}

Result<std::vector<EdgeStatement>> statements_of(const RecordReader& records,
                                                 const GraphSnapshot& graph, EdgeId edge) {
  return statements<EdgeStatement>(records, graph, edge, "Relationship");
}

}  // namespace muster
