// Derivation: raw facts -> control edges, each with its proof.
//
// The laws: derived edges are a function of the raw graph. The same facts give the same edges, and
// an edge that still follows keeps its id. A derived edge is on plane P when one of its proofs uses
// no edge that P denies (what P did not collect is not denied); it holds whenever one of its proofs
// does, and is conditional unless one of them is not.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/graph/graph_store.h"

namespace muster::derivation {

// One way in which a derived edge follows.
struct Proof {
  std::string rule;           // "aws.trust_policy", "k8s.role_rules", …: stable, listed in docs.
  std::string reason;         // One sentence for people: what the policy or rule says.
  std::vector<EdgeId> edges;  // The raw edges used, in the order they are read; not empty.
  bool conditional = false;

  bool operator==(const Proof&) const = default;
};

// Recomputes all derived edges in full in each commit that changed a raw element; otherwise does
// nothing. Cost: O(policies + bindings + derived edges). Errors: kIo, kCorruption of stored proofs;
// kResourceExhausted: too many edge types.
std::unique_ptr<CommitStage> make_derivation_stage();

// The proofs of a derived edge, the strongest first (unconditional before conditional, then fewer
// edges). Empty: not a derived edge. Errors: kIo, kCorruption.
Result<std::vector<Proof>> proofs_of(const RecordReader& records, EdgeId edge);

std::string encode_proofs(const std::vector<Proof>& proofs);
Result<std::vector<Proof>> decode_proofs(std::string_view bytes);

}  // namespace muster::derivation
