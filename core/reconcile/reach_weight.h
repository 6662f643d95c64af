// How much a reached node weighs, so that findings of one level can be ordered.
//
// The law: a weight is a sum of what is known of the node; what nobody says adds nothing.
//
//   group        identity 3, secret 5, resource 2, anything else 1
//   tier         0: 100, 1: 20, 2: 5, others 0
//   data_class   restricted, secret, pci, phi, regulated: 10; confidential, pii, sensitive: 5;
//                internal: 1
//   crown jewel  50 (`crown_jewel` true)
//   production   3
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/analytics/node_groups.h"

namespace muster::reconcile {

constexpr std::uint64_t group_weight(analytics::ReachGroup group) {
  switch (group) {
    case analytics::ReachGroup::kIdentity:
      return 3;
    case analytics::ReachGroup::kSecret:
      return 5;
    case analytics::ReachGroup::kResource:
      return 2;
    case analytics::ReachGroup::kOther:
      return 1;
  }
  return 1;
}

constexpr std::uint64_t tier_weight(std::optional<std::int64_t> tier) {
  if (tier == 0) return 100;
  if (tier == 1) return 20;
  return tier == 2 ? 5 : 0;
}

constexpr std::uint64_t data_class_weight(std::string_view data_class) {
  for (const std::string_view word : {"restricted", "secret", "pci", "phi", "regulated"})
    if (data_class == word) return 10;
  for (const std::string_view word : {"confidential", "pii", "sensitive"})
    if (data_class == word) return 5;
  return data_class == "internal" ? 1 : 0;
}

inline constexpr std::uint64_t kCrownJewelWeight = 50;
inline constexpr std::uint64_t kProductionWeight = 3;

}  // namespace muster::reconcile
