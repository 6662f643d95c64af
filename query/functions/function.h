// What a function of the language is: its signature, one line of documentation, and its code.
//
// The law: a scalar function is pure given its environment; an aggregate is a state to which rows
// are added and with which the state of the following morsel is merged, so that an answer never
// depends on how many threads computed it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/execution.h"
#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/base/value.h"
#include "core/graph/graph_snapshot.h"
#include "query/semantics/signatures.h"

namespace muster::query {

// Relationship types of edges that the running statement deleted: type(r) still answers for them.
using DeletedEdgeTypes = std::unordered_map<std::uint64_t, std::string>;

// What functions may look at beside their arguments.
struct FunctionEnvironment {
  const GraphSnapshot& graph;
  Instant now;             // One instant a statement: now never moves within it.
  std::uint64_t seed = 0;  // Of rand() and randomUUID().
  const DeletedEdgeTypes* deleted_edge_types = nullptr;
  WorkBudget* budget = nullptr;  // Of the statement; null: unbounded.

  // Asked in loops over long arguments. Errors: those of the budget.
  Result<void> check() const;
  // Asked before a value of `bytes`, which may be many, is made. Errors: those of the budget.
  Result<void> room_for(std::size_t bytes) const;
};

// Errors: those of runtime_error(), with the TCK's reason in `detail`; kEntityNotFound for a
// deleted element.
using ScalarCode = Result<Value> (*)(const FunctionEnvironment& environment,
                                     std::span<const Value> arguments);

class AggregateState {
 public:
  virtual ~AggregateState() = default;
  // `arguments` of one row. The first one is not null.
  // Errors of all: those of the aggregate; those of `budget`, which long loops ask, and lists
  // before they grow.
  virtual Result<void> add(std::span<const Value> arguments, const WorkBudget& budget) = 0;
  // Takes over what the following morsel gathered. REQUIRES: `later` is of the same aggregate.
  virtual Result<void> merge(AggregateState& later, const WorkBudget& budget) = 0;
  virtual Result<Value> finish(const WorkBudget& budget) = 0;
};

using AggregateCode = std::unique_ptr<AggregateState> (*)();

enum class NullRule : std::uint8_t {
  kPropagate,  // A null argument makes the result null; the code is not called.
  kReceive,    // The code sees nulls.
};

struct Function : FunctionSignature {
  std::string documentation;  // One line, for SHOW FUNCTIONS and docs/cypher-support.md.
  NullRule nulls = NullRule::kPropagate;
  ScalarCode scalar = nullptr;         // Set unless `aggregate`.
  AggregateCode make_state = nullptr;  // Set if `aggregate`.
};

// A state that adds each distinct first argument (by Cypher equivalence) once, in order of
// appearance.
std::unique_ptr<AggregateState> make_distinct_state(AggregateCode inner);

// count(*): the number of rows. Its add() takes no arguments.
std::unique_ptr<AggregateState> make_count_rows_state();

// An error that running a query meets. Its code follows from `detail`: kType for a value of the
// wrong type, kInvalidArgument for one out of range, else kRuntimeQuery.
Error runtime_error(std::string_view detail, std::string message, std::string hint = {});
// An error of kind kInvalidArgument: the type fits, the value does not ('2015-13-01' as a date).
Error argument_error(std::string_view detail, std::string message, std::string hint = {});
// "DeletedEntityAccess": somebody reads what this statement (or another) deleted.
Error deleted_entity_error(std::string_view what);

}  // namespace muster::query
