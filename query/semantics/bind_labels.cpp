// The part of Binder that binds labels which a row computes where labels are written.
#include <fmt/format.h>

#include "query/semantics/binder.h"

namespace muster::query {

Result<BoundExpressionPtr> Binder::computed_label(const ast::DynamicLabel& label,
                                                  SourcePosition position, const Rules& rules) {
  if (label.any) {
    return semantic_error(position, "$any(…) chooses among labels and cannot be written",
                          "write $(…), which takes all of them.", "UnexpectedSyntax");
  }
  MUSTER_TRY(auto names, expression(label.name, rules));
  if (!TypeSet{TypeKind::kString, TypeKind::kList}.accepts(names->type.kind)) {
    return semantic_error(names->position,
                          fmt::format("a computed label needs a string or a list of strings, found "
                                      "{}",
                                      type_phrase(names->type.kind)),
                          "write $('Name') or $(row.kind).", "InvalidArgumentType");
  }
  return names;
}

// A relationship has one type: what is made takes it from a text, or from a list that holds one.
Result<BoundExpressionPtr> Binder::computed_type(const ast::LabelExpression& type,
                                                 const Rules& rules) {
  if (type.dynamic.any) {
    return semantic_error(type.name.position, "$any(…) chooses among types and cannot be written",
                          "write $(…) around one type.", "UnexpectedSyntax");
  }
  MUSTER_TRY(auto name, expression(type.dynamic.name, rules));
  if (!TypeSet{TypeKind::kString, TypeKind::kList}.accepts(name->type.kind)) {
    return semantic_error(name->position,
                          fmt::format("a computed relationship type needs a string, found {}",
                                      type_phrase(name->type.kind)),
                          "write $('NAME') or $(row.kind).", "InvalidArgumentType");
  }
  return name;
}

Result<std::vector<BoundExpressionPtr>> Binder::computed_labels(const ast::ChangeLabels& labels,
                                                                const Rules& rules) {
  std::vector<BoundExpressionPtr> computed;
  for (const ast::DynamicLabel& label : labels.dynamic_labels) {
    MUSTER_TRY(auto names, computed_label(label, labels.variable.position, rules));
    computed.push_back(std::move(names));
  }
  return computed;
}

// What is made carries names alone, written or computed; MERGE also looks for these.
Result<void> Binder::created_labels(const ast::NodePattern& node, PatternState& state,
                                    BoundNode& made) {
  using Kind = ast::LabelExpression::Kind;
  const bool several = node.labels->kind == Kind::kAnd;
  const std::vector<ast::LabelExpression> only{*node.labels};
  for (const ast::LabelExpression& part : several ? node.labels->operands : only) {
    if (part.kind == Kind::kName) {
      made.labels.push_back(part.name.text);
    } else if (part.kind == Kind::kDynamic) {
      MUSTER_TRY(auto names, computed_label(part.dynamic, node.position, state.rules));
      made.computed_labels.push_back(std::move(names));
    } else {
      return semantic_error(node.position, "a node that is made needs plain labels",
                            "write them as :A:B.", "UnexpectedSyntax");
    }
  }
  return ok();
}

}  // namespace muster::query
