// Foreign kinds: which of Muster's kinds a node of another graph's vocabulary is.
#pragma once

#include <span>
#include <string_view>

namespace muster::ingest {

struct ForeignKind {
  std::string_view foreign;
  std::string_view muster;  // A name of core/identity/kinds.h.
};

std::span<const ForeignKind> foreign_kinds();  // Sorted by foreign name.

// Muster's kind for one foreign kind; the kind itself where it is one of Muster's; empty: neither.
std::string_view muster_kind_of(std::string_view foreign);

}  // namespace muster::ingest
