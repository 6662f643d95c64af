// The families of procedures; each adds its own. Only procedure_registry.cpp calls these.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "query/physical/procedure.h"
#include "query/procedures/procedure_registry.h"

namespace muster::query {

using ProcedureCode = std::function<Result<void>(
    const ExecutionContext& context, std::span<const Value> values, const EmitRow& emit)>;

// A procedure made of a signature and a function.
std::unique_ptr<const Procedure> make_procedure(std::string name,
                                                std::vector<ProcedureField> arguments,
                                                std::vector<ProcedureField> outputs,
                                                std::string documentation, ProcedureCode code);

void add_database_procedures(ProcedureRegistry& registry);   // db.labels, dbms.components, …
void add_analytics_procedures(ProcedureRegistry& registry);  // muster.blastRadius, …
void add_identity_procedures(ProcedureRegistry& registry);   // muster.sources, muster.runs, …
void add_findings_procedures(ProcedureRegistry& registry);   // muster.findings
void add_schema_procedures(ProcedureRegistry& registry);     // db.schema.…, db.awaitIndexes
void add_show_commands(ProcedureRegistry& registry);         // What stands behind SHOW.

}  // namespace muster::query
