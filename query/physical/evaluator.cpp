#include "query/physical/evaluator.h"

#include <array>

#include <fmt/format.h>

#include "query/functions/element_access.h"
#include "query/functions/function_registry.h"
#include "query/functions/operators.h"
#include "query/physical/pattern_matcher.h"

namespace muster::query {
namespace {

using Locals = std::set<SlotId>;

Value give(Frame& frame, Result<Value> result, SourcePosition position) {
  if (result) return std::move(result).value();
  return frame.fail(std::move(result).error(), position);
}

class LiteralEvaluator final : public Evaluator {
 public:
  explicit LiteralEvaluator(Value value) : value_(std::move(value)) {}
  Value evaluate(Frame&) const override { return value_; }

 private:
  Value value_;
};

class ParameterEvaluator final : public Evaluator {
 public:
  ParameterEvaluator(std::string name, SourcePosition position)
      : name_(std::move(name)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const auto found = frame.context.parameters.find(name_);
    if (found != frame.context.parameters.end()) return found->second;
    return frame.fail(
        Error{.code = ErrorCode::kInvalidArgument,
              .message = fmt::format("The parameter ${} was not given", name_),
              .hint = fmt::format("pass it with the query, as in --param {}=…", name_),
              .detail = "MissingParameter"},
        position_);
  }

 private:
  std::string name_;
  SourcePosition position_;
};

class ColumnEvaluator final : public Evaluator {
 public:
  explicit ColumnEvaluator(SlotId slot) : slot_(slot) {}
  Value evaluate(Frame& frame) const override {
    const Column& column = frame.batch->column(slot_);
    MUSTER_ASSERT(frame.row < column.size());
    return column[frame.row];
  }

 private:
  SlotId slot_;
};

class LocalEvaluator final : public Evaluator {
 public:
  explicit LocalEvaluator(SlotId slot) : slot_(slot) {}
  Value evaluate(Frame& frame) const override { return frame.local(slot_); }

 private:
  SlotId slot_;
};

class ListEvaluator final : public Evaluator {
 public:
  explicit ListEvaluator(std::vector<EvaluatorPtr> items) : items_(std::move(items)) {}
  Value evaluate(Frame& frame) const override {
    ValueList list;
    list.reserve(items_.size());
    for (const EvaluatorPtr& item : items_) list.push_back(item->evaluate(frame));
    return list;
  }

 private:
  std::vector<EvaluatorPtr> items_;
};

struct Entry {
  std::string key;
  EvaluatorPtr value;
};

class MapEvaluator final : public Evaluator {
 public:
  explicit MapEvaluator(std::vector<Entry> entries) : entries_(std::move(entries)) {}
  Value evaluate(Frame& frame) const override {
    ValueMap map;
    for (const Entry& entry : entries_)
      map.insert_or_assign(entry.key, entry.value->evaluate(frame));
    return map;
  }

 private:
  std::vector<Entry> entries_;
};

class PropertyEvaluator final : public Evaluator {
 public:
  PropertyEvaluator(EvaluatorPtr object, std::string key, SourcePosition position)
      : object_(std::move(object)), key_(std::move(key)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value object = object_->evaluate(frame);
    if (frame.failed()) return {};
    return give(frame, property_of(frame.context.graph, object, key_), position_);
  }

 private:
  EvaluatorPtr object_;
  std::string key_;
  SourcePosition position_;
};

class IndexEvaluator final : public Evaluator {
 public:
  IndexEvaluator(EvaluatorPtr object, EvaluatorPtr index, SourcePosition position)
      : object_(std::move(object)), index_(std::move(index)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value object = object_->evaluate(frame);
    const Value index = index_->evaluate(frame);
    if (frame.failed()) return {};
    return give(frame, index_of(frame.context.graph, object, index), position_);
  }

 private:
  EvaluatorPtr object_;
  EvaluatorPtr index_;
  SourcePosition position_;
};

class SliceEvaluator final : public Evaluator {
 public:
  SliceEvaluator(EvaluatorPtr list, EvaluatorPtr from, EvaluatorPtr to, SourcePosition position)
      : list_(std::move(list)), from_(std::move(from)), to_(std::move(to)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value list = list_->evaluate(frame);
    Value from;
    Value to;
    if (from_) from = from_->evaluate(frame);
    if (to_) to = to_->evaluate(frame);
    if (frame.failed()) return {};
    return give(frame, slice_of(list, from_ ? &from : nullptr, to_ ? &to : nullptr), position_);
  }

 private:
  EvaluatorPtr list_;
  EvaluatorPtr from_;
  EvaluatorPtr to_;
  SourcePosition position_;
};

class LabelEvaluator final : public Evaluator {
 public:
  LabelEvaluator(EvaluatorPtr object, std::vector<std::string> labels, SourcePosition position)
      : object_(std::move(object)), labels_(std::move(labels)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value object = object_->evaluate(frame);
    if (frame.failed() || object.is_null()) return {};
    const GraphSnapshot& graph = frame.context.graph;
    if (object.is_node()) {
      if (!graph.contains(object.as_node()))
        return frame.fail(deleted_entity_error("node"), position_);
      for (const std::string& name : labels_) {
        const auto label = graph.catalog().labels.find(name);
        if (!label || !graph.has_label(object.as_node(), *label)) return false;
      }
      return true;
    }
    if (object.is_edge()) {
      if (!graph.contains(object.as_edge()))
        return frame.fail(deleted_entity_error("relationship"), position_);
      const auto& type = graph.catalog().edge_types.name(graph.ends(object.as_edge()).type);
      for (const std::string& name : labels_) {
        if (type != name) return false;
      }
      return true;
    }
    return frame.fail(
        runtime_error("InvalidArgumentType",
                      fmt::format("Only nodes and relationships can be asked for a label, not a {}",
                                  value_type_name(object.type()))),
        position_);
  }

 private:
  EvaluatorPtr object_;
  std::vector<std::string> labels_;
  SourcePosition position_;
};

class UnaryEvaluator final : public Evaluator {
 public:
  UnaryEvaluator(ast::UnaryOperator op, EvaluatorPtr operand, SourcePosition position)
      : op_(op), operand_(std::move(operand)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value operand = operand_->evaluate(frame);
    if (frame.failed()) return {};
    switch (op_) {
      case ast::UnaryOperator::kNot: {
        const auto truth = truth_of(operand);
        if (!truth) return frame.fail(truth.error(), position_);
        return truth->has_value() ? Value(!**truth) : Value();
      }
      case ast::UnaryOperator::kMinus:
        return give(frame, negate_value(operand), position_);
      case ast::UnaryOperator::kPlus:
        return give(frame, unary_plus(operand), position_);
      case ast::UnaryOperator::kIsNull:
        return operand.is_null();
      case ast::UnaryOperator::kIsNotNull:
        return !operand.is_null();
    }
    MUSTER_UNREACHABLE();
  }

 private:
  ast::UnaryOperator op_;
  EvaluatorPtr operand_;
  SourcePosition position_;
};

// AND, OR, XOR. The right side is not looked at where the left one decides.
class LogicEvaluator final : public Evaluator {
 public:
  LogicEvaluator(ast::BinaryOperator op, EvaluatorPtr left, EvaluatorPtr right,
                 SourcePosition position)
      : op_(op), left_(std::move(left)), right_(std::move(right)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const auto left = truth(frame, *left_);
    if (frame.failed()) return {};
    const bool deciding = op_ == ast::BinaryOperator::kOr;
    if (op_ != ast::BinaryOperator::kXor && left == deciding) return deciding;
    const auto right = truth(frame, *right_);
    if (frame.failed()) return {};
    if (op_ == ast::BinaryOperator::kXor) return left && right ? Value(*left != *right) : Value();
    if (right == deciding) return deciding;
    return left && right ? Value(!deciding) : Value();
  }

 private:
  std::optional<bool> truth(Frame& frame, const Evaluator& operand) const {
    const Value value = operand.evaluate(frame);
    if (frame.failed()) return std::nullopt;
    auto result = truth_of(value);
    if (result) return *result;
    frame.fail(std::move(result).error(), position_);
    return std::nullopt;
  }

  ast::BinaryOperator op_;
  EvaluatorPtr left_;
  EvaluatorPtr right_;
  SourcePosition position_;
};

using BinaryCode = Result<Value> (*)(const Value& left, const Value& right);

template <Value (*kCode)(const Value&, const Value&)>
Result<Value> total(const Value& left, const Value& right) {
  return kCode(left, right);
}
template <Comparison kComparison>
Result<Value> compared(const Value& left, const Value& right) {
  return compare_values(kComparison, left, right);
}

BinaryCode binary_code(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kEqual:
      return total<equal_values>;
    case ast::BinaryOperator::kNotEqual:
      return total<not_equal_values>;
    case ast::BinaryOperator::kLess:
      return compared<Comparison::kLess>;
    case ast::BinaryOperator::kLessEqual:
      return compared<Comparison::kLessEqual>;
    case ast::BinaryOperator::kGreater:
      return compared<Comparison::kGreater>;
    case ast::BinaryOperator::kGreaterEqual:
      return compared<Comparison::kGreaterEqual>;
    case ast::BinaryOperator::kIn:
      return in_list;
    case ast::BinaryOperator::kStartsWith:
      return total<starts_with>;
    case ast::BinaryOperator::kEndsWith:
      return total<ends_with>;
    case ast::BinaryOperator::kContains:
      return total<contains_text>;
    case ast::BinaryOperator::kRegexMatch:
      return matches_regex;
    case ast::BinaryOperator::kAdd:
      return add_values;
    case ast::BinaryOperator::kSubtract:
      return subtract_values;
    case ast::BinaryOperator::kMultiply:
      return multiply_values;
    case ast::BinaryOperator::kDivide:
      return divide_values;
    case ast::BinaryOperator::kModulo:
      return modulo_values;
    case ast::BinaryOperator::kPower:
      return power_values;
    case ast::BinaryOperator::kOr:
    case ast::BinaryOperator::kXor:
    case ast::BinaryOperator::kAnd:
      break;
  }
  MUSTER_UNREACHABLE();
}

class BinaryEvaluator final : public Evaluator {
 public:
  BinaryEvaluator(BinaryCode code, EvaluatorPtr left, EvaluatorPtr right, SourcePosition position)
      : code_(code), left_(std::move(left)), right_(std::move(right)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value left = left_->evaluate(frame);
    const Value right = right_->evaluate(frame);
    if (frame.failed()) return {};
    return give(frame, code_(left, right), position_);
  }

 private:
  BinaryCode code_;
  EvaluatorPtr left_;
  EvaluatorPtr right_;
  SourcePosition position_;
};

class CallEvaluator final : public Evaluator {
 public:
  CallEvaluator(const Function& function, std::vector<EvaluatorPtr> arguments,
                SourcePosition position)
      : function_(function), arguments_(std::move(arguments)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    ValueList values;
    values.reserve(arguments_.size());
    for (const EvaluatorPtr& argument : arguments_) {
      values.push_back(argument->evaluate(frame));
      if (frame.failed()) return {};
      if (values.back().is_null() && function_.nulls == NullRule::kPropagate) return {};
    }
    return give(frame, function_.scalar(frame.context.function_environment(), values), position_);
  }

 private:
  const Function& function_;
  std::vector<EvaluatorPtr> arguments_;
  SourcePosition position_;
};

// coalesce() looks no further than its first value: what follows may fail.
class CoalesceEvaluator final : public Evaluator {
 public:
  explicit CoalesceEvaluator(std::vector<EvaluatorPtr> arguments)
      : arguments_(std::move(arguments)) {}
  Value evaluate(Frame& frame) const override {
    for (const EvaluatorPtr& argument : arguments_) {
      Value value = argument->evaluate(frame);
      if (frame.failed() || !value.is_null()) return value;
    }
    return {};
  }

 private:
  std::vector<EvaluatorPtr> arguments_;
};

class CaseEvaluator final : public Evaluator {
 public:
  struct Branch {
    EvaluatorPtr when;
    EvaluatorPtr then;
  };
  CaseEvaluator(EvaluatorPtr subject, std::vector<Branch> branches, EvaluatorPtr otherwise,
                SourcePosition position)
      : subject_(std::move(subject)),
        branches_(std::move(branches)),
        otherwise_(std::move(otherwise)),
        position_(position) {}
  Value evaluate(Frame& frame) const override {
    Value subject;
    if (subject_) subject = subject_->evaluate(frame);
    for (const Branch& branch : branches_) {
      const Value when = branch.when->evaluate(frame);
      if (frame.failed()) return {};
      if (holds(frame, subject, when)) return branch.then->evaluate(frame);
      if (frame.failed()) return {};
    }
    return otherwise_ ? otherwise_->evaluate(frame) : Value();
  }

 private:
  bool holds(Frame& frame, const Value& subject, const Value& when) const {
    if (subject_) return cypher_equals(subject, when) == true;
    auto truth = truth_of(when);
    if (truth) return *truth == true;
    frame.fail(std::move(truth).error(), position_);
    return false;
  }

  EvaluatorPtr subject_;
  std::vector<Branch> branches_;
  EvaluatorPtr otherwise_;
  SourcePosition position_;
};

// The elements of a list expression; nullopt for null, or after a failure.
std::optional<Value> list_operand(Frame& frame, const Evaluator& list, SourcePosition position) {
  Value value = list.evaluate(frame);
  if (frame.failed() || value.is_null()) return std::nullopt;
  if (value.is_list()) return value;
  frame.fail(runtime_error("InvalidArgumentType", fmt::format("A list is needed here, not a {}",
                                                              value_type_name(value.type()))),
             position);
  return std::nullopt;
}

std::optional<bool> condition(Frame& frame, const Evaluator& where, SourcePosition position) {
  const Value value = where.evaluate(frame);
  if (frame.failed()) return std::nullopt;
  auto truth = truth_of(value);
  if (truth) return *truth;
  frame.fail(std::move(truth).error(), position);
  return std::nullopt;
}

class ComprehensionEvaluator final : public Evaluator {
 public:
  ComprehensionEvaluator(SlotId variable, EvaluatorPtr list, EvaluatorPtr where,
                         EvaluatorPtr result, SourcePosition position)
      : variable_(variable),
        list_(std::move(list)),
        where_(std::move(where)),
        result_(std::move(result)),
        position_(position) {}
  Value evaluate(Frame& frame) const override {
    const auto list = list_operand(frame, *list_, position_);
    if (!list) return {};
    ValueList results;
    for (const Value& item : list->as_list()) {
      frame.local(variable_) = item;
      if (where_ && condition(frame, *where_, position_) != true) {
        if (frame.failed()) return {};
        continue;
      }
      results.push_back(result_ ? result_->evaluate(frame) : item);
      if (frame.failed()) return {};
    }
    return results;
  }

 private:
  SlotId variable_;
  EvaluatorPtr list_;
  EvaluatorPtr where_;
  EvaluatorPtr result_;
  SourcePosition position_;
};

class QuantifierEvaluator final : public Evaluator {
 public:
  QuantifierEvaluator(ast::QuantifierKind kind, SlotId variable, EvaluatorPtr list,
                      EvaluatorPtr where, SourcePosition position)
      : kind_(kind),
        variable_(variable),
        list_(std::move(list)),
        where_(std::move(where)),
        position_(position) {}
  Value evaluate(Frame& frame) const override {
    const auto list = list_operand(frame, *list_, position_);
    if (!list) return {};
    std::size_t truths = 0;
    std::size_t falses = 0;
    std::size_t nulls = 0;
    for (const Value& item : list->as_list()) {
      frame.local(variable_) = item;
      const auto holds = where_ ? condition(frame, *where_, position_) : std::optional(true);
      if (frame.failed()) return {};
      ++(holds ? (*holds ? truths : falses) : nulls);
    }
    const Value unknown = nulls > 0 ? Value() : Value(false);
    switch (kind_) {
      case ast::QuantifierKind::kAny:
        return truths > 0 ? Value(true) : unknown;
      case ast::QuantifierKind::kNone:
        return truths > 0 ? Value(false) : nulls > 0 ? Value() : Value(true);
      case ast::QuantifierKind::kAll:
        return falses > 0 ? Value(false) : nulls > 0 ? Value() : Value(true);
      case ast::QuantifierKind::kSingle:
        return truths > 1 ? Value(false) : nulls > 0 ? Value() : Value(truths == 1);
    }
    MUSTER_UNREACHABLE();
  }

 private:
  ast::QuantifierKind kind_;
  SlotId variable_;
  EvaluatorPtr list_;
  EvaluatorPtr where_;
  SourcePosition position_;
};

class ReduceEvaluator final : public Evaluator {
 public:
  ReduceEvaluator(const BoundReduce& reduce, EvaluatorPtr initial, EvaluatorPtr list,
                  EvaluatorPtr step, SourcePosition position)
      : accumulator_(reduce.accumulator),
        variable_(reduce.variable),
        initial_(std::move(initial)),
        list_(std::move(list)),
        step_(std::move(step)),
        position_(position) {}
  Value evaluate(Frame& frame) const override {
    Value accumulated = initial_->evaluate(frame);
    const auto list = list_operand(frame, *list_, position_);
    if (!list) return {};
    for (const Value& item : list->as_list()) {
      frame.local(accumulator_) = std::move(accumulated);
      frame.local(variable_) = item;
      accumulated = step_->evaluate(frame);
      if (frame.failed()) return {};
    }
    return accumulated;
  }

 private:
  SlotId accumulator_;
  SlotId variable_;
  EvaluatorPtr initial_;
  EvaluatorPtr list_;
  EvaluatorPtr step_;
  SourcePosition position_;
};

class MapProjectionEvaluator final : public Evaluator {
 public:
  MapProjectionEvaluator(EvaluatorPtr subject, bool all_properties, std::vector<Entry> entries,
                         SourcePosition position)
      : subject_(std::move(subject)),
        all_properties_(all_properties),
        entries_(std::move(entries)),
        position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value subject = subject_->evaluate(frame);
    if (frame.failed() || subject.is_null()) return {};
    ValueMap map;
    if (all_properties_ && subject.is_map()) map = subject.as_map();
    if (all_properties_ && (subject.is_node() || subject.is_edge())) {
      auto properties = properties_of(frame.context.graph, subject);
      if (!properties) return frame.fail(std::move(properties).error(), position_);
      map = std::move(properties).value();
    }
    for (const Entry& entry : entries_)
      map.insert_or_assign(entry.key, entry.value->evaluate(frame));
    return map;
  }

 private:
  EvaluatorPtr subject_;
  bool all_properties_;
  std::vector<Entry> entries_;
  SourcePosition position_;
};

class PatternQueryEvaluator final : public Evaluator {
 public:
  PatternQueryEvaluator(ast::SubqueryKind kind, PatternMatcher matcher, EvaluatorPtr where,
                        EvaluatorPtr result, SourcePosition position)
      : kind_(kind),
        matcher_(std::move(matcher)),
        where_(std::move(where)),
        result_(std::move(result)),
        position_(position) {}
  Value evaluate(Frame& frame) const override {
    std::int64_t count = 0;
    ValueList results;
    matcher_.match(frame, [&] {
      if (where_ && condition(frame, *where_, position_) != true) return !frame.failed();
      ++count;
      if (kind_ == ast::SubqueryKind::kExists) return false;
      if (kind_ == ast::SubqueryKind::kCollect) results.push_back(result_->evaluate(frame));
      return !frame.failed();
    });
    if (frame.failed()) return {};
    switch (kind_) {
      case ast::SubqueryKind::kExists:
        return count > 0;
      case ast::SubqueryKind::kCount:
        return count;
      case ast::SubqueryKind::kCollect:
        return results;
    }
    MUSTER_UNREACHABLE();
  }

 private:
  ast::SubqueryKind kind_;
  PatternMatcher matcher_;
  EvaluatorPtr where_;
  EvaluatorPtr result_;
  SourcePosition position_;
};

struct Compiler {
  const Locals& locals;
  SourcePosition position;

  EvaluatorPtr part(const BoundExpressionPtr& expression) const {
    return compile_expression(*expression, locals);
  }
  EvaluatorPtr maybe(const BoundExpressionPtr& expression) const {
    return compile_optional(expression, locals);
  }
  EvaluatorPtr inner(const BoundExpressionPtr& expression, const Locals& inner_locals) const {
    return compile_optional(expression, inner_locals);
  }
  std::vector<EvaluatorPtr> parts(const std::vector<BoundExpressionPtr>& expressions) const {
    std::vector<EvaluatorPtr> compiled;
    for (const auto& expression : expressions) compiled.push_back(part(expression));
    return compiled;
  }
  std::vector<Entry> entries(const std::vector<BoundProperty>& properties) const {
    std::vector<Entry> compiled;
    for (const auto& property : properties)
      compiled.push_back({property.key, part(property.value)});
    return compiled;
  }
  Locals with(std::initializer_list<SlotId> slots) const {
    Locals extended = locals;
    extended.insert(slots);
    return extended;
  }

  EvaluatorPtr operator()(const BoundLiteral& literal) const {
    return std::make_unique<LiteralEvaluator>(literal.value);
  }
  EvaluatorPtr operator()(const BoundParameter& parameter) const {
    return std::make_unique<ParameterEvaluator>(parameter.name, position);
  }
  EvaluatorPtr operator()(const BoundVariable& variable) const {
    if (locals.contains(variable.slot)) return std::make_unique<LocalEvaluator>(variable.slot);
    return std::make_unique<ColumnEvaluator>(variable.slot);
  }
  EvaluatorPtr operator()(const BoundList& list) const {
    return std::make_unique<ListEvaluator>(parts(list.items));
  }
  EvaluatorPtr operator()(const BoundMap& map) const {
    return std::make_unique<MapEvaluator>(entries(map.entries));
  }
  EvaluatorPtr operator()(const BoundPropertyAccess& access) const {
    return std::make_unique<PropertyEvaluator>(part(access.object), access.key, position);
  }
  EvaluatorPtr operator()(const BoundIndex& index) const {
    return std::make_unique<IndexEvaluator>(part(index.object), part(index.index), position);
  }
  EvaluatorPtr operator()(const BoundSlice& slice) const {
    return std::make_unique<SliceEvaluator>(part(slice.object), maybe(slice.from), maybe(slice.to),
                                            position);
  }
  EvaluatorPtr operator()(const BoundLabelTest& test) const {
    return std::make_unique<LabelEvaluator>(part(test.object), test.labels, position);
  }
  EvaluatorPtr operator()(const BoundUnary& unary) const {
    return std::make_unique<UnaryEvaluator>(unary.op, part(unary.operand), position);
  }
  EvaluatorPtr operator()(const BoundBinary& binary) const {
    if (binary.op == ast::BinaryOperator::kAnd || binary.op == ast::BinaryOperator::kOr ||
        binary.op == ast::BinaryOperator::kXor)
      return std::make_unique<LogicEvaluator>(binary.op, part(binary.left), part(binary.right),
                                              position);
    return std::make_unique<BinaryEvaluator>(binary_code(binary.op), part(binary.left),
                                             part(binary.right), position);
  }
  EvaluatorPtr operator()(const BoundFunctionCall& call) const {
    if (call.function->name == "coalesce")
      return std::make_unique<CoalesceEvaluator>(parts(call.arguments));
    return std::make_unique<CallEvaluator>(function_of(*call.function), parts(call.arguments),
                                           position);
  }
  EvaluatorPtr operator()(const BoundCase& choice) const {
    std::vector<CaseEvaluator::Branch> branches;
    for (const auto& branch : choice.branches)
      branches.push_back({part(branch.when), part(branch.then)});
    return std::make_unique<CaseEvaluator>(maybe(choice.subject), std::move(branches),
                                           maybe(choice.otherwise), position);
  }
  EvaluatorPtr operator()(const BoundListComprehension& comprehension) const {
    const Locals extended = with({comprehension.variable});
    return std::make_unique<ComprehensionEvaluator>(
        comprehension.variable, part(comprehension.list), inner(comprehension.where, extended),
        inner(comprehension.result, extended), position);
  }
  EvaluatorPtr operator()(const BoundQuantifier& quantifier) const {
    return std::make_unique<QuantifierEvaluator>(
        quantifier.kind, quantifier.variable, part(quantifier.list),
        inner(quantifier.where, with({quantifier.variable})), position);
  }
  EvaluatorPtr operator()(const BoundReduce& reduce) const {
    return std::make_unique<ReduceEvaluator>(
        reduce, part(reduce.initial), part(reduce.list),
        inner(reduce.step, with({reduce.accumulator, reduce.variable})), position);
  }
  EvaluatorPtr operator()(const BoundMapProjection& projection) const {
    return std::make_unique<MapProjectionEvaluator>(
        part(projection.subject), projection.all_properties, entries(projection.entries), position);
  }
  EvaluatorPtr operator()(const BoundPatternQuery& query) const {
    PatternMatcher matcher(query.paths, locals);
    EvaluatorPtr where = inner(query.where, matcher.locals());
    EvaluatorPtr result = inner(query.result, matcher.locals());
    return std::make_unique<PatternQueryEvaluator>(query.kind, std::move(matcher), std::move(where),
                                                   std::move(result), position);
  }
};

}  // namespace

EvaluatorPtr compile_expression(const BoundExpression& expression, const Locals& locals) {
  return std::visit(Compiler{locals, expression.position}, expression.node);
}

EvaluatorPtr compile_optional(const BoundExpressionPtr& expression, const Locals& locals) {
  return expression ? compile_expression(*expression, locals) : nullptr;
}

Result<Column> evaluate_column(const Evaluator& evaluator, const ExecutionContext& context,
                               const Batch& batch) {
  Frame frame(context);
  frame.batch = &batch;
  Column column;
  column.reserve(batch.rows);
  for (frame.row = 0; frame.row < batch.rows; ++frame.row) {
    column.push_back(evaluator.evaluate(frame));
    if (frame.failed()) return frame.take_error();
  }
  return column;
}

Result<Value> evaluate_constant(const Evaluator& evaluator, const ExecutionContext& context) {
  Frame frame(context);
  const Batch empty(context.slots);
  frame.batch = &empty;
  Value value = evaluator.evaluate(frame);
  if (frame.failed()) return frame.take_error();
  return value;
}

}  // namespace muster::query
