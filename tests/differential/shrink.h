// A smaller case that disagrees as well, for people to look at.
#pragma once

#include "tests/differential/differential_case.h"

namespace muster::differential {

// Takes away relationships, nodes, indexes and parts of the query, one at a time, as long as the
// answers go on disagreeing. REQUIRES: run_case(one) disagrees.
Case shrunk(const Case& one);

}  // namespace muster::differential
