// The assertions behind an element of the graph: for muster.assertions(), and as the evidence of
// findings.
//
// The law: an element that came in by a run has at least one assertion; one that Cypher wrote
// (source `local`) or that derivation made has none, its row or its proof is the statement.
#pragma once

#include <string>
#include <vector>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"
#include "core/graph/write_batch.h"
#include "core/identity/assertion.h"

namespace muster {

template <typename Assertion>
struct StoredAssertion {
  Assertion said;
  std::string source;
  Plane plane = Plane::kObserved;
  std::string run;     // The run that last changed what is said (it was confirmed by every later
                       // complete run of the source).
  Instant first_seen;  // observed_at of the first run that said it.
  Instant changed_at;  // observed_at of `run`.

  bool operator==(const StoredAssertion&) const = default;
};
using NodeStatement = StoredAssertion<NodeAssertion>;
using EdgeStatement = StoredAssertion<EdgeAssertion>;

// What every source says of the element, sorted by source, then key. Stubs are among them.
// Cost: O(sources * aliases) look-ups, for an edge O(sources * aliases of both ends). Threads: safe
// on a published snapshot. Errors: kEntityNotFound: no such element in `graph`; kIo, kCorruption.
Result<std::vector<NodeStatement>> statements_of(const RecordReader& records,
                                                 const GraphSnapshot& graph, NodeId node);
Result<std::vector<EdgeStatement>> statements_of(const RecordReader& records,
                                                 const GraphSnapshot& graph, EdgeId edge);

}  // namespace muster
