// SHOW PROCEDURES and SHOW FUNCTIONS.
#include <algorithm>

#include <fmt/format.h>

#include "query/functions/function_registry.h"
#include "query/procedures/show_fields.h"

namespace muster::query {
namespace {

const char* type_word(const Type& type) {
  switch (type.kind) {
    case TypeKind::kBoolean:
      return "BOOLEAN";
    case TypeKind::kInteger:
      return "INTEGER";
    case TypeKind::kFloat:
      return "FLOAT";
    case TypeKind::kNumber:
      return "INTEGER | FLOAT";
    case TypeKind::kString:
      return "STRING";
    case TypeKind::kList:
      return "LIST<ANY>";
    case TypeKind::kMap:
      return "MAP";
    case TypeKind::kNode:
      return "NODE";
    case TypeKind::kEdge:
      return "RELATIONSHIP";
    case TypeKind::kPath:
      return "PATH";
    default:
      return "ANY";
  }
}

std::string fields_text(const std::vector<ProcedureField>& fields) {
  std::string text;
  for (const ProcedureField& field : fields) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", field.name);
    if (field.default_value) text += " = " + to_literal(*field.default_value);
    text += fmt::format(" :: {}", type_word(field.type));
  }
  return text;
}

Value fields_list(const std::vector<ProcedureField>& fields) {
  ValueList list;
  for (const ProcedureField& field : fields) {
    ValueMap entry{{"name", field.name},
                   {"type", type_word(field.type)},
                   {"description", fmt::format("{} :: {}", field.name, type_word(field.type))},
                   {"isDeprecated", false}};
    if (field.default_value) entry.emplace("default", to_literal(*field.default_value));
    list.emplace_back(std::move(entry));
  }
  return list;
}

Result<void> procedures(const ProcedureRegistry& registry, const EmitRow& emit) {
  for (const auto& procedure : registry.procedures()) {
    if (procedure->command) continue;
    const bool writes = procedure->mode == ProcedureMode::kWrite;
    const std::string signature =
        fmt::format("{}({}) :: ({})", procedure->name, fields_text(procedure->arguments),
                    procedure->outputs.empty() ? "VOID" : fields_text(procedure->outputs));
    const bool more =
        emit({procedure->name, procedure->documentation, writes ? "WRITE" : "READ", false,
              signature, fields_list(procedure->arguments), fields_list(procedure->outputs), false,
              nullptr, nullptr, false, nullptr, ValueMap{{"deprecated", false}}});
    if (!more) break;
  }
  return ok();
}

// The names of a function's arguments are nowhere written down: positions stand for them.
std::string function_signature(const Function& function) {
  std::string arguments;
  const bool variadic = function.arguments_max == FunctionSignature::kVariadic;
  const std::size_t count = variadic ? function.arguments_min + 1 : function.arguments_max;
  for (std::size_t i = 0; i < count; ++i) {
    const bool optional = i >= function.arguments_min;
    arguments += fmt::format("{}input{}{} :: ANY", i == 0 ? "" : ", ", i + 1,
                             optional ? (variadic ? "..." : " = null") : "");
  }
  return fmt::format("{}({}) :: {}", function.name, arguments, type_word(function.result));
}

Result<void> functions(const EmitRow& emit) {
  for (const auto& function : builtin_functions().functions()) {
    const std::size_t dot = function->name.find('.');
    const std::string category = function->aggregate        ? "Aggregating"
                                 : dot == std::string::npos ? "Scalar"
                                                            : function->name.substr(0, dot);
    const bool more =
        emit({function->name, category, function->documentation, function_signature(*function),
              true, ValueList{}, type_word(function->result), function->aggregate, nullptr, nullptr,
              false, nullptr});
    if (!more) break;
  }
  return ok();
}

}  // namespace

void add_show_routines(ProcedureRegistry& registry) {
  registry.add(make_command(
      "SHOW PROCEDURES", {},
      {shown("name", TypeKind::kString), shown("description", TypeKind::kString),
       shown("mode", TypeKind::kString), shown("worksOnSystem", TypeKind::kBoolean),
       on_request("signature", TypeKind::kString),
       on_request("argumentDescription", TypeKind::kList),
       on_request("returnDescription", TypeKind::kList), on_request("admin", TypeKind::kBoolean),
       on_request("rolesExecution", list_of_strings()),
       on_request("rolesBoostedExecution", list_of_strings()),
       on_request("isDeprecated", TypeKind::kBoolean),
       on_request("deprecatedBy", TypeKind::kString), on_request("option", TypeKind::kMap)},
      [&registry](const ExecutionContext&, std::span<const Value>, const EmitRow& emit) {
        return procedures(registry, emit);
      }));
  registry.add(make_command(
      "SHOW FUNCTIONS", {shown("builtIn", TypeKind::kBoolean)},
      {shown("name", TypeKind::kString), shown("category", TypeKind::kString),
       shown("description", TypeKind::kString), on_request("signature", TypeKind::kString),
       on_request("isBuiltIn", TypeKind::kBoolean),
       on_request("argumentDescription", TypeKind::kList),
       on_request("returnDescription", TypeKind::kString),
       on_request("aggregating", TypeKind::kBoolean),
       on_request("rolesExecution", list_of_strings()),
       on_request("rolesBoostedExecution", list_of_strings()),
       on_request("isDeprecated", TypeKind::kBoolean),
       on_request("deprecatedBy", TypeKind::kString)},
      [](const ExecutionContext&, std::span<const Value> arguments,
         const EmitRow& emit) -> Result<void> {
        // USER DEFINED: there are none.
        if (arguments[0].is_boolean() && !arguments[0].as_boolean()) return ok();
        return functions(emit);
      }));
}

}  // namespace muster::query
