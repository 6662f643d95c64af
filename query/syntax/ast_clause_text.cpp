// Clauses as text.
#include <fmt/format.h>

#include "query/syntax/ast_text_parts.h"

namespace muster::query::ast {
namespace {

std::string labels_text(const ChangeLabels& change) {
  return name_text(change.variable.text) +
         joined(change.labels, "", [](const Name& label) { return ":" + name_text(label.text); }) +
         joined(change.dynamic_labels, "",
                [](const DynamicLabel& label) { return ":" + dynamic_label_text(label); });
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

std::string names_text(const std::vector<Name>& names) {
  return joined(names, ", ", [](const Name& name) { return name_text(name.text); });
}

std::string hint_text(const PlannerHint& hint) {
  if (hint.kind == PlannerHint::Kind::kJoin) return " USING JOIN ON " + names_text(hint.variables);
  const std::string at = name_text(hint.variables.front().text) + ":" + name_text(hint.label.text);
  if (hint.kind == PlannerHint::Kind::kScan) return " USING SCAN " + at;
  return fmt::format(" USING INDEX {}({})", at, names_text(hint.properties));
}

std::string clause_text(const MatchClause& c) {
  return std::string(c.optional ? "OPTIONAL MATCH " : "MATCH ") +
         (c.mode == MatchMode::kRepeatableElements ? "REPEATABLE ELEMENTS " : "") +
         patterns_text(c.patterns) + joined(c.hints, "", hint_text) + where_text(c.where);
}
std::string clause_text(const UnwindClause& c) {
  return "UNWIND " + to_text(*c.list) + " AS " + name_text(c.variable.text);
}
std::string clause_text(const WithClause& c) {
  return "WITH" + projection_text(c.projection) + where_text(c.where);
}
std::string clause_text(const ReturnClause& c) { return "RETURN" + projection_text(c.projection); }
std::string clause_text(const FilterClause& c) { return "FILTER " + to_text(*c.where); }
std::string clause_text(const LetClause& c) {
  return "LET " + joined(c.items, ", ", [](const LetItem& item) {
           return name_text(item.variable.text) + " = " + to_text(*item.value);
         });
}
std::string clause_text(const FinishClause& /*c*/) { return "FINISH"; }
std::string clause_text(const UseClause& c) {
  const std::string graph = "USE " + function_name_text(c.graph.text);
  return c.dynamic_graph ? graph + "(" + to_text(*c.dynamic_graph) + ")" : graph;
}
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
  std::string out =
      (c.optional ? "OPTIONAL CALL " : "CALL ") + function_name_text(c.procedure.text);
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
std::string transactions_text(const InTransactions& in) {
  std::string out = " IN";
  if (in.concurrency) out += " " + to_text(*in.concurrency);
  out += in.concurrent ? " CONCURRENT TRANSACTIONS" : " TRANSACTIONS";
  if (in.batch_rows) out += " OF " + to_text(*in.batch_rows) + " ROWS";
  if (in.on_error == OnTransactionError::kBreak) out += " ON ERROR BREAK";
  if (in.on_error == OnTransactionError::kContinue) out += " ON ERROR CONTINUE";
  if (in.status) out += " REPORT STATUS AS " + name_text(in.status->text);
  return out;
}
std::string clause_text(const SubqueryClause& c) {
  std::string out = c.optional ? "OPTIONAL CALL " : "CALL ";
  if (c.import_all) {
    out += "(*) ";
  } else if (c.imports) {
    out += "(" + names_text(*c.imports) + ") ";
  }
  out += "{ " + to_text(*c.query) + " }";
  return c.transactions ? out + transactions_text(*c.transactions) : out;
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

std::string to_text(const Clause& clause) {
  return std::visit([](const auto& node) { return clause_text(node); }, clause.node);
}

}  // namespace muster::query::ast
