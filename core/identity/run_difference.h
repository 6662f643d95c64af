// Run difference: what a run says against what its source said before.
//
// The law: a statement that says the same again is no difference; only a complete run takes
// statements back, and only those of the scopes and kinds it covers.
#pragma once

#include <string>
#include <vector>

#include "core/identity/assertion_store.h"
#include "core/identity/run_application.h"

namespace muster {

template <typename Row>
struct RowDifference {
  std::vector<Row> said;     // New or altered, sorted by key; `element` is the old one, or none.
  std::vector<Row> retired;  // Said no longer.

  bool empty() const { return said.empty() && retired.empty(); }
};

struct RunDifference {
  RowDifference<NodeRow> nodes;
  RowDifference<EdgeRow> edges;
};

// An element id that no element ever has.
inline constexpr std::uint64_t kNoElement = ~std::uint64_t{0};

// Every end of every edge that the source will have said has a node row of the same source
// afterwards, a stub if need be.
// Errors: kInvalidInput: an assertion lacks its key or type; kIo, kCorruption.
Result<RunDifference> difference_of(const RecordReader& records, const Run& run,
                                    const std::vector<NodeAssertion>& nodes,
                                    const std::vector<EdgeAssertion>& edges);

}  // namespace muster
