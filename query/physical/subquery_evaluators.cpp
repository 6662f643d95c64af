#include "query/physical/expression_compiler.h"
#include "query/physical/pattern_matcher.h"

namespace muster::query {
namespace {

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

}  // namespace

EvaluatorPtr ExpressionCompiler::operator()(const BoundPatternQuery& query) const {
  PatternMatcher matcher(query.paths, locals);
  EvaluatorPtr where = inner(query.where, matcher.locals());
  EvaluatorPtr result = inner(query.result, matcher.locals());
  return std::make_unique<PatternQueryEvaluator>(query.kind, std::move(matcher), std::move(where),
                                                 std::move(result), position);
}

}  // namespace muster::query
