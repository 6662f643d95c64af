// A small directory in the vocabulary of attack-path tools: every kind of node and of relationship
// that their queries name, drawn by a fixed seed.
#pragma once

#include <string_view>

#include "tests/support/query_session.h"

namespace muster::testing {

// Makes some 200 nodes and 2,000 relationships.
void make_directory(QuerySession& session);

}  // namespace muster::testing
