// Catalogs for tests of binding: the built-in functions and two procedures of known shape.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/functions/function_registry.h"
#include "query/semantics/bind.h"
#include "query/syntax/parse.h"

namespace muster::query::testing {

class TestProcedures final : public ProcedureCatalog {
 public:
  TestProcedures() {
    procedures_.push_back({.name = "test.owners",
                           .arguments = {{.name = "alias",
                                          .type = TypeKind::kString,
                                          .nullable = true,
                                          .default_value = std::nullopt}},
                           .outputs = {{.name = "owner",
                                        .type = TypeKind::kString,
                                        .nullable = true,
                                        .default_value = std::nullopt},
                                       {.name = "age",
                                        .type = TypeKind::kInteger,
                                        .nullable = true,
                                        .default_value = std::nullopt}},
                           .mode = ProcedureMode::kRead});
    procedures_.push_back(
        {.name = "test.touch", .arguments = {}, .outputs = {}, .mode = ProcedureMode::kWrite});
  }
  const ProcedureSignature* find(std::string_view name) const override {
    for (const auto& procedure : procedures_) {
      if (procedure.name == name) return &procedure;
    }
    return nullptr;
  }
  std::vector<std::string> names() const override { return {"test.owners", "test.touch"}; }

 private:
  std::vector<ProcedureSignature> procedures_;
};

inline Result<BoundQuery> bind_text(std::string_view text) {
  static const TestProcedures procedures;
  MUSTER_TRY(const ast::Statement statement, parse(text));
  static const WorkBudget unbounded;
  return bind(statement,
              {.functions = builtin_functions(), .procedures = procedures, .budget = unbounded});
}

}  // namespace muster::query::testing
