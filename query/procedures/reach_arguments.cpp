#include "query/procedures/reach_arguments.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/world_time.h"
#include "core/identity/alias.h"

namespace muster::query {
namespace {

Error option_error(std::string_view name, std::string_view expected, const Value& found) {
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("The option '{}' is {}, not a {}", name, expected,
                                      value_type_name(found.type())),
               .detail = "InvalidArgumentType"};
}

}  // namespace

Result<std::vector<NodeId>> nodes_named(const GraphSnapshot& graph, const Value& who) {
  std::vector<NodeId> nodes;
  if (who.is_node()) {
    nodes.push_back(who.as_node());
  } else if (who.is_string()) {
    MUSTER_TRY(const NodeId node, resolve(graph, who.as_string()));
    nodes.push_back(node);
  } else if (who.is_list()) {
    for (const Value& item : who.as_list()) {
      MUSTER_TRY(const std::vector<NodeId> more, nodes_named(graph, item));
      nodes.insert(nodes.end(), more.begin(), more.end());
    }
  } else {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = fmt::format("A node, its name, or a list of these is needed, not a {}",
                                        value_type_name(who.type())),
                 .hint = "as in CALL muster.blastRadius('arn:aws:iam::123456789012:role/deploy')",
                 .detail = "InvalidArgumentType"};
  }
  return nodes;
}

Result<analytics::ReachOptions> reach_options(const ExecutionContext& context,
                                              const ValueMap& options) {
  analytics::ReachOptions reach;
  reach.at = context.now;
  if (const auto plane = options.find("plane"); plane != options.end()) {
    if (!plane->second.is_string()) return option_error("plane", "a String", plane->second);
    MUSTER_TRY(reach.plane, analytics::parse_reach_plane(plane->second.as_string()));
  }
  if (const auto mode = options.find("mode"); mode != options.end()) {
    if (!mode->second.is_string()) return option_error("mode", "a String", mode->second);
    MUSTER_TRY(reach.mode, analytics::parse_reach_mode(mode->second.as_string()));
  }
  if (const auto at = options.find("at"); at != options.end()) {
    if (at->second.is_string()) {
      MUSTER_TRY(reach.at, parse_instant(at->second.as_string()));
    } else if (const auto instant = world_time(at->second)) {
      reach.at = *instant;
    } else {
      return option_error("at", "a DateTime or its text", at->second);
    }
  }
  if (const auto kinds = options.find("kinds"); kinds != options.end()) {
    if (!kinds->second.is_list()) return option_error("kinds", "a List of Strings", kinds->second);
    for (const Value& kind : kinds->second.as_list()) {
      if (!kind.is_string()) return option_error("kinds", "a List of Strings", kind);
      reach.edge_kinds.push_back(kind.as_string());
    }
  }
  return reach;
}

Result<std::uint64_t> count_option(const ValueMap& options, std::string_view name,
                                   std::uint64_t missing) {
  const auto found = options.find(name);
  if (found == options.end()) return missing;
  if (!found->second.is_integer() || found->second.as_integer() < 0)
    return option_error(name, "an Integer that is not negative", found->second);
  return static_cast<std::uint64_t>(found->second.as_integer());
}

Result<void> check_options(const ValueMap& options, std::span<const std::string_view> known) {
  for (const auto& [name, _] : options) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string all;
    for (const std::string_view option : known)
      all += fmt::format("{}{}", all.empty() ? "" : ", ", option);
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = fmt::format("There is no option '{}'", name),
                 .hint = "the options are " + all,
                 .detail = "UnknownOption"};
  }
  return ok();
}

}  // namespace muster::query
