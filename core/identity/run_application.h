// Applying a run: assertions -> the union graph.
//
// The laws:
//   - The graph is the union of all assertions after identity resolution: assertions that share a
//     key or an alias speak of one node. Runs of different sources may come in any order; the union
//     is the same, ids aside.
//   - Only a complete run retracts: what its source said of the scopes and kinds it covers, and
//     this collection lacks. An incomplete run adds and alters, and makes nothing absent.
//   - A stub makes nothing present: a node that is only named has no flags.
//   - The same statements again change nothing: not the graph, not its version, not its checksum.
//
// Effective values. State (any property): observed before recorded. kOwnershipProperties: recorded
// before observed. Then the statement that changed last (by the runs' observed_at), then the
// source's name, then the key. Labels are united; a stub's labels and properties count only where
// nobody says more. An edge's validity and condition are state: what the observed plane says of an
// edge it has, else what is recorded; where several sources of that plane differ, the edge holds
// whenever one of them says so.
//
// A run is one atomic batch in this version: all of it is visible or none, at the price of a commit
// as long as the run is large.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/graph/write_batch.h"
#include "core/identity/assertion.h"
#include "core/identity/source.h"

namespace muster {

struct RunRequest {
  std::string source;
  Plane plane = Plane::kObserved;
  std::vector<std::string> formats;
  std::vector<std::string> files;
  // What a complete run covers; REQUIRED not empty when `complete`.
  std::vector<std::string> scopes;
  // Node and edge kinds; kEveryKind for all. REQUIRED not empty when `complete`.
  std::vector<std::string> covers;
  bool complete = false;
  Instant observed_at;  // When the state was collected (a dataset's clock, or now).
  Instant started_at;
  std::uint64_t accepted = 0;
  std::uint64_t rejected = 0;
};

struct RunOutcome {
  Run run;  // As stored.
  std::uint64_t nodes_created = 0;
  std::uint64_t nodes_altered = 0;
  std::uint64_t nodes_removed = 0;
  std::uint64_t edges_created = 0;
  std::uint64_t edges_altered = 0;
  std::uint64_t edges_removed = 0;

  std::uint64_t changed() const { return run.changed(); }
};

// Stores the run and its assertions and brings the union in `batch` up to date. The ends of an edge
// that nobody asserts become stubs.
//
// Cost: O(assertions of the run + elements they touch); a complete run also reads all of its
//       source's stored assertions, and the first complete run of a scope reads all stored
//       assertions once.
// Errors: kInvalidArgument     a name or list of the request is missing or malformed.
//         kFailedPrecondition  the source is on the other plane.
//         kInvalidInput        an assertion without key or type.
//         After an error the batch must be thrown away.
Result<RunOutcome> apply_run(WriteBatch& batch, const RunRequest& request,
                             const std::vector<NodeAssertion>& nodes,
                             const std::vector<EdgeAssertion>& edges);

// Properties for which what was approved outweighs what was seen: owner, purpose, expiry and their
// like. Sorted.
std::span<const std::string_view> ownership_properties();

}  // namespace muster
