#include "core/graph/constraint_check.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/base/assert.h"

namespace muster::internal {
namespace {

// One element as a constraint sees it.
class Subject {
 public:
  Subject(const GraphSnapshot& graph, const ConstraintDefinition& constraint, std::uint32_t slot)
      : graph_(graph), constraint_(constraint), slot_(slot) {}

  Value value(KeyId key) const {
    return is_node() ? graph_.property(*graph_.node_at(slot_), key)
                     : graph_.property(*graph_.edge_at(slot_), key);
  }

  std::string key_name(KeyId key) const { return graph_.catalog().keys.name(key); }

  // "Node #12 with the label 'L'".
  std::string text(std::uint32_t slot) const {
    if (is_node()) {
      return fmt::format("Node #{} with the label '{}'", raw(*graph_.node_at(slot)),
                         graph_.catalog().labels.name(static_cast<LabelId>(constraint_.token)));
    }
    return fmt::format(
        "Relationship #{} of the type '{}'", raw(*graph_.edge_at(slot)),
        graph_.catalog().edge_types.name(static_cast<EdgeTypeId>(constraint_.token)));
  }

 private:
  bool is_node() const { return constraint_.element == ElementKind::kNode; }

  const GraphSnapshot& graph_;
  const ConstraintDefinition& constraint_;
  std::uint32_t slot_;
};

Error broken(const ConstraintDefinition& constraint, std::string message, std::string hint) {
  return Error{.code = ErrorCode::kConstraint,
               .message = fmt::format("{}; the constraint '{}' forbids it.", std::move(message),
                                      constraint.name),
               .hint = std::move(hint),
               .detail = "ConstraintValidationFailed"};
}

Result<void> check_present(const Subject& subject, const ConstraintDefinition& constraint,
                           std::uint32_t slot) {
  for (const KeyId key : constraint.keys) {
    if (!subject.value(key).is_null()) continue;
    return broken(constraint,
                  fmt::format("{} has no property '{}'", subject.text(slot), subject.key_name(key)),
                  "Set the property in the same statement that makes the element.");
  }
  return ok();
}

Result<void> check_unique(const GraphSnapshot& graph, const Subject& subject,
                          const ConstraintDefinition& constraint, std::uint32_t slot) {
  std::vector<Value> values;
  for (const KeyId key : constraint.keys) {
    values.push_back(subject.value(key));
    if (values.back().is_null()) return ok();
  }
  const IndexDefinition* const index = graph.schema().index(constraint.index);
  MUSTER_ASSERT(index != nullptr);
  std::vector<std::uint32_t> equal;
  graph.schema().seek_equal(*index, values, equal);
  const auto other =
      std::find_if(equal.begin(), equal.end(), [&](std::uint32_t found) { return found != slot; });
  if (other == equal.end()) return ok();
  std::string pairs;
  for (std::size_t i = 0; i < values.size(); ++i) {
    pairs += fmt::format("{}{} = {}", i == 0 ? "" : ", ", subject.key_name(constraint.keys[i]),
                         to_literal(values[i]));
  }
  return broken(constraint,
                fmt::format("{} already has {}", subject.text(std::min(slot, *other)), pairs),
                "Use MERGE to take the one that is there, or another value.");
}

Result<void> check_type(const Subject& subject, const ConstraintDefinition& constraint,
                        std::uint32_t slot) {
  const KeyId key = constraint.keys.at(0);
  const Value value = subject.value(key);
  if (value.is_null() || constraint.types.allow(value)) return ok();
  return broken(
      constraint,
      fmt::format("{} has the property '{}' of the type {}, which must be {}", subject.text(slot),
                  subject.key_name(key), value_type_name(value.type()), constraint.types_text),
      "Convert the value first, as in toInteger(x).");
}

}  // namespace

Result<void> check_element(const GraphSnapshot& graph, const ConstraintDefinition& constraint,
                           std::uint32_t slot) {
  const Subject subject(graph, constraint, slot);
  switch (constraint.kind) {
    case ConstraintKind::kUnique:
      return check_unique(graph, subject, constraint, slot);
    case ConstraintKind::kExistence:
      return check_present(subject, constraint, slot);
    case ConstraintKind::kKey:
      MUSTER_CHECK(check_present(subject, constraint, slot));
      return check_unique(graph, subject, constraint, slot);
    case ConstraintKind::kPropertyType:
      return check_type(subject, constraint, slot);
  }
  MUSTER_UNREACHABLE();
}

Result<void> check_node(const GraphSnapshot& graph, NodeId node) {
  if (!graph.contains(node)) return ok();
  for (const LabelId label : graph.labels(node)) {
    for (const ConstraintDefinition* const constraint :
         graph.schema().constraints_of(ElementKind::kNode, static_cast<std::uint32_t>(label)))
      MUSTER_CHECK(check_element(graph, *constraint, slot_of(node)));
  }
  return ok();
}

Result<void> check_edge(const GraphSnapshot& graph, EdgeId edge) {
  if (!graph.contains(edge)) return ok();
  const auto type = static_cast<std::uint32_t>(graph.ends(edge).type);
  for (const ConstraintDefinition* const constraint :
       graph.schema().constraints_of(ElementKind::kEdge, type))
    MUSTER_CHECK(check_element(graph, *constraint, slot_of(edge)));
  return ok();
}

}  // namespace muster::internal
