// Labels, types and patterns as text.
#include <fmt/format.h>

#include "query/syntax/ast_text_parts.h"

namespace muster::query::ast {
namespace {

std::string_view plain_type_text(TypeName::Kind kind) {
  using Kind = TypeName::Kind;
  switch (kind) {
    case Kind::kAny:
      return "ANY";
    case Kind::kNothing:
      return "NOTHING";
    case Kind::kNull:
      return "NULL";
    case Kind::kBoolean:
      return "BOOLEAN";
    case Kind::kString:
      return "STRING";
    case Kind::kInteger:
      return "INTEGER";
    case Kind::kFloat:
      return "FLOAT";
    case Kind::kDate:
      return "DATE";
    case Kind::kLocalTime:
      return "LOCAL TIME";
    case Kind::kZonedTime:
      return "ZONED TIME";
    case Kind::kLocalDateTime:
      return "LOCAL DATETIME";
    case Kind::kZonedDateTime:
      return "ZONED DATETIME";
    case Kind::kDuration:
      return "DURATION";
    case Kind::kPoint:
      return "POINT";
    case Kind::kNode:
      return "NODE";
    case Kind::kRelationship:
      return "RELATIONSHIP";
    case Kind::kPath:
      return "PATH";
    case Kind::kMap:
      return "MAP";
    case Kind::kPropertyValue:
      return "PROPERTY VALUE";
    case Kind::kList:
      return "LIST";
    case Kind::kUnion:
      return "ANY";
  }
  MUSTER_UNREACHABLE();
}

// `variable:Labels*1..2 {…} WHERE …`
std::string element_text(const std::optional<Name>& variable,
                         const std::optional<LabelExpression>& labels, const std::string& hops,
                         const ExpressionPtr& properties, const ExpressionPtr& where) {
  std::string out;
  if (variable) out += name_text(variable->text);
  if (labels) out += ":" + label_text(*labels);
  out += hops;
  if (properties) out += (out.empty() ? "" : " ") + to_text(*properties);
  if (where) out += (out.empty() ? "WHERE " : " WHERE ") + to_text(*where);
  return out;
}

// `*1..2`
std::string star_text(const HopRange& hops) {
  std::string out = "*";
  const bool exact = hops.hops_min && hops.hops_max && *hops.hops_min == *hops.hops_max;
  if (hops.hops_min) out += std::to_string(*hops.hops_min);
  if (!exact && (hops.hops_min || hops.hops_max)) out += "..";
  if (!exact && hops.hops_max) out += std::to_string(*hops.hops_max);
  return out;
}

// `{1,2}`
std::string quantifier_text(const HopRange& hops) {
  return fmt::format("{{{},{}}}", hops.hops_min.value_or(0),
                     hops.hops_max ? std::to_string(*hops.hops_max) : "");
}

std::string node_text(const NodePattern& node) {
  return "(" + element_text(node.variable, node.labels, "", node.properties, node.where) + ")";
}

std::string relationship_text(const RelationshipPattern& relationship) {
  if (relationship.group) {
    const QuantifiedPath& group = *relationship.group;
    return " (" + to_text(group.inner) + where_text(group.where) + ")" +
           quantifier_text(group.hops) + " ";
  }
  const bool star = relationship.hops.has_value() && !relationship.quantified;
  const std::string inner = element_text(relationship.variable, relationship.types,
                                         star ? star_text(*relationship.hops) : "",
                                         relationship.properties, relationship.where);
  std::string body = inner.empty() ? "--" : "-[" + inner + "]-";
  if (relationship.direction == Direction::kOutgoing) body += ">";
  if (relationship.direction == Direction::kIncoming) body = "<" + body;
  if (relationship.quantified) body += quantifier_text(*relationship.hops);
  return body;
}

std::string selector_text(const PathPattern& pattern) {
  const std::string count =
      pattern.selector_count ? to_text(*pattern.selector_count) : std::string("1");
  switch (pattern.selector) {
    case PathSelector::kAll:
      return "";
    case PathSelector::kShortest:
      return "SHORTEST " + count + " ";
    case PathSelector::kAllShortest:
      return "ALL SHORTEST ";
    case PathSelector::kShortestGroups:
      return "SHORTEST " + count + " GROUPS ";
    case PathSelector::kAny:
      return "ANY " + count + " ";
  }
  MUSTER_UNREACHABLE();
}

}  // namespace

std::string label_text(const LabelExpression& labels) {
  using Kind = LabelExpression::Kind;
  const auto part = [](const LabelExpression& item) {
    const bool leaf = item.kind != Kind::kAnd && item.kind != Kind::kOr;
    return leaf ? label_text(item) : "(" + label_text(item) + ")";
  };
  switch (labels.kind) {
    case Kind::kName:
      return name_text(labels.name.text);
    case Kind::kAnyLabel:
      return "%";
    case Kind::kDynamic:
      return dynamic_label_text(labels.dynamic);
    case Kind::kNot:
      return "!" + part(labels.operands.front());
    case Kind::kAnd:
      return joined(labels.operands, "&", part);
    case Kind::kOr:
      return joined(labels.operands, "|", part);
  }
  MUSTER_UNREACHABLE();
}

std::string dynamic_label_text(const DynamicLabel& label) {
  return (label.any ? "$any(" : "$(") + to_text(*label.name) + ")";
}

std::string type_text(const TypeName& type) {
  std::string out(plain_type_text(type.kind));
  if (!type.members.empty()) out += "<" + joined(type.members, " | ", type_text) + ">";
  return out + (type.not_null ? " NOT NULL" : "");
}

std::string to_text(const TypeName& type) { return type_text(type); }

std::string where_text(const ExpressionPtr& where) {
  return where ? " WHERE " + to_text(*where) : "";
}

std::string patterns_text(const std::vector<PathPattern>& patterns) {
  return joined(patterns, ", ", [](const PathPattern& pattern) { return to_text(pattern); });
}

std::string to_text(const PathPattern& pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.nodes.size(); ++i) {
    out += node_text(pattern.nodes[i]);
    if (i < pattern.relationships.size()) out += relationship_text(pattern.relationships[i]);
  }
  if (pattern.where) out = "(" + out + where_text(pattern.where) + ")";
  if (!pattern.function_form) {
    out = selector_text(pattern) + out;
  } else {
    out = (pattern.selector == PathSelector::kShortest ? "shortestPath(" : "allShortestPaths(") +
          out + ")";
  }
  return pattern.variable ? name_text(pattern.variable->text) + " = " + out : out;
}

}  // namespace muster::query::ast
