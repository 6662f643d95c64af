// The syntax tree of a Cypher statement: what the text says, before anybody asks what it means.
//
// The laws: a tree is made once and never changed, so parts of it are shared by pointer and read
// from any thread; names are stored unquoted and with their case; every node knows where in the
// text it began. Nothing here knows ANTLR or the graph.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"

namespace muster::query::ast {

struct Expression;
struct Query;
using ExpressionPtr =
    std::shared_ptr<const Expression>;  // Null where the grammar makes the part optional.
using QueryPtr = std::shared_ptr<const Query>;

// A variable, label, type, property key or alias where it stands in the text.
struct Name {
  std::string text;
  SourcePosition position;
};

// Labels of a node or types of a relationship. `:A:B` is kAnd of names, `:A|B` is kOr; kNot has one
// operand; kAnyLabel is `%`.
struct LabelExpression {
  enum class Kind : std::uint8_t { kName, kAnd, kOr, kNot, kAnyLabel };
  Kind kind = Kind::kName;
  Name name;                              // kName
  std::vector<LabelExpression> operands;  // kAnd, kOr: two or more; kNot: one.
};

// --- Patterns ---

struct NodePattern {
  SourcePosition position;
  std::optional<Name> variable;
  std::optional<LabelExpression> labels;
  ExpressionPtr properties;  // A MapLiteral or a Parameter.
  ExpressionPtr where;       // `(n WHERE …)`
};

// `*` has neither bound, `*2` both, `*1..` only the first.
struct HopRange {
  std::optional<std::int64_t> hops_min;
  std::optional<std::int64_t> hops_max;
};

enum class Direction : std::uint8_t { kOutgoing, kIncoming, kBoth };

struct RelationshipPattern {
  SourcePosition position;
  std::optional<Name> variable;
  std::optional<LabelExpression> types;
  std::optional<HopRange> hops;  // Present for a variable-length relationship.
  ExpressionPtr properties;
  ExpressionPtr where;
  Direction direction = Direction::kBoth;
};

enum class PathSelector : std::uint8_t { kAll, kShortest, kAllShortest };

// nodes.size() == relationships.size() + 1.
struct PathPattern {
  SourcePosition position;
  std::optional<Name> variable;  // `p = …`
  PathSelector selector = PathSelector::kAll;
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;
};

// --- Expressions ---

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
// `n:A:B` as a condition.
struct LabelTest {
  ExpressionPtr object;
  LabelExpression labels;
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
};

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
                 SliceAccess, LabelTest, Unary, Binary, ComparisonChain, FunctionCall, CountStar,
                 Case, ListComprehension, PatternComprehension, Quantifier, Reduce, MapProjection,
                 PatternPredicate, SubqueryExpression>;

struct Expression {
  SourcePosition position;
  ExpressionNode node;
};

// --- Clauses ---

struct MatchClause {
  bool optional = false;
  std::vector<PathPattern> patterns;
  ExpressionPtr where;
};
struct UnwindClause {
  ExpressionPtr list;
  Name variable;
};

struct ProjectionItem {
  SourcePosition position;
  ExpressionPtr expression;
  std::optional<Name> alias;
  std::string text;  // The expression as written: the name of its column when there is no alias.
};
struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};
struct Projection {
  bool distinct = false;
  bool all_variables = false;  // `*`, which stands before the items.
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order_by;
  ExpressionPtr skip;
  ExpressionPtr limit;
};
struct WithClause {
  Projection projection;
  ExpressionPtr where;
};
struct ReturnClause {
  Projection projection;
};

struct CreateClause {
  std::vector<PathPattern> patterns;
};

// `target.key = value`, `target[expression] = value`
struct SetProperty {
  ExpressionPtr target;  // A PropertyAccess or an IndexAccess.
  ExpressionPtr value;
};
// `variable = value` replaces, `variable += value` adds.
struct SetAllProperties {
  Name variable;
  ExpressionPtr value;
  bool add = false;
};
// `variable:A:B`, of SET and of REMOVE.
struct ChangeLabels {
  Name variable;
  std::vector<Name> labels;
};
struct SetItem {
  SourcePosition position;
  std::variant<SetProperty, SetAllProperties, ChangeLabels> change;
};
struct SetClause {
  std::vector<SetItem> items;
};
struct RemoveItem {
  SourcePosition position;
  std::variant<ExpressionPtr, ChangeLabels> target;  // A PropertyAccess or IndexAccess, or labels.
};
struct RemoveClause {
  std::vector<RemoveItem> items;
};
struct DeleteClause {
  bool detach = false;
  std::vector<ExpressionPtr> expressions;
};
struct MergeClause {
  PathPattern pattern;
  std::vector<SetItem> on_create;
  std::vector<SetItem> on_match;
};

struct YieldItem {
  Name output;
  std::optional<Name> alias;
};
// `CALL name(arguments) YIELD …`
struct CallClause {
  Name procedure;  // "muster.blastRadius"
  std::optional<std::vector<ExpressionPtr>>
      arguments;           // Absent: no parentheses, arguments come from parameters.
  bool yield_all = false;  // `YIELD *`
  std::optional<std::vector<YieldItem>> yields;  // Absent: no YIELD (or `YIELD *`).
  ExpressionPtr where;
};
// `CALL { … }`, `CALL (x) { … }`
struct SubqueryClause {
  QueryPtr query;
  std::optional<std::vector<Name>>
      imports;  // The `(x, y)` form; absent: the body imports with a leading WITH.
};
struct Clause;
struct ForeachClause {
  Name variable;
  ExpressionPtr list;
  std::vector<Clause> updates;
};
struct LoadCsvClause {
  bool with_headers = false;
  ExpressionPtr url;
  Name variable;
  ExpressionPtr field_terminator;
};

using ClauseNode = std::variant<MatchClause, UnwindClause, WithClause, ReturnClause, CreateClause,
                                SetClause, RemoveClause, DeleteClause, MergeClause, CallClause,
                                SubqueryClause, ForeachClause, LoadCsvClause>;

struct Clause {
  SourcePosition position;
  ClauseNode node;
};

struct SingleQuery {
  SourcePosition position;
  std::vector<Clause> clauses;
};

struct Union {
  SourcePosition position;
  bool all = false;
};

// branches.size() == unions.size() + 1; unions[i] stands between branches i and i + 1.
struct Query {
  std::vector<SingleQuery> branches;
  std::vector<Union> unions;
};

enum class StatementMode : std::uint8_t { kRun, kExplain, kProfile };

struct Statement {
  StatementMode mode = StatementMode::kRun;
  Query query;
  SourcePosition end;  // Just behind the last token: where something is missing.
};

}  // namespace muster::query::ast
