// Any bytes are parsed and bound: an answer or an error, never a crash; and what parses is printed
// and parsed again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "query/functions/function_registry.h"
#include "query/semantics/bind.h"
#include "query/syntax/ast_text.h"
#include "query/syntax/parse.h"

namespace {

class NoProcedures final : public muster::query::ProcedureCatalog {
 public:
  const muster::query::ProcedureSignature* find(std::string_view /*name*/) const override {
    return nullptr;
  }
  std::vector<std::string> names() const override { return {}; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // house-ok: a fuzz target is one function, all of it about the query language.
  using namespace muster::query;  // NOLINT(google-build-using-namespace)
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto statement = parse(text);
  if (!statement) {
    static_cast<void>(muster::format_error(statement.error(), text));
    return 0;
  }
  const NoProcedures procedures;
  const muster::WorkBudget unbounded;
  static_cast<void>(
      bind(*statement,
           {.functions = builtin_functions(), .procedures = procedures, .budget = unbounded})
          .has_value());
  const std::string printed = ast::to_text(*statement);
  const auto again = parse(printed);
  // Brackets that printing adds may pass the bound on nesting; nothing else may differ.
  if (again ? ast::to_text(*again) != printed
            : again.error().message.find("nested") == std::string::npos)
    std::abort();
  return 0;
}
