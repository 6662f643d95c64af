// Filter(EXISTS { … }) becomes SemiApply, Filter(NOT EXISTS { … }) the anti form; so do the counts
// that only ask whether there is a row, as in COUNT { … } > 0.
//
// The terms that stay are asked first, as they cost less, unless one of them may fail: then the
// order in which the user wrote them decides whether it does.
#include "query/logical/expression_tools.h"
#include "query/logical/match_planner.h"
#include "query/logical/rules.h"

namespace muster::query {
namespace {

bool is_count(const BoundExpressionPtr& expression) {
  const auto* query = std::get_if<BoundSubquery>(&expression->node);
  return query != nullptr && query->kind == ast::SubqueryKind::kCount;
}

bool is_integer(const BoundExpressionPtr& expression, std::int64_t wanted) {
  const auto* literal = std::get_if<BoundLiteral>(&expression->node);
  return literal != nullptr && literal->value.is_integer() && literal->value.as_integer() == wanted;
}

std::optional<SemiApplyNode> count_question(const BoundBinary& binary) {
  using Operator = ast::BinaryOperator;
  if (!is_count(binary.left)) return std::nullopt;
  const auto& query = std::get<BoundSubquery>(binary.left->node);
  const bool zero = is_integer(binary.right, 0);
  const bool one = is_integer(binary.right, 1);
  if ((zero && (binary.op == Operator::kGreater || binary.op == Operator::kNotEqual)) ||
      (one && binary.op == Operator::kGreaterEqual))
    return SemiApplyNode{.subplan = query.id, .anti = false, .subquery = binary.left};
  if ((zero && binary.op == Operator::kEqual) || (one && binary.op == Operator::kLess))
    return SemiApplyNode{.subplan = query.id, .anti = true, .subquery = binary.left};
  return std::nullopt;
}

std::optional<SemiApplyNode> question(const BoundExpressionPtr& term) {
  if (const auto* query = std::get_if<BoundSubquery>(&term->node)) {
    if (query->kind != ast::SubqueryKind::kExists) return std::nullopt;
    return SemiApplyNode{.subplan = query->id, .anti = false, .subquery = term};
  }
  if (const auto* unary = std::get_if<BoundUnary>(&term->node)) {
    if (unary->op != ast::UnaryOperator::kNot) return std::nullopt;
    auto inner = question(unary->operand);
    if (inner) inner->anti = !inner->anti;
    return inner;
  }
  const auto* binary = std::get_if<BoundBinary>(&term->node);
  return binary != nullptr ? count_question(*binary) : std::nullopt;
}

class SemiApplyRule final : public OptimizerRule {
 public:
  std::string_view name() const override { return "SemiApply"; }

  void apply(PlanNodePtr& root, const GraphSnapshot&) const override {
    for_each_node(root, [](PlanNodePtr& node) {
      if (node->get<FilterNode>() != nullptr) rewrite(node);
    });
  }

 private:
  static void rewrite(PlanNodePtr& node) {
    auto& predicates = node->get<FilterNode>()->predicates;
    std::vector<SemiApplyNode> questions;
    // From the right: a question may only pass what cannot fail.
    for (std::size_t i = predicates.size(); i-- > 0;) {
      if (auto asked = question(predicates[i])) {
        questions.push_back(std::move(*asked));
        predicates.erase(predicates.begin() + static_cast<std::ptrdiff_t>(i));
      } else if (!predicates[i]->type.is(TypeKind::kBoolean) || !is_infallible(*predicates[i])) {
        break;
      }
    }
    if (predicates.empty()) {
      PlanNodePtr input = std::move(node->inputs[0]);
      node = std::move(input);
    }
    for (auto asked = questions.rbegin(); asked != questions.rend(); ++asked) {
      node = plan_over(std::move(node), std::move(*asked));
    }
  }
};

}  // namespace

std::unique_ptr<OptimizerRule> make_semi_apply_rule() { return std::make_unique<SemiApplyRule>(); }

}  // namespace muster::query
