// What a procedure is to an operator. query/procedures implements them; this folder only calls.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "query/physical/execution_context.h"
#include "query/semantics/signatures.h"

namespace muster::query {

// One row of outputs, in the order of the signature. False: no further row is needed.
using EmitRow = std::function<bool(ValueList row)>;

class Procedure : public ProcedureSignature {
 public:
  virtual ~Procedure() = default;
  // `values`: as many as the signature has arguments, of the types it names (or null).
  // Threads: several calls at once, unless the procedure writes.
  virtual Result<void> call(const ExecutionContext& context, std::span<const Value> values,
                            const EmitRow& emit) const = 0;

  std::string documentation;  // One line.
};

// The procedure behind a signature. REQUIRES: `signature` came out of a registry of Procedures.
const Procedure& procedure_of(const ProcedureSignature& signature);

}  // namespace muster::query
