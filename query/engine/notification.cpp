#include "query/engine/notification.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "query/syntax/spelling.h"

namespace muster::query {
namespace {

// A statement made by a program may name thousands; the first ones say what is wrong with it.
constexpr std::size_t kNotificationsMax = 100;

// Read like properties of every element, stored by none.
constexpr std::array<std::string_view, 2> kPlanes = {"observed", "recorded"};

bool is_known(const Mention& mention, const Catalog& catalog) {
  switch (mention.kind) {
    case Mention::Kind::kLabel:
      return catalog.labels.find(mention.name).has_value();
    case Mention::Kind::kEdgeType:
      return catalog.edge_types.find(mention.name).has_value();
    case Mention::Kind::kKey:
      return catalog.keys.find(mention.name).has_value() ||
             std::find(kPlanes.begin(), kPlanes.end(), mention.name) != kPlanes.end();
  }
  MUSTER_UNREACHABLE();
}

const std::vector<std::string>& known_names(Mention::Kind kind, const Catalog& catalog) {
  if (kind == Mention::Kind::kLabel) return catalog.labels.names();
  return kind == Mention::Kind::kEdgeType ? catalog.edge_types.names() : catalog.keys.names();
}

struct Wording {
  std::string_view code;
  std::string_view what;
};

Wording wording_of(Mention::Kind kind) {
  if (kind == Mention::Kind::kLabel) return {"UnknownLabel", "label"};
  if (kind == Mention::Kind::kEdgeType) return {"UnknownRelationshipType", "relationship type"};
  return {"UnknownPropertyKey", "property"};
}

}  // namespace

std::vector<Notification> unknown_names(std::span<const Mention> mentions, const Catalog& catalog) {
  std::vector<Notification> out;
  std::size_t untold = 0;
  SourcePosition first_untold;
  for (const Mention& mention : mentions) {
    if (is_known(mention, catalog)) continue;
    if (out.size() == kNotificationsMax) {
      if (untold++ == 0) first_untold = mention.position;
      continue;
    }
    const auto& names = known_names(mention.kind, catalog);
    const auto meant = closest_name(mention.name, {names.begin(), names.end()});
    const Wording wording = wording_of(mention.kind);
    out.push_back({.code = std::string(wording.code),
                   .message = fmt::format("the graph has no {} '{}'", wording.what,
                                          escape_terminal(mention.name)),
                   .position = mention.position,
                   .hint = meant ? fmt::format("did you mean {}?", escape_terminal(*meant)) : ""});
  }
  if (untold > 0)
    out.push_back({.code = "MoreUnknownNames",
                   .message = untold == 1
                                  ? "1 more name is not in the graph"
                                  : fmt::format("{} more names are not in the graph", untold),
                   .position = first_untold,
                   .hint = ""});
  return out;
}

std::string notification_text(const Notification& notification) {
  return fmt::format("note: {} (line {}, column {}){}{}", notification.message,
                     notification.position.line, notification.position.column,
                     notification.hint.empty() ? "" : ": ", notification.hint);
}

}  // namespace muster::query
