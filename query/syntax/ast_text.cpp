#include "query/syntax/ast_text.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace muster::query::ast {
namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

// Every compound expression is put in brackets: the tree decides, not precedence.
std::string operand(const ExpressionPtr& expression) {
  const std::string text = to_text(*expression);
  const auto& node = expression->node;
  const auto* literal = std::get_if<Literal>(&node);
  const bool negative = literal != nullptr && literal->value.is_number() && text.front() == '-';
  const bool compound =
      std::holds_alternative<Unary>(node) || std::holds_alternative<Binary>(node) ||
      std::holds_alternative<ComparisonChain>(node) || std::holds_alternative<LabelTest>(node) ||
      negative || (literal != nullptr && literal->value.is_number());
  return compound ? "(" + text + ")" : text;
}

// Words that the grammar keeps or that begin something where a name may stand; quoting one too many
// does no harm.
bool is_kept_word(std::string_view name) {
  constexpr std::string_view kWords[] = {"ALL",          "ALLSHORTESTPATHS",
                                         "AND",          "ANY",
                                         "AS",           "CALL",
                                         "CASE",         "COLLECT",
                                         "CONTAINS",     "COUNT",
                                         "CREATE",       "DELETE",
                                         "DETACH",       "DISTINCT",
                                         "ELSE",         "END",
                                         "ENDS",         "EXISTS",
                                         "FALSE",        "FOREACH",
                                         "IN",           "IS",
                                         "LOAD",         "MATCH",
                                         "MERGE",        "NONE",
                                         "NOT",          "NULL",
                                         "OPTIONAL",     "OR",
                                         "REDUCE",       "REMOVE",
                                         "RETURN",       "SET",
                                         "SHORTESTPATH", "SINGLE",
                                         "STARTS",       "THEN",
                                         "TRUE",         "UNION",
                                         "UNWIND",       "WHEN",
                                         "WHERE",        "WITH",
                                         "XOR"};
  std::string upper(name);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return std::find(std::begin(kWords), std::end(kWords), upper) != std::end(kWords);
}

template <typename Items, typename ToText>
std::string joined(const Items& items, std::string_view separator, const ToText& item_text) {
  std::string out;
  for (const auto& item : items) {
    if (!out.empty()) out += separator;
    out += item_text(item);
  }
  return out;
}

std::string list_text(const std::vector<ExpressionPtr>& items) {
  return joined(items, ", ", [](const ExpressionPtr& item) { return to_text(*item); });
}

std::string_view op_text(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::kOr:
      return "OR";
    case BinaryOperator::kXor:
      return "XOR";
    case BinaryOperator::kAnd:
      return "AND";
    case BinaryOperator::kEqual:
      return "=";
    case BinaryOperator::kNotEqual:
      return "<>";
    case BinaryOperator::kLess:
      return "<";
    case BinaryOperator::kLessEqual:
      return "<=";
    case BinaryOperator::kGreater:
      return ">";
    case BinaryOperator::kGreaterEqual:
      return ">=";
    case BinaryOperator::kIn:
      return "IN";
    case BinaryOperator::kStartsWith:
      return "STARTS WITH";
    case BinaryOperator::kEndsWith:
      return "ENDS WITH";
    case BinaryOperator::kContains:
      return "CONTAINS";
    case BinaryOperator::kRegexMatch:
      return "=~";
    case BinaryOperator::kAdd:
      return "+";
    case BinaryOperator::kSubtract:
      return "-";
    case BinaryOperator::kMultiply:
      return "*";
    case BinaryOperator::kDivide:
      return "/";
    case BinaryOperator::kModulo:
      return "%";
    case BinaryOperator::kPower:
      return "^";
  }
  MUSTER_UNREACHABLE();
}

std::string string_text(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string literal_text(const Value& value) {
  if (value.is_string()) return string_text(value.as_string());
  if (!value.is_float()) return to_literal(value);
  // 17 digits read back as the same double.
  std::string text = fmt::format("{:.17g}", value.as_float());
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string label_text(const LabelExpression& labels) {
  using Kind = LabelExpression::Kind;
  const auto part = [](const LabelExpression& item) {
    const bool leaf =
        item.kind == Kind::kName || item.kind == Kind::kAnyLabel || item.kind == Kind::kNot;
    return leaf ? label_text(item) : "(" + label_text(item) + ")";
  };
  switch (labels.kind) {
    case Kind::kName:
      return name_text(labels.name.text);
    case Kind::kAnyLabel:
      return "%";
    case Kind::kNot:
      return "!" + part(labels.operands.front());
    case Kind::kAnd:
      return joined(labels.operands, "&", part);
    case Kind::kOr:
      return joined(labels.operands, "|", part);
  }
  MUSTER_UNREACHABLE();
}

// What nodes and relationships have in common: `variable:Labels*1..2 {…} WHERE …`.
std::string element_text(const std::optional<Name>& variable,
                         const std::optional<LabelExpression>& labels,
                         const std::optional<HopRange>& hops, const ExpressionPtr& properties,
                         const ExpressionPtr& where) {
  std::string out;
  if (variable) out += name_text(variable->text);
  if (labels) out += ":" + label_text(*labels);
  if (hops) {
    out += "*";
    const bool exact = hops->hops_min && hops->hops_max && *hops->hops_min == *hops->hops_max;
    if (hops->hops_min) out += std::to_string(*hops->hops_min);
    if (!exact && (hops->hops_min || hops->hops_max)) out += "..";
    if (!exact && hops->hops_max) out += std::to_string(*hops->hops_max);
  }
  if (properties) out += (out.empty() ? "" : " ") + to_text(*properties);
  if (where) out += (out.empty() ? "WHERE " : " WHERE ") + to_text(*where);
  return out;
}

std::string relationship_text(const RelationshipPattern& relationship) {
  const std::string inner =
      element_text(relationship.variable, relationship.types, relationship.hops,
                   relationship.properties, relationship.where);
  const std::string body = inner.empty() ? "--" : "-[" + inner + "]-";
  if (relationship.direction == Direction::kOutgoing) return body + ">";
  return relationship.direction == Direction::kIncoming ? "<" + body : body;
}

std::string where_text(const ExpressionPtr& where) {
  return where ? " WHERE " + to_text(*where) : "";
}

std::string patterns_text(const std::vector<PathPattern>& patterns) {
  return joined(patterns, ", ", [](const PathPattern& pattern) { return to_text(pattern); });
}

// --- Expressions ---

std::string node_text(const Literal& node) { return literal_text(node.value); }
std::string node_text(const Parameter& node) {
  const bool digits =
      !node.name.empty() && node.name.find_first_not_of("0123456789") == std::string::npos;
  return "$" + (digits ? node.name : name_text(node.name));
}
std::string node_text(const Variable& node) { return name_text(node.name); }
std::string node_text(const ListLiteral& node) {
  // `[x IN y]` would read as a comprehension: a lone IN goes in brackets.
  if (node.items.size() == 1) return "[" + operand(node.items.front()) + "]";
  return "[" + list_text(node.items) + "]";
}
std::string node_text(const MapLiteral& node) {
  return "{" +
         joined(
             node.entries, ", ",
             [](const MapEntry& e) { return name_text(e.key.text) + ": " + to_text(*e.value); }) +
         "}";
}
std::string node_text(const PropertyAccess& node) {
  return operand(node.object) + "." + name_text(node.key.text);
}
std::string node_text(const IndexAccess& node) {
  return operand(node.object) + "[" + to_text(*node.index) + "]";
}
std::string node_text(const SliceAccess& node) {
  return operand(node.object) + "[" + (node.from ? to_text(*node.from) : "") + ".." +
         (node.to ? to_text(*node.to) : "") + "]";
}
std::string node_text(const LabelTest& node) {
  return operand(node.object) + ":" + label_text(node.labels);
}
std::string node_text(const Unary& node) {
  switch (node.op) {
    case UnaryOperator::kNot:
      return "NOT " + operand(node.operand);
    case UnaryOperator::kMinus:
      return "-" + operand(node.operand);
    case UnaryOperator::kPlus:
      return "+" + operand(node.operand);
    case UnaryOperator::kIsNull:
      return operand(node.operand) + " IS NULL";
    case UnaryOperator::kIsNotNull:
      return operand(node.operand) + " IS NOT NULL";
  }
  MUSTER_UNREACHABLE();
}
std::string node_text(const Binary& node) {
  return fmt::format("{} {} {}", operand(node.left), op_text(node.op), operand(node.right));
}
std::string node_text(const ComparisonChain& node) {
  std::string out = operand(node.first);
  for (const auto& link : node.links)
    out += fmt::format(" {} {}", op_text(link.op), operand(link.right));
  return out;
}
std::string function_name_text(const std::string& name) {
  std::string out;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    if (begin > 0) out += '.';
    out += name_text(name.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}
std::string node_text(const FunctionCall& node) {
  return function_name_text(node.name) + (node.distinct ? "(DISTINCT " : "(") +
         list_text(node.arguments) + ")";
}
std::string node_text(const CountStar& /*node*/) { return "count(*)"; }
std::string node_text(const Case& node) {
  std::string out = "CASE";
  if (node.subject) out += " " + to_text(*node.subject);
  for (const auto& branch : node.branches)
    out += " WHEN " + to_text(*branch.when) + " THEN " + to_text(*branch.then);
  if (node.otherwise) out += " ELSE " + to_text(*node.otherwise);
  return out + " END";
}
std::string node_text(const ListComprehension& node) {
  return fmt::format("[{} IN {}{}{}]", name_text(node.variable.text), to_text(*node.list),
                     where_text(node.where), node.result ? " | " + to_text(*node.result) : "");
}
std::string node_text(const PatternComprehension& node) {
  return fmt::format("[{}{} | {}]", to_text(node.pattern), where_text(node.where),
                     to_text(*node.result));
}
std::string node_text(const Quantifier& node) {
  constexpr std::string_view kNames[] = {"all", "any", "none", "single"};
  return fmt::format("{}({} IN {}{})", kNames[static_cast<std::size_t>(node.kind)],
                     name_text(node.variable.text), to_text(*node.list), where_text(node.where));
}
std::string node_text(const Reduce& node) {
  return fmt::format("reduce({} = {}, {} IN {} | {})", name_text(node.accumulator.text),
                     to_text(*node.initial), name_text(node.variable.text), to_text(*node.list),
                     to_text(*node.step));
}
std::string node_text(const MapProjection& node) {
  using Kind = MapProjectionItem::Kind;
  return name_text(node.subject.text) + " {" +
         joined(node.items, ", ",
                [](const MapProjectionItem& item) -> std::string {
                  if (item.kind == Kind::kAllProperties) return ".*";
                  if (item.kind == Kind::kEntry)
                    return name_text(item.key.text) + ": " + to_text(*item.value);
                  return (item.kind == Kind::kProperty ? "." : "") + name_text(item.key.text);
                }) +
         "}";
}
std::string node_text(const PatternPredicate& node) { return to_text(node.pattern); }
std::string node_text(const SubqueryExpression& node) {
  constexpr std::string_view kNames[] = {"EXISTS", "COUNT", "COLLECT"};
  const std::string body =
      node.query ? to_text(*node.query) : patterns_text(node.patterns) + where_text(node.where);
  return fmt::format("{} {{ {} }}", kNames[static_cast<std::size_t>(node.kind)], body);
}

// --- Clauses ---

std::string projection_text(const Projection& projection) {
  std::string out = projection.distinct ? " DISTINCT " : " ";
  if (projection.all_variables) out += projection.items.empty() ? "*" : "*, ";
  out += joined(projection.items, ", ", [](const ProjectionItem& item) {
    return to_text(*item.expression) + (item.alias ? " AS " + name_text(item.alias->text) : "");
  });
  if (!projection.order_by.empty()) {
    out += " ORDER BY " + joined(projection.order_by, ", ", [](const SortItem& item) {
             return to_text(*item.expression) + (item.descending ? " DESC" : "");
           });
  }
  if (projection.skip) out += " SKIP " + to_text(*projection.skip);
  if (projection.limit) out += " LIMIT " + to_text(*projection.limit);
  return out;
}

std::string labels_text(const ChangeLabels& change) {
  return name_text(change.variable.text) +
         joined(change.labels, "", [](const Name& label) { return ":" + name_text(label.text); });
}

std::string set_items_text(const std::vector<SetItem>& items) {
  return joined(items, ", ", [](const SetItem& item) {
    return std::visit(
        Overloaded{
            [](const SetProperty& c) { return to_text(*c.target) + " = " + to_text(*c.value); },
            [](const SetAllProperties& c) {
              return name_text(c.variable.text) + (c.add ? " += " : " = ") + to_text(*c.value);
            },
            [](const ChangeLabels& c) { return labels_text(c); }},
        item.change);
  });
}

std::string clause_text(const MatchClause& c) {
  return (c.optional ? "OPTIONAL MATCH " : "MATCH ") + patterns_text(c.patterns) +
         where_text(c.where);
}
std::string clause_text(const UnwindClause& c) {
  return "UNWIND " + to_text(*c.list) + " AS " + name_text(c.variable.text);
}
std::string clause_text(const WithClause& c) {
  return "WITH" + projection_text(c.projection) + where_text(c.where);
}
std::string clause_text(const ReturnClause& c) { return "RETURN" + projection_text(c.projection); }
std::string clause_text(const CreateClause& c) { return "CREATE " + patterns_text(c.patterns); }
std::string clause_text(const SetClause& c) { return "SET " + set_items_text(c.items); }
std::string clause_text(const RemoveClause& c) {
  return "REMOVE " + joined(c.items, ", ", [](const RemoveItem& item) {
           return std::visit(
               Overloaded{[](const ExpressionPtr& target) { return to_text(*target); },
                          [](const ChangeLabels& labels) { return labels_text(labels); }},
               item.target);
         });
}
std::string clause_text(const DeleteClause& c) {
  return (c.detach ? "DETACH DELETE " : "DELETE ") + list_text(c.expressions);
}
std::string clause_text(const MergeClause& c) {
  std::string out = "MERGE " + to_text(c.pattern);
  if (!c.on_create.empty()) out += " ON CREATE SET " + set_items_text(c.on_create);
  if (!c.on_match.empty()) out += " ON MATCH SET " + set_items_text(c.on_match);
  return out;
}
std::string clause_text(const CallClause& c) {
  std::string out = "CALL " + function_name_text(c.procedure.text);
  if (c.arguments) out += "(" + list_text(*c.arguments) + ")";
  if (c.yield_all) out += " YIELD *";
  if (c.yields) {
    out += " YIELD " + joined(*c.yields, ", ", [](const YieldItem& item) {
             return name_text(item.output.text) +
                    (item.alias ? " AS " + name_text(item.alias->text) : "");
           });
  }
  return out + where_text(c.where);
}
std::string clause_text(const SubqueryClause& c) {
  std::string out = "CALL ";
  if (c.imports)
    out += "(" + joined(*c.imports, ", ", [](const Name& name) { return name_text(name.text); }) +
           ") ";
  return out + "{ " + to_text(*c.query) + " }";
}
std::string clause_text(const ForeachClause& c) {
  return fmt::format("FOREACH ({} IN {} | {})", name_text(c.variable.text), to_text(*c.list),
                     joined(c.updates, " ", [](const Clause& update) { return to_text(update); }));
}
std::string clause_text(const LoadCsvClause& c) {
  return fmt::format("LOAD CSV {}FROM {} AS {}{}", c.with_headers ? "WITH HEADERS " : "",
                     to_text(*c.url), name_text(c.variable.text),
                     c.field_terminator ? " FIELDTERMINATOR " + to_text(*c.field_terminator) : "");
}

}  // namespace

std::string name_text(const std::string& name) {
  const auto plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  bool bare = !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0;
  for (const char c : name) bare = bare && plain(c);
  if (bare && !is_kept_word(name)) return name;
  std::string out = "`";
  for (const char c : name) {
    if (c == '`') out += '`';
    out += c;
  }
  return out + "`";
}

std::string to_text(const Expression& expression) {
  return std::visit([](const auto& node) { return node_text(node); }, expression.node);
}

std::string to_text(const PathPattern& pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.nodes.size(); ++i) {
    const NodePattern& node = pattern.nodes[i];
    out += "(" +
           element_text(node.variable, node.labels, std::nullopt, node.properties, node.where) +
           ")";
    if (i < pattern.relationships.size()) out += relationship_text(pattern.relationships[i]);
  }
  if (pattern.selector == PathSelector::kShortest) out = "shortestPath(" + out + ")";
  if (pattern.selector == PathSelector::kAllShortest) out = "allShortestPaths(" + out + ")";
  return pattern.variable ? name_text(pattern.variable->text) + " = " + out : out;
}

std::string to_text(const Clause& clause) {
  return std::visit([](const auto& node) { return clause_text(node); }, clause.node);
}

std::string to_text(const Query& query) {
  std::string out;
  for (std::size_t i = 0; i < query.branches.size(); ++i) {
    if (i > 0) out += query.unions[i - 1].all ? " UNION ALL " : " UNION ";
    out += joined(query.branches[i].clauses, " ",
                  [](const Clause& clause) { return to_text(clause); });
  }
  return out;
}

std::string to_text(const Statement& statement) {
  constexpr std::string_view kPrefixes[] = {"", "EXPLAIN ", "PROFILE "};
  return std::string(kPrefixes[static_cast<std::size_t>(statement.mode)]) +
         to_text(statement.query);
}

}  // namespace muster::query::ast
