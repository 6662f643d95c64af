#include "query/functions/function_registry.h"
#include "query/functions/operators.h"
#include "query/physical/expression_compiler.h"

namespace muster::query {
namespace {

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
    return value_or_fail(frame, function_.scalar(frame.context.function_environment(), values),
                         position_);
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

}  // namespace

EvaluatorPtr ExpressionCompiler::operator()(const BoundFunctionCall& call) const {
  if (call.function->name == "coalesce")
    return std::make_unique<CoalesceEvaluator>(parts(call.arguments));
  return std::make_unique<CallEvaluator>(function_of(*call.function), parts(call.arguments),
                                         position);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundCase& choice) const {
  std::vector<CaseEvaluator::Branch> branches;
  for (const auto& branch : choice.branches)
    branches.push_back({part(branch.when), part(branch.then)});
  return std::make_unique<CaseEvaluator>(maybe(choice.subject), std::move(branches),
                                         maybe(choice.otherwise), position);
}

}  // namespace muster::query
