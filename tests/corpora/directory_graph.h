// A small directory in the vocabulary of attack-path tools: every kind of node and of relationship
// that their queries name, drawn by a fixed seed.
#pragma once

#include <cstddef>

#include "tests/support/query_session.h"

namespace muster::testing {

struct DirectorySize {
  std::size_t nodes_divisor = 1;  // Of the nodes of each kind, one in so many, but one at least.
  std::size_t edges_per_type = 20;
};

// Makes some 200 nodes and 2,000 relationships, or fewer.
void make_directory(QuerySession& session, const DirectorySize& size = {});

}  // namespace muster::testing
