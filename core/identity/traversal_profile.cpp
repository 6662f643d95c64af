#include "core/identity/traversal_profile.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/assert.h"

namespace muster {
namespace {

struct LevelWord {
  std::string_view word;
  AccessLevel level;
};
constexpr auto kLevelWords = std::to_array<LevelWord>({
    {"admin", AccessLevel::kAdmin},
    {"administer", AccessLevel::kAdmin},
    {"administrator", AccessLevel::kAdmin},
    {"edit", AccessLevel::kWrite},
    {"editor", AccessLevel::kWrite},
    {"exec", AccessLevel::kExec},
    {"execute", AccessLevel::kExec},
    {"full", AccessLevel::kAdmin},
    {"maintain", AccessLevel::kWrite},
    {"operator", AccessLevel::kWrite},
    {"owner", AccessLevel::kAdmin},
    {"read", AccessLevel::kRead},
    {"view", AccessLevel::kRead},
    {"viewer", AccessLevel::kRead},
    {"write", AccessLevel::kWrite},
});

// What an access edge gives depends on its level; every other kind hands over its target whole.
bool graded(std::string_view kind) {
  return kind == "HAS_ACCESS" || kind == "CAN_CALL_API" || kind == "CAN_LOGIN_TO";
}

// The one kind of our own that control follows backwards: the grant runs from the owner of the data
// to the app, and the app is then what acts on the owner's data.
bool walked_backwards(std::string_view kind) { return kind == "DELEGATED_TO"; }

}  // namespace

AccessLevel parse_access_level(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  });
  const auto found = std::find_if(kLevelWords.begin(), kLevelWords.end(),
                                  [&](const LevelWord& row) { return row.word == lower; });
  return found == kLevelWords.end() ? AccessLevel::kNone : found->level;
}

std::string_view access_level_name(AccessLevel level) {
  switch (level) {
    case AccessLevel::kNone:
      return "";
    case AccessLevel::kRead:
      return "read";
    case AccessLevel::kWrite:
      return "write";
    case AccessLevel::kAdmin:
      return "admin";
    case AccessLevel::kExec:
      return "exec";
  }
  MUSTER_UNREACHABLE();
}

EdgeRule edge_rule(std::string_view type) {
  if (const EdgeKind* kind = find_edge_kind(type); kind != nullptr)
    return {.traversable = kind->traversable,
            .reversed = walked_backwards(type),
            .by_level = graded(type),
            .level = AccessLevel::kNone,
            .cost = kind->cost,
            .kind = kind};
  const auto rows = foreign_edge_types();
  const auto row = std::lower_bound(
      rows.begin(), rows.end(), type,
      [](const ForeignEdgeType& left, std::string_view wanted) { return left.type < wanted; });
  if (row == rows.end() || row->type != type) return {};
  const EdgeKind* kind = find_edge_kind(row->acts_as);
  MUSTER_ASSERT(kind != nullptr);
  return {.traversable = row->traversable,
          .reversed = row->reversed,
          .by_level = graded(row->acts_as),
          .level = row->level,
          .cost = kind->cost,
          .kind = kind};
}

TraversalProfile::TraversalProfile(const Catalog& catalog) {
  const std::vector<std::string>& names = catalog.edge_types.names();
  rules_.reserve(names.size());
  for (std::size_t index = 0; index < names.size(); ++index) {
    rules_.push_back(edge_rule(names[index]));
    if (rules_.back().traversable != Traversable::kNever)
      traversable_.push_back(static_cast<EdgeTypeId>(index));
  }
}

const EdgeRule& TraversalProfile::rule(EdgeTypeId type) const {
  static const EdgeRule unknown;
  const auto index = static_cast<std::size_t>(type);
  return index < rules_.size() ? rules_[index] : unknown;
}

}  // namespace muster
