// Resolution: which statements speak of one element, and which element keeps its id when they join
// or part.
//
// The law: nodes are the connected components of statements under shared keys and aliases; edges
// are statements of one type and discriminator between the same two nodes. Of several elements that
// become one, the lowest id stays; of one that becomes several, the part with the first statement
// (by source, then key) keeps the id.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace muster {

// One statement as resolution sees it.
struct Claim {
  std::vector<std::string> names;  // What joins it to others.
  std::uint64_t element;           // What it was resolved to before; kNoElement: nothing.
};

struct Component {
  std::vector<std::size_t> members;  // Indexes of claims, ascending.
  std::uint64_t element;             // The element that stays; kNoElement: a new one is due.
};

// Components in the order of their first member. REQUIRES: claims are in the order (source, key).
std::vector<Component> resolve_claims(const std::vector<Claim>& claims);

}  // namespace muster
