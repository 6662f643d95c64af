// Commands as text.
#include <fmt/format.h>

#include "query/syntax/ast_text_parts.h"

namespace muster::query::ast {
namespace {

std::string schema_name_text(const SchemaName& name) {
  return (name.parameter ? "$" : "") + name_text(name.name.text);
}

// " name IF NOT EXISTS"
std::string name_and_condition(const std::optional<SchemaName>& name, bool if_not_exists) {
  return (name ? " " + schema_name_text(*name) : "") + (if_not_exists ? " IF NOT EXISTS" : "");
}

std::string labels_text(const std::vector<Name>& labels) {
  return (labels.empty() ? "" : ":") +
         joined(labels, "|", [](const Name& label) { return name_text(label.text); });
}

std::string for_text(ElementKind element, const Name& variable, const std::vector<Name>& labels) {
  const std::string inner = name_text(variable.text) + labels_text(labels);
  return element == ElementKind::kNode ? " FOR (" + inner + ")" : " FOR ()-[" + inner + "]-()";
}

std::string properties_text(const std::vector<PropertyReference>& properties) {
  return joined(properties, ", ", [](const PropertyReference& property) {
    return name_text(property.variable.text) + "." + name_text(property.key.text);
  });
}

std::string options_text(const ExpressionPtr& options) {
  return options ? " OPTIONS " + to_text(*options) : "";
}

std::string_view index_kind_text(IndexKind kind) {
  constexpr std::string_view kNames[] = {"RANGE", "TEXT", "POINT", "LOOKUP", "FULLTEXT", "VECTOR"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string body_text(const Query& query) { return to_text(query); }

std::string body_text(const CreateIndex& c) {
  std::string on;
  if (c.kind == IndexKind::kLookup) {
    on = fmt::format(" ON EACH {}({})", c.element == ElementKind::kNode ? "labels" : "type",
                     name_text(c.variable.text));
  } else if (c.kind == IndexKind::kFulltext) {
    on = " ON EACH [" + properties_text(c.properties) + "]";
  } else {
    on = " ON (" + properties_text(c.properties) + ")";
  }
  return fmt::format("CREATE {} INDEX{}{}{}{}", index_kind_text(c.kind),
                     name_and_condition(c.name, c.if_not_exists),
                     for_text(c.element, c.variable, c.labels), on, options_text(c.options));
}

std::string body_text(const DropIndex& c) {
  return "DROP INDEX " + schema_name_text(c.name) + (c.if_exists ? " IF EXISTS" : "");
}

std::string requirement_text(const CreateConstraint& c) {
  const bool node = c.element == ElementKind::kNode;
  switch (c.kind) {
    case ConstraintKind::kUnique:
      return node ? "IS NODE UNIQUE" : "IS RELATIONSHIP UNIQUE";
    case ConstraintKind::kKey:
      return node ? "IS NODE KEY" : "IS RELATIONSHIP KEY";
    case ConstraintKind::kExistence:
      return "IS NOT NULL";
    case ConstraintKind::kPropertyType:
      return "IS :: " + type_text(c.type);
  }
  MUSTER_UNREACHABLE();
}

std::string body_text(const CreateConstraint& c) {
  return fmt::format("CREATE CONSTRAINT{}{} REQUIRE ({}) {}{}",
                     name_and_condition(c.name, c.if_not_exists),
                     for_text(c.element, c.variable, {c.label}), properties_text(c.properties),
                     requirement_text(c), options_text(c.options));
}

std::string body_text(const DropConstraint& c) {
  return "DROP CONSTRAINT " + schema_name_text(c.name) + (c.if_exists ? " IF EXISTS" : "");
}

std::string executable_text(const std::optional<Executable>& executable) {
  if (!executable) return "";
  return executable->user ? " EXECUTABLE BY " + name_text(executable->user->text) : " EXECUTABLE";
}

std::string ids_text(const std::vector<ExpressionPtr>& ids) {
  return ids.empty() ? "" : " " + list_text(ids);
}

std::string what_text(const ShowIndexes& what) {
  return what.kind ? std::string(index_kind_text(*what.kind)) + " INDEXES" : "INDEXES";
}

std::string what_text(const ShowConstraints& what) {
  std::string out;
  if (what.element) out += *what.element == ElementKind::kNode ? "NODE " : "RELATIONSHIP ";
  if (what.kind) {
    constexpr std::string_view kNames[] = {"UNIQUENESS", "KEY", "EXISTENCE", "PROPERTY TYPE"};
    out += std::string(kNames[static_cast<std::size_t>(*what.kind)]) + " ";
  }
  return out + "CONSTRAINTS";
}

std::string what_text(const ShowProcedures& what) {
  return "PROCEDURES" + executable_text(what.executable);
}

std::string what_text(const ShowFunctions& what) {
  std::string out;
  if (what.built_in) out = *what.built_in ? "BUILT IN " : "USER DEFINED ";
  return out + "FUNCTIONS" + executable_text(what.executable);
}

std::string what_text(const ShowTransactions& what) { return "TRANSACTIONS" + ids_text(what.ids); }

std::string what_text(const ShowDatabases& what) {
  using Which = ShowDatabases::Which;
  switch (what.which) {
    case Which::kAll:
      return "DATABASES";
    case Which::kDefault:
      return "DEFAULT DATABASE";
    case Which::kHome:
      return "HOME DATABASE";
    case Which::kNamed:
      return "DATABASE " + schema_name_text(*what.name);
  }
  MUSTER_UNREACHABLE();
}

std::string rows_text(const CommandRows& rows) {
  std::string out;
  if (rows.yield) {
    out = " YIELD" + projection_text(rows.yield->projection) + where_text(rows.yield->where);
  }
  out += where_text(rows.where);
  if (rows.result) out += " RETURN" + projection_text(rows.result->projection);
  return out;
}

std::string body_text(const Show& c) {
  return "SHOW " + std::visit([](const auto& what) { return what_text(what); }, c.what) +
         rows_text(c.rows);
}

std::string body_text(const TerminateTransactions& c) {
  return "TERMINATE TRANSACTIONS" + ids_text(c.ids) + rows_text(c.rows);
}

}  // namespace

std::string command_text(const StatementBody& command) {
  return std::visit([](const auto& body) { return body_text(body); }, command);
}

}  // namespace muster::query::ast
