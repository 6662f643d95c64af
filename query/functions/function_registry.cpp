#include "query/functions/function_registry.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "core/base/assert.h"
#include "query/functions/bounded_growth.h"
#include "query/functions/families.h"
#include "query/functions/letter_case.h"

namespace muster::query {

FunctionRegistry::FunctionRegistry() {
  FunctionList list;
  add_graph_functions(list);
  add_scalar_functions(list);
  add_conversion_functions(list);
  add_string_functions(list);
  add_text_functions(list);
  add_list_functions(list);
  add_math_functions(list);
  add_temporal_functions(list);
  add_duration_functions(list);
  add_spatial_functions(list);
  add_aggregate_functions(list);
  std::sort(list.begin(), list.end(),
            [](const Function& left, const Function& right) { return left.name < right.name; });
  for (Function& function : list) {
    functions_.push_back(std::make_unique<const Function>(std::move(function)));
    const auto [_, added] =
        by_lower_name_.emplace(ascii_lower(functions_.back()->name), functions_.back().get());
    MUSTER_ASSERT(added);
  }
}

const FunctionSignature* FunctionRegistry::find(std::string_view name) const {
  const auto found = by_lower_name_.find(ascii_lower(name));
  return found == by_lower_name_.end() ? nullptr : found->second;
}

std::vector<std::string> FunctionRegistry::names() const {
  std::vector<std::string> names;
  names.reserve(functions_.size());
  for (const auto& function : functions_) names.push_back(function->name);
  return names;
}

const FunctionRegistry& builtin_functions() {
  static const FunctionRegistry registry;
  return registry;
}

const Function& function_of(const FunctionSignature& signature) {
  return static_cast<const Function&>(signature);
}

namespace {

ErrorCode runtime_code(std::string_view detail) {
  constexpr std::string_view kOfTypes[] = {"InvalidArgumentType", "InvalidArgumentValue",
                                           "InvalidPropertyType", "ListElementAccessByNonInteger",
                                           "MapElementAccessByNonString"};
  if (std::ranges::find(kOfTypes, detail) != std::end(kOfTypes)) return ErrorCode::kType;
  return detail == "NumberOutOfRange" ? ErrorCode::kInvalidArgument : ErrorCode::kRuntimeQuery;
}

}  // namespace

Result<void> FunctionEnvironment::check() const {
  return budget == nullptr ? Result<void>() : budget->check();
}

Result<void> FunctionEnvironment::room_for(std::size_t bytes) const {
  return budget == nullptr || bytes < kAskedBytes ? Result<void>() : budget->room_for(bytes);
}

Error runtime_error(std::string_view detail, std::string message, std::string hint) {
  return Error{.code = runtime_code(detail),
               .message = std::move(message),
               .hint = std::move(hint),
               .detail = std::string(detail)};
}

Error argument_error(std::string_view detail, std::string message, std::string hint) {
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = std::move(message),
               .hint = std::move(hint),
               .detail = std::string(detail)};
}

Error deleted_entity_error(std::string_view what) {
  return Error{.code = ErrorCode::kEntityNotFound,
               .message = "The " + std::string(what) + " was deleted and cannot be read any more",
               .hint = "read what you need from it before the DELETE (WITH n.name AS name)",
               .detail = "DeletedEntityAccess"};
}

}  // namespace muster::query
