// Names, labels, types and patterns of a statement's syntax tree. ast.h says what the tree is and
// includes the rest of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"

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

// A label whose name is computed, `$(expression)`: text, or a list of texts. Of a list all are
// meant, with `$any(…)` one of them.
struct DynamicLabel {
  ExpressionPtr name;
  bool any = false;
};

// Labels of a node or types of a relationship, behind `:` or IS. `:A:B` and `:A&B` are kAnd of
// names, `:A|B` is kOr; kNot has one operand; kAnyLabel is `%`.
struct LabelExpression {
  enum class Kind : std::uint8_t { kName, kAnd, kOr, kNot, kAnyLabel, kDynamic };
  Kind kind = Kind::kName;
  Name name;                              // kName; of the others only its position is set.
  std::vector<LabelExpression> operands;  // kAnd, kOr: two or more; kNot: one.
  DynamicLabel dynamic = {};              // kDynamic
};

// A type as `IS :: TYPE` and property type constraints name it.
struct TypeName {
  enum class Kind : std::uint8_t {
    kAny,
    kNothing,
    kNull,
    kBoolean,
    kString,
    kInteger,
    kFloat,
    kDate,
    kLocalTime,
    kZonedTime,
    kLocalDateTime,
    kZonedDateTime,
    kDuration,
    kPoint,
    kNode,
    kRelationship,
    kPath,
    kMap,
    kPropertyValue,
    kList,
    kUnion,
  };
  Kind kind = Kind::kAny;
  bool not_null = false;          // `NOT NULL`, written behind it.
  std::vector<TypeName> members;  // kList: the one type of its elements; kUnion: two or more.
};

// --- Patterns ---

struct NodePattern {
  SourcePosition position;
  std::optional<Name> variable;
  std::optional<LabelExpression> labels;
  ExpressionPtr properties;  // A MapLiteral or a Parameter.
  ExpressionPtr where;       // `(n WHERE …)`
};

// `*` has neither bound, `*2` both, `*1..` only the first. Of a quantifier the first is always
// there: `+` is 1 and more, `*` and `{,m}` begin at 0.
struct HopRange {
  std::optional<std::int64_t> hops_min;
  std::optional<std::int64_t> hops_max;
};

enum class Direction : std::uint8_t { kOutgoing, kIncoming, kBoth };

// Seen from the other end.
constexpr Direction flipped(Direction direction) {
  if (direction == Direction::kBoth) return direction;
  return direction == Direction::kOutgoing ? Direction::kIncoming : Direction::kOutgoing;
}

struct QuantifiedPath;

// What stands between two nodes: a relationship, several in a row, or a group of a path that
// repeats.
struct RelationshipPattern {
  SourcePosition position;
  std::optional<Name> variable;
  std::optional<LabelExpression> types;
  std::optional<HopRange> hops;  // Present for a variable-length relationship.
  // `-[r:T WHERE …]->{1,5}`: `hops` was written behind, as a quantifier; `where` is asked of each
  // hop, with `r` as one of them.
  bool quantified = false;
  ExpressionPtr properties;
  ExpressionPtr where;
  Direction direction = Direction::kBoth;
  // `((a)-[r]->(b) WHERE …){1,5}`. Then everything above but the position is empty, and the
  // variables of the group are lists outside of it.
  std::shared_ptr<const QuantifiedPath> group = nullptr;
};

// How many of the paths between each pair of ends are kept. `shortestPath(…)` is kShortest with
// count 1, `allShortestPaths(…)` kAllShortest, both with `function_form`.
enum class PathSelector : std::uint8_t {
  kAll,
  kShortest,        // `SHORTEST k`, `ANY SHORTEST`
  kAllShortest,     // `ALL SHORTEST`
  kShortestGroups,  // `SHORTEST k GROUPS`: all paths of the k smallest lengths.
  kAny,             // `ANY`, `ANY k`
};

// nodes.size() == relationships.size() + 1. Where a quantified group stands at an end of the path
// or beside another group, an anonymous node without conditions stands between.
struct PathPattern {
  SourcePosition position;
  std::optional<Name> variable;  // `p = …`
  PathSelector selector = PathSelector::kAll;
  bool function_form = false;              // shortestPath(…), allShortestPaths(…)
  ExpressionPtr selector_count = nullptr;  // An integer Literal or a Parameter; null: one.
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;
  ExpressionPtr where =
      nullptr;  // `((a)-->(b) WHERE …)`: asked of each path before the selector chooses.
};

struct QuantifiedPath {
  PathPattern inner;
  ExpressionPtr where;
  HopRange hops;
};

}  // namespace muster::query::ast
