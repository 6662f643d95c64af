// What binding must know of functions and procedures. query/functions and query/procedures
// implement the two catalogs; binding only asks.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"
#include "query/semantics/type.h"

namespace muster::query {

struct FunctionSignature {
  static constexpr std::size_t kVariadic = std::numeric_limits<std::size_t>::max();

  std::string name;  // Canonical spelling: "toLower", "duration.between".
  std::size_t arguments_min = 0;
  std::size_t arguments_max = 0;  // kVariadic: no bound.
  std::vector<TypeSet>
      arguments;  // By position; beyond the end the last one counts; empty: everything.
  Type result;
  Type (*infer)(std::span<const Type> arguments) =
      nullptr;  // When the result's type follows from the arguments'.
  bool aggregate = false;
  bool deterministic = true;  // False: rand(), randomUUID(). Each call may differ, so it is not
                              // folded, repeated or aggregated over.
};

// Threads: safe after construction. The signatures live as long as the catalog.
class FunctionCatalog {
 public:
  virtual ~FunctionCatalog() = default;
  // `name` in any letter case; null: unknown.
  virtual const FunctionSignature* find(std::string_view name) const = 0;
  // Canonical names, sorted: for "did you mean".
  virtual std::vector<std::string> names() const = 0;
};

struct ProcedureField {
  std::string name;
  Type type;  // kAny accepts everything.
  bool nullable = true;
  std::optional<Value> default_value;  // Of an argument: it may be left out, from the end.
  bool on_request = false;             // Of a SHOW command's output: YIELD alone gives it.
};

enum class ProcedureMode : std::uint8_t { kRead, kWrite };

struct ProcedureSignature {
  std::string name;  // "muster.blastRadius"; compared with case.
  std::vector<ProcedureField> arguments;
  std::vector<ProcedureField> outputs;  // Empty: a void procedure, it passes its rows on.
  ProcedureMode mode = ProcedureMode::kRead;
  bool command = false;  // What stands behind a SHOW command; not listed among the procedures.
};

// Threads: safe after construction. The signatures live as long as the catalog.
class ProcedureCatalog {
 public:
  virtual ~ProcedureCatalog() = default;
  virtual const ProcedureSignature* find(std::string_view name) const = 0;
  // Sorted, without those behind commands: for "did you mean".
  virtual std::vector<std::string> names() const = 0;
};

}  // namespace muster::query
