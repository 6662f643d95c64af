#include "query/procedures/procedure_registry.h"

#include <algorithm>

#include "core/base/assert.h"
#include "query/procedures/show_fields.h"

namespace muster::query {
namespace {

class FunctionProcedure final : public Procedure {
 public:
  explicit FunctionProcedure(ProcedureCode code) : code_(std::move(code)) {}
  Result<void> call(const ExecutionContext& context, std::span<const Value> values,
                    const EmitRow& emit) const override {
    return code_(context, values, emit);
  }

 private:
  ProcedureCode code_;
};

}  // namespace

std::unique_ptr<const Procedure> make_procedure(std::string name,
                                                std::vector<ProcedureField> arguments,
                                                std::vector<ProcedureField> outputs,
                                                std::string documentation, ProcedureCode code) {
  auto procedure = std::make_unique<FunctionProcedure>(std::move(code));
  procedure->name = std::move(name);
  procedure->arguments = std::move(arguments);
  procedure->outputs = std::move(outputs);
  procedure->documentation = std::move(documentation);
  return procedure;
}

std::unique_ptr<const Procedure> make_command(std::string name,
                                              std::vector<ProcedureField> arguments,
                                              std::vector<ProcedureField> outputs,
                                              ProcedureCode code) {
  auto procedure = std::make_unique<FunctionProcedure>(std::move(code));
  procedure->name = std::move(name);
  procedure->arguments = std::move(arguments);
  procedure->outputs = std::move(outputs);
  procedure->command = true;
  return procedure;
}

ProcedureRegistry::ProcedureRegistry() {
  add_database_procedures(*this);
  add_analytics_procedures(*this);
  add_identity_procedures(*this);
  add_findings_procedures(*this);
  add_schema_procedures(*this);
  add_show_commands(*this);
  add(make_procedure(
      "muster.procedures", {},
      {{.name = "name", .type = TypeKind::kString},
       {.name = "signature", .type = TypeKind::kString},
       {.name = "description", .type = TypeKind::kString}},
      "The procedures that can be called.",
      [this](const ExecutionContext&, std::span<const Value>, const EmitRow& emit) -> Result<void> {
        for (const auto& procedure : procedures_) {
          if (procedure->command) continue;
          const auto fields = [](const std::vector<ProcedureField>& list) {
            std::string all;
            for (const ProcedureField& field : list) all += (all.empty() ? "" : ", ") + field.name;
            return all;
          };
          const std::string signature = procedure->name + "(" + fields(procedure->arguments) +
                                        ") YIELD " + fields(procedure->outputs);
          if (!emit({Value(procedure->name), Value(signature), Value(procedure->documentation)}))
            break;
        }
        return ok();
      }));
}

void ProcedureRegistry::add(std::unique_ptr<const Procedure> procedure) {
  MUSTER_ASSERT(find(procedure->name) == nullptr);
  const auto place = std::lower_bound(
      procedures_.begin(), procedures_.end(), procedure,
      [](const auto& left, const auto& right) { return left->name < right->name; });
  procedures_.insert(place, std::move(procedure));
}

const ProcedureSignature* ProcedureRegistry::find(std::string_view name) const {
  const auto found =
      std::lower_bound(procedures_.begin(), procedures_.end(), name,
                       [](const auto& left, std::string_view right) { return left->name < right; });
  return found != procedures_.end() && (*found)->name == name ? found->get() : nullptr;
}

std::vector<std::string> ProcedureRegistry::names() const {
  std::vector<std::string> names;
  for (const auto& procedure : procedures_) {
    if (!procedure->command) names.push_back(procedure->name);
  }
  return names;
}

}  // namespace muster::query
