// How the outputs of SHOW commands are written down.
#pragma once

#include <string>
#include <utility>

#include "query/procedures/families.h"

namespace muster::query {

// A column that the command shows unasked.
inline ProcedureField shown(std::string name, Type type) {
  return {.name = std::move(name), .type = std::move(type)};
}
// A column that only YIELD gives.
inline ProcedureField on_request(std::string name, Type type) {
  ProcedureField field{.name = std::move(name), .type = std::move(type)};
  field.on_request = true;
  return field;
}

inline Type list_of_strings() { return Type::list_of(TypeKind::kString); }

// The procedure behind a command, which no list of procedures shows.
std::unique_ptr<const Procedure> make_command(std::string name,
                                              std::vector<ProcedureField> arguments,
                                              std::vector<ProcedureField> outputs,
                                              ProcedureCode code);

void add_show_schema(ProcedureRegistry& registry);        // INDEXES, CONSTRAINTS
void add_show_routines(ProcedureRegistry& registry);      // PROCEDURES, FUNCTIONS
void add_show_transactions(ProcedureRegistry& registry);  // TRANSACTIONS, DATABASES; TERMINATE

}  // namespace muster::query
