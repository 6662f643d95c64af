// docs/cypher-support.md lists every function, as the registry has it. With UPDATE_GOLDEN=1 the
// list is written anew.
#include <cstdlib>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "query/functions/function_registry.h"
#include "tests/support/shared_folder.h"

namespace muster::query {
namespace {

constexpr std::string_view kBegin =
    "<!-- functions: written by FunctionsPage with UPDATE_GOLDEN=1 -->\n";
constexpr std::string_view kEnd = "<!-- end of functions -->\n";

std::string arguments_of(const Function& function) {
  if (function.arguments_max == FunctionSignature::kVariadic)
    return fmt::format("{} or more", function.arguments_min);
  if (function.arguments_min == function.arguments_max)
    return fmt::format("{}", function.arguments_min);
  return fmt::format("{} to {}", function.arguments_min, function.arguments_max);
}

std::string functions_table() {
  std::string table = "| function | arguments | |\n|---|---|---|\n";
  for (const auto& function : builtin_functions().functions()) {
    table += fmt::format("| `{}`{} | {} | {} |\n", function->name,
                         function->aggregate ? " (aggregate)" : "", arguments_of(*function),
                         function->documentation);
  }
  return table;
}

TEST(FunctionsPage, ListsEveryFunctionWithItsDocumentation) {
  const auto path = testing::repository_root() / "docs/cypher-support.md";
  const std::string page = testing::read_file(path);
  const std::size_t begin = page.find(kBegin);
  const std::size_t end = page.find(kEnd);
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos && begin < end);
  const std::size_t first = begin + kBegin.size();
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << page.substr(0, first) << functions_table() << page.substr(end);
    return;
  }
  EXPECT_EQ(page.substr(first, end - first), functions_table())
      << "run this test with UPDATE_GOLDEN=1 and look at the difference";
}

}  // namespace
}  // namespace muster::query
