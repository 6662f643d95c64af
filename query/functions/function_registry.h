// The functions of the language by name. One file a family (see families.h) puts them in.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/functions/function.h"

namespace muster::query {

// Threads: safe after construction.
class FunctionRegistry final : public FunctionCatalog {
 public:
  FunctionRegistry();

  const FunctionSignature* find(std::string_view name) const override;
  std::vector<std::string> names() const override;

  // Sorted by name.
  const std::vector<std::unique_ptr<const Function>>& functions() const { return functions_; }

 private:
  std::vector<std::unique_ptr<const Function>> functions_;
  std::unordered_map<std::string, const Function*> by_lower_name_;
};

// The one registry of the process: functions are data and never change.
const FunctionRegistry& builtin_functions();

// The function behind a signature. REQUIRES: `signature` came out of a FunctionRegistry.
const Function& function_of(const FunctionSignature& signature);

}  // namespace muster::query
