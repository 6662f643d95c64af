// Expressions of a statement's syntax tree. ast.h says what the tree is.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/value.h"
#include "query/syntax/ast_pattern.h"

namespace muster::query::ast {

struct Literal {
  Value value;  // Null, Boolean, Integer, Float or String.
};
struct Parameter {
  std::string name;
};
struct Variable {
  std::string name;
};
struct ListLiteral {
  std::vector<ExpressionPtr> items;
};
struct MapEntry {
  Name key;
  ExpressionPtr value;
};
struct MapLiteral {
  std::vector<MapEntry> entries;  // As written; a key may repeat, the last one counts.
};
struct PropertyAccess {
  ExpressionPtr object;
  Name key;
};
struct IndexAccess {
  ExpressionPtr object;
  ExpressionPtr index;
};
struct SliceAccess {
  ExpressionPtr object;
  ExpressionPtr from;  // Null: from the beginning.
  ExpressionPtr to;    // Null: to the end.
};
// `n:A:B`, `r:T|U` or `n IS A` as a condition.
struct LabelTest {
  ExpressionPtr object;
  LabelExpression labels;
};
// `x IS :: INTEGER NOT NULL`, `x IS TYPED …`, `x :: …`
struct TypeTest {
  ExpressionPtr object;
  TypeName type;
  bool negated = false;
};
enum class NormalForm : std::uint8_t { kNfc, kNfd, kNfkc, kNfkd };
// `s IS NFC NORMALIZED`
struct NormalizedTest {
  ExpressionPtr object;
  NormalForm form = NormalForm::kNfc;
  bool negated = false;
};

enum class UnaryOperator : std::uint8_t { kNot, kMinus, kPlus, kIsNull, kIsNotNull };
struct Unary {
  UnaryOperator op;
  ExpressionPtr operand;
};

enum class BinaryOperator : std::uint8_t {
  kOr,
  kXor,
  kAnd,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kStartsWith,
  kEndsWith,
  kContains,
  kRegexMatch,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kPower,
  kConcatenate,  // `||`
};
struct Binary {
  BinaryOperator op;
  SourcePosition op_position;
  ExpressionPtr left;
  ExpressionPtr right;
};
// `a < b <= c`, meaning a < b AND b <= c. Two or more links; one comparison alone is a Binary.
struct ComparisonChain {
  struct Link {
    BinaryOperator op;
    SourcePosition op_position;
    ExpressionPtr right;
  };
  ExpressionPtr first;
  std::vector<Link> links;
};

struct FunctionCall {
  std::string name;  // As written, namespace included: "duration.between".
  bool distinct = false;
  std::vector<ExpressionPtr> arguments;
};
struct CountStar {};

struct CaseBranch {
  ExpressionPtr when;
  ExpressionPtr then;
};
struct Case {
  ExpressionPtr subject;  // Null: the searched form.
  std::vector<CaseBranch> branches;
  ExpressionPtr otherwise;  // Null: null.
  // `CASE x WHEN > 3, IS NULL THEN …`: each `when` is a condition that names the subject, whose
  // value is computed once, by CaseSubject; alternatives are joined by kOr.
  bool extended = false;
};
struct CaseSubject {};

// `[x IN list WHERE condition | result]`
struct ListComprehension {
  Name variable;
  ExpressionPtr list;
  ExpressionPtr where;   // May be null.
  ExpressionPtr result;  // May be null: x itself.
};
// `[p = (a)-->(b) WHERE condition | result]`
struct PatternComprehension {
  PathPattern pattern;
  ExpressionPtr where;  // May be null.
  ExpressionPtr result;
};
enum class QuantifierKind : std::uint8_t { kAll, kAny, kNone, kSingle };
struct Quantifier {
  QuantifierKind kind;
  Name variable;
  ExpressionPtr list;
  ExpressionPtr where;
};
struct Reduce {
  Name accumulator;
  ExpressionPtr initial;
  Name variable;
  ExpressionPtr list;
  ExpressionPtr step;
};
// `n {.name, .*, key: expression, other}`
struct MapProjectionItem {
  enum class Kind : std::uint8_t { kProperty, kAllProperties, kEntry, kVariable };
  Kind kind;
  Name key;             // kProperty, kEntry, kVariable.
  ExpressionPtr value;  // kEntry.
};
struct MapProjection {
  Name subject;
  std::vector<MapProjectionItem> items;
};
// `(a)-[:T]->(b)` as a condition.
struct PatternPredicate {
  PathPattern pattern;
};
// `EXISTS { … }`, `COUNT { … }`, `COLLECT { … }`: either patterns with a condition, or a whole
// query.
enum class SubqueryKind : std::uint8_t { kExists, kCount, kCollect };
struct SubqueryExpression {
  SubqueryKind kind;
  std::vector<PathPattern> patterns;  // Empty when `query` is set.
  ExpressionPtr where;
  QueryPtr query;
};

using ExpressionNode =
    std::variant<Literal, Parameter, Variable, ListLiteral, MapLiteral, PropertyAccess, IndexAccess,
                 SliceAccess, LabelTest, TypeTest, NormalizedTest, Unary, Binary, ComparisonChain,
                 FunctionCall, CountStar, Case, CaseSubject, ListComprehension,
                 PatternComprehension, Quantifier, Reduce, MapProjection, PatternPredicate,
                 SubqueryExpression>;

struct Expression {
  SourcePosition position;
  ExpressionNode node;
};

}  // namespace muster::query::ast
