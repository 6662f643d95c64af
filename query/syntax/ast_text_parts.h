// What the printers of syntax trees share. Internal to query/syntax; ast_text.h is for others.
//
// The law: every part prints so that it reads back as itself wherever the grammar lets it stand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/syntax/ast.h"
#include "query/syntax/ast_text.h"

namespace muster::query::ast {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

template <typename Items, typename ToText>
std::string joined(const Items& items, std::string_view separator, const ToText& item_text) {
  std::string out;
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += separator;
    first = false;
    out += item_text(item);
  }
  return out;
}

// "a, b.k"
std::string list_text(const std::vector<ExpressionPtr>& items);
// " WHERE …", or nothing.
std::string where_text(const ExpressionPtr& where);
std::string patterns_text(const std::vector<PathPattern>& patterns);
// "A&(B|C)", without the colon.
std::string label_text(const LabelExpression& labels);
std::string dynamic_label_text(const DynamicLabel& label);
// "INTEGER NOT NULL"
std::string type_text(const TypeName& type);
// "muster.blastRadius", each part quoted where it must be.
std::string function_name_text(const std::string& name);
// What stands behind WITH or RETURN, with the space before it.
std::string projection_text(const Projection& projection);
// CREATE INDEX and so on, SHOW, TERMINATE.
std::string command_text(const StatementBody& command);

}  // namespace muster::query::ast
