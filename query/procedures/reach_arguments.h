// What the reach procedures share: who is meant, and the options map.
#pragma once

#include <string>
#include <vector>

#include "core/analytics/reach_options.h"
#include "query/physical/execution_context.h"

namespace muster::query {

// A node, a name that means one node, or a list of these. Errors: kNotFound, kInvalidArgument.
Result<std::vector<NodeId>> nodes_named(const GraphSnapshot& graph, const Value& who);

// plane, mode, at, kinds; `at` is now unless given.
Result<analytics::ReachOptions> reach_options(const ExecutionContext& context,
                                              const ValueMap& options);

// An option that counts something; `missing` unless given.
Result<std::uint64_t> count_option(const ValueMap& options, std::string_view name,
                                   std::uint64_t missing);

// Errors: kInvalidArgument: an option that `known` does not hold, with those there are.
Result<void> check_options(const ValueMap& options, std::span<const std::string_view> known);

}  // namespace muster::query
