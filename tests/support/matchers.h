// Matchers and printers for what the product's functions return.
#pragma once

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>

#include <gmock/gmock.h>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/value.h"
#include "core/graph/graph_snapshot.h"

namespace muster {

// How GoogleTest shows them (found by argument-dependent lookup).
inline void PrintTo(NodeId node, std::ostream* out) {
  *out << "node " << slot_of(node) << "/" << generation_of(node);
}
inline void PrintTo(EdgeId edge, std::ostream* out) {
  *out << "edge " << slot_of(edge) << "/" << generation_of(edge);
}
inline void PrintTo(const Value& value, std::ostream* out) { *out << to_literal(value); }
inline void PrintTo(Instant instant, std::ostream* out) { *out << format_instant(instant); }
inline void PrintTo(const Error& error, std::ostream* out) { *out << format_error(error); }
template <typename T>
void PrintTo(const Result<T>& result, std::ostream* out) {
  if (!result.has_value()) {
    *out << "the error: " << format_error(result.error());
    return;
  }
  if constexpr (std::is_void_v<T>) {
    *out << "ok";
  } else {
    *out << ::testing::PrintToString(*result);
  }
}

namespace testing {

MATCHER(IsOk, negation ? "is an error" : "is not an error") {
  if (arg.has_value()) return true;
  *result_listener << "which says: " << arg.error().message;
  return false;
}

MATCHER_P(IsOkAndHolds, inner, "holds a value that matches") {
  if (!arg.has_value()) {
    *result_listener << "which is an error: " << arg.error().message;
    return false;
  }
  return ::testing::ExplainMatchResult(inner, *arg, result_listener);
}

MATCHER_P(IsError, code, "is the error " + std::string(error_code_name(code))) {
  if (arg.has_value()) {
    *result_listener << "which is no error";
    return false;
  }
  *result_listener << "which is " << error_code_name(arg.error().code) << ": "
                   << arg.error().message;
  return arg.error().code == code;
}

// The error's one sentence matches as well.
MATCHER_P2(IsErrorSaying, code, message,
           "is the error " + std::string(error_code_name(code)) + " with its message") {
  if (arg.has_value()) {
    *result_listener << "which is no error";
    return false;
  }
  *result_listener << "which is " << error_code_name(arg.error().code) << ": "
                   << arg.error().message << "; ";
  return arg.error().code == code &&
         ::testing::ExplainMatchResult(message, arg.error().message, result_listener);
}

// The graph has a node with this alias (in graph literals: with this variable).
MATCHER_P(HasNode, alias, "has a node called " + std::string(alias)) {
  const GraphSnapshot& graph = arg;
  return !graph.nodes_by_alias(alias).empty();
}

// The graph has an edge of this type between nodes with these aliases.
MATCHER_P3(HasEdge, source, type, target,
           "has (" + std::string(source) + ")-[:" + std::string(type) + "]->(" +
               std::string(target) + ")") {
  const GraphSnapshot& graph = arg;
  const auto type_id = graph.catalog().edge_types.find(type);
  if (!type_id.has_value()) return false;
  for (const NodeId from : graph.nodes_by_alias(source)) {
    for (AdjacencyCursor cursor = graph.adjacency(slot_of(from), Direction::kOutgoing, *type_id);
         !cursor.done(); cursor.next()) {
      for (const AdjacencyEntry& entry : cursor.run()) {
        const auto neighbour = graph.node_at(entry.neighbour_slot);
        const auto targets = graph.nodes_by_alias(target);
        if (std::find(targets.begin(), targets.end(), *neighbour) != targets.end()) return true;
      }
    }
  }
  return false;
}

}  // namespace testing
}  // namespace muster
