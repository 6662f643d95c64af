#include "query/logical/expression_tools.h"

#include <optional>

namespace muster::query {
namespace {

using Visit = std::function<void(const BoundExpression&)>;

void visit_if(const BoundExpressionPtr& part, const Visit& visit) {
  if (part) visit(*part);
}

void visit_path(const BoundPath& path, const Visit& visit) {
  for (const BoundNode& node : path.nodes) {
    for (const BoundProperty& property : node.properties) visit_if(property.value, visit);
    visit_if(node.properties_map, visit);
    for (const auto& names : node.computed_labels) visit_if(names, visit);
  }
  for (const BoundEdge& edge : path.edges) {
    for (const BoundProperty& property : edge.properties) visit_if(property.value, visit);
    visit_if(edge.properties_map, visit);
    visit_if(edge.computed_type, visit);
    visit_if(edge.hop_where, visit);
    if (!edge.group) continue;
    visit_path(edge.group->path, visit);
    visit_if(edge.group->where, visit);
  }
  visit_if(path.selector_count, visit);
  visit_if(path.where, visit);
}

struct PartVisitor {
  const Visit& visit;

  void operator()(const BoundLiteral&) const {}
  void operator()(const BoundParameter&) const {}
  void operator()(const BoundVariable&) const {}
  void operator()(const BoundList& list) const {
    for (const auto& item : list.items) visit_if(item, visit);
  }
  void operator()(const BoundMap& map) const {
    for (const auto& entry : map.entries) visit_if(entry.value, visit);
  }
  void operator()(const BoundPropertyAccess& access) const { visit_if(access.object, visit); }
  void operator()(const BoundIndex& index) const {
    visit_if(index.object, visit);
    visit_if(index.index, visit);
  }
  void operator()(const BoundSlice& slice) const {
    visit_if(slice.object, visit);
    visit_if(slice.from, visit);
    visit_if(slice.to, visit);
  }
  void operator()(const BoundLabelTest& test) const { visit_if(test.object, visit); }
  void operator()(const BoundOpenLabelTest& test) const {
    visit_if(test.object, visit);
    visit_if(test.names, visit);
  }
  void operator()(const BoundTypeTest& test) const { visit_if(test.object, visit); }
  void operator()(const BoundNormalizedTest& test) const { visit_if(test.object, visit); }
  void operator()(const BoundUnary& unary) const { visit_if(unary.operand, visit); }
  void operator()(const BoundBinary& binary) const {
    visit_if(binary.left, visit);
    visit_if(binary.right, visit);
  }
  void operator()(const BoundFunctionCall& call) const {
    for (const auto& argument : call.arguments) visit_if(argument, visit);
  }
  void operator()(const BoundCase& choice) const {
    visit_if(choice.subject, visit);
    for (const auto& branch : choice.branches) {
      visit_if(branch.when, visit);
      visit_if(branch.then, visit);
    }
    visit_if(choice.otherwise, visit);
  }
  void operator()(const BoundListComprehension& comprehension) const {
    visit_if(comprehension.list, visit);
    visit_if(comprehension.where, visit);
    visit_if(comprehension.result, visit);
  }
  void operator()(const BoundQuantifier& quantifier) const {
    visit_if(quantifier.list, visit);
    visit_if(quantifier.where, visit);
  }
  void operator()(const BoundReduce& reduce) const {
    visit_if(reduce.initial, visit);
    visit_if(reduce.list, visit);
    visit_if(reduce.step, visit);
  }
  void operator()(const BoundMapProjection& projection) const {
    visit_if(projection.subject, visit);
    for (const auto& entry : projection.entries) visit_if(entry.value, visit);
  }
  void operator()(const BoundSubquery&) const {}
};

bool is_safe_operator(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kEqual:
    case ast::BinaryOperator::kNotEqual:
    case ast::BinaryOperator::kLess:
    case ast::BinaryOperator::kLessEqual:
    case ast::BinaryOperator::kGreater:
    case ast::BinaryOperator::kGreaterEqual:
    case ast::BinaryOperator::kStartsWith:
    case ast::BinaryOperator::kEndsWith:
    case ast::BinaryOperator::kContains:
      return true;
    default:
      return false;
  }
}

// A boolean operand must be known to be one: `n.x AND …` fails where n.x is a number.
bool is_safe_condition(const BoundExpression& expression) {
  return expression.type.is(TypeKind::kBoolean) && is_infallible(expression);
}

bool is_safe_binary(const BoundBinary& binary) {
  if (binary.op == ast::BinaryOperator::kAnd || binary.op == ast::BinaryOperator::kOr ||
      binary.op == ast::BinaryOperator::kXor)
    return is_safe_condition(*binary.left) && is_safe_condition(*binary.right);
  if (binary.op == ast::BinaryOperator::kIn && !binary.right->type.is(TypeKind::kList))
    return false;
  return (binary.op == ast::BinaryOperator::kIn || is_safe_operator(binary.op)) &&
         is_infallible(*binary.left) && is_infallible(*binary.right);
}

bool is_element(const BoundExpression& expression) {
  return expression.type.is(TypeKind::kNode) || expression.type.is(TypeKind::kEdge);
}

const BoundVariable* as_variable(const BoundExpressionPtr& expression) {
  return expression ? std::get_if<BoundVariable>(&expression->node) : nullptr;
}

bool is_property_of(const BoundExpressionPtr& expression, SlotId slot) {
  const auto* access = std::get_if<BoundPropertyAccess>(&expression->node);
  if (access == nullptr) return false;
  const auto* variable = as_variable(access->object);
  return variable != nullptr && variable->slot == slot;
}

// 0: no such call; 1: id(slot); 2: elementId(slot).
int id_call_kind(const BoundExpressionPtr& expression, SlotId slot) {
  const auto* call = std::get_if<BoundFunctionCall>(&expression->node);
  if (call == nullptr || call->arguments.size() != 1) return 0;
  const auto* variable = as_variable(call->arguments[0]);
  if (variable == nullptr || variable->slot != slot) return 0;
  if (call->function->name == "id") return 1;
  return call->function->name == "elementId" ? 2 : 0;
}

}  // namespace

void for_each_part(const BoundExpression& expression, const Visit& visit) {
  std::visit(PartVisitor{visit}, expression.node);
}

void collect_slots(const BoundExpression& expression, SlotSet& slots) {
  if (const auto* variable = std::get_if<BoundVariable>(&expression.node))
    slots.insert(variable->slot);
  if (const auto* query = std::get_if<BoundSubquery>(&expression.node))
    slots.merge(outer_slots(*query->body));
  for_each_part(expression, [&](const BoundExpression& part) { collect_slots(part, slots); });
}

void collect_slots(const BoundExpressionPtr& expression, SlotSet& slots) {
  if (expression) collect_slots(*expression, slots);
}

void collect_slots(const BoundPath& path, SlotSet& slots) {
  for (const BoundNode& node : path.nodes) slots.insert(node.slot);
  for (const BoundEdge& edge : path.edges) {
    slots.insert(edge.slot);
    if (!edge.group) continue;
    collect_slots(edge.group->path, slots);
    for (const BoundGroup::List& list : edge.group->lists) slots.insert(list.list);
  }
  if (path.path_slot) slots.insert(*path.path_slot);
  collect_value_slots(path, slots);
}

void collect_value_slots(const BoundPath& path, SlotSet& slots) {
  visit_path(path, [&](const BoundExpression& part) { collect_slots(part, slots); });
}

void split_conjunction(const BoundExpressionPtr& expression,
                       std::vector<BoundExpressionPtr>& terms) {
  if (!expression) return;
  const auto* binary = std::get_if<BoundBinary>(&expression->node);
  if (binary != nullptr && binary->op == ast::BinaryOperator::kAnd) {
    split_conjunction(binary->left, terms);
    split_conjunction(binary->right, terms);
    return;
  }
  terms.push_back(expression);
}

bool is_infallible(const BoundExpression& expression) {
  if (std::holds_alternative<BoundLiteral>(expression.node) ||
      std::holds_alternative<BoundParameter>(expression.node) ||
      std::holds_alternative<BoundVariable>(expression.node))
    return true;
  if (const auto* access = std::get_if<BoundPropertyAccess>(&expression.node))
    return is_element(*access->object) && is_infallible(*access->object);
  if (const auto* test = std::get_if<BoundLabelTest>(&expression.node))
    return is_element(*test->object) && is_infallible(*test->object);
  if (const auto* binary = std::get_if<BoundBinary>(&expression.node))
    return is_safe_binary(*binary);
  if (const auto* unary = std::get_if<BoundUnary>(&expression.node)) {
    if (unary->op == ast::UnaryOperator::kNot) return is_safe_condition(*unary->operand);
    return (unary->op == ast::UnaryOperator::kIsNull ||
            unary->op == ast::UnaryOperator::kIsNotNull) &&
           is_infallible(*unary->operand);
  }
  if (const auto* list = std::get_if<BoundList>(&expression.node)) {
    for (const auto& item : list->items) {
      if (!is_infallible(*item)) return false;
    }
    return true;
  }
  if (const auto* call = std::get_if<BoundFunctionCall>(&expression.node)) {
    const std::string& name = call->function->name;
    return (name == "id" || name == "elementId") && is_element(*call->arguments[0]);
  }
  return false;
}

bool is_constant(const BoundExpression& expression) {
  SlotSet slots;
  collect_slots(expression, slots);
  return slots.empty();
}

bool is_property_equality(const BoundExpression& expression, SlotId slot) {
  const auto* binary = std::get_if<BoundBinary>(&expression.node);
  if (binary == nullptr || binary->op != ast::BinaryOperator::kEqual) return false;
  return (is_property_of(binary->left, slot) && is_constant(*binary->right)) ||
         (is_property_of(binary->right, slot) && is_constant(*binary->left));
}

const std::string* property_of_slot(const BoundExpression& expression, SlotId slot) {
  const auto* access = std::get_if<BoundPropertyAccess>(&expression.node);
  if (access == nullptr) return nullptr;
  const auto* variable = std::get_if<BoundVariable>(&access->object->node);
  return variable != nullptr && variable->slot == slot ? &access->key : nullptr;
}

std::optional<PropertyEquality> property_equality(const BoundExpression& expression, SlotId slot) {
  const auto* binary = std::get_if<BoundBinary>(&expression.node);
  if (binary == nullptr || binary->op != ast::BinaryOperator::kEqual) return std::nullopt;
  for (const auto& [access, other] :
       {std::pair(binary->left, binary->right), std::pair(binary->right, binary->left)}) {
    const std::string* const key = property_of_slot(*access, slot);
    if (key == nullptr) continue;
    SlotSet read;
    collect_slots(other, read);
    if (!read.contains(slot)) return PropertyEquality{.key = *key, .value = other};
  }
  return std::nullopt;
}

std::optional<IdEquality> id_equality(const BoundExpression& expression, SlotId slot) {
  const auto* binary = std::get_if<BoundBinary>(&expression.node);
  if (binary == nullptr || binary->op != ast::BinaryOperator::kEqual) return std::nullopt;
  for (const auto& [call, other] :
       {std::pair(binary->left, binary->right), std::pair(binary->right, binary->left)}) {
    const int kind = id_call_kind(call, slot);
    if (kind == 0) continue;
    SlotSet read;
    collect_slots(other, read);
    if (!read.contains(slot)) return IdEquality{.id = other, .by_element_id = kind == 2};
  }
  return std::nullopt;
}

std::vector<std::string> label_union(const BoundExpression& expression, SlotId slot) {
  std::vector<std::string> labels;
  std::vector<const BoundExpression*> terms{&expression};
  const auto* whole = std::get_if<BoundBinary>(&expression.node);
  if (whole == nullptr || whole->op != ast::BinaryOperator::kOr) return labels;
  while (!terms.empty()) {
    const BoundExpression& term = *terms.back();
    terms.pop_back();
    if (const auto* either = std::get_if<BoundBinary>(&term.node)) {
      if (either->op != ast::BinaryOperator::kOr) return {};
      terms.push_back(either->right.get());
      terms.push_back(either->left.get());
      continue;
    }
    const auto* test = std::get_if<BoundLabelTest>(&term.node);
    if (test == nullptr || test->labels.size() != 1) return {};
    const auto* variable = std::get_if<BoundVariable>(&test->object->node);
    if (variable == nullptr || variable->slot != slot) return {};
    labels.push_back(test->labels[0]);
  }
  return labels;
}

BoundExpressionPtr make_variable(SlotId slot, Type type, SourcePosition position) {
  return std::make_shared<const BoundExpression>(
      BoundExpression{position, std::move(type), BoundVariable{slot}});
}

BoundExpressionPtr make_not_null(const BoundNode& node) {
  return std::make_shared<const BoundExpression>(
      BoundExpression{node.position, TypeKind::kBoolean,
                      BoundUnary{ast::UnaryOperator::kIsNotNull,
                                 make_variable(node.slot, TypeKind::kNode, node.position)}});
}

BoundExpressionPtr make_label_test(const BoundNode& node) {
  auto object = make_variable(node.slot, TypeKind::kNode, node.position);
  return std::make_shared<const BoundExpression>(BoundExpression{
      node.position, TypeKind::kBoolean, BoundLabelTest{std::move(object), node.labels}});
}

BoundExpressionPtr make_all_hops(const BoundEdge& edge) {
  auto list = make_variable(edge.slot, Type::list_of(TypeKind::kEdge), edge.position);
  return std::make_shared<const BoundExpression>(BoundExpression{
      edge.position, TypeKind::kBoolean,
      BoundQuantifier{ast::QuantifierKind::kAll, edge.hop, std::move(list), edge.hop_where}});
}

BoundExpressionPtr make_property_equality(SlotId slot, Type type, const BoundProperty& property,
                                          SourcePosition position) {
  auto access = std::make_shared<const BoundExpression>(BoundExpression{
      position, TypeKind::kAny,
      BoundPropertyAccess{make_variable(slot, std::move(type), position), property.key}});
  return std::make_shared<const BoundExpression>(
      BoundExpression{position, TypeKind::kBoolean,
                      BoundBinary{ast::BinaryOperator::kEqual, std::move(access), property.value}});
}

}  // namespace muster::query
