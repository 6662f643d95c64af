// Aliases: the names under which the outside world knows a thing, in one normal form, and how a
// name that somebody typed or logged finds its node.
//
// The law: an alias that identifies surely (an ARN, a SPIFFE id, an e-mail) joins assertions; a
// look-up name (a login, a short name, a service account's user name) finds nodes but never joins
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"
#include "core/identity/assertion.h"

namespace muster {

// The normal form: outer blanks gone; an STS session ARN becomes its role's ARN; ARNs with
// lower-case partition and service; k8s://CLUSTER/NAMESPACE/sa/NAME becomes the object's key;
// e-mails and UPNs, DNS names of SPIFFE ids, SIDs, GUIDs and DOMAIN\user folded to lower case;
// colon-separated fingerprints in lower case. What no rule knows stays as it is. Idempotent.
// Cost: O(length).
std::string normalise_alias(std::string_view text);

// The session part of "arn:aws:sts::…:assumed-role/ROLE/SESSION"; empty if `text` is none.
std::string assumed_role_session(std::string_view text);

// Look-up names of what is asserted, normalised, sorted, without its key and aliases:
// "system:serviceaccount:ns:name" of a Kubernetes service account; the name, login and display name
// of anything that has one.
std::vector<std::string> lookup_names(const NodeAssertion& assertion);

// Every node that the name may mean, sorted by id: by alias or look-up name as written and
// normalised, else by the property `id`, `name` or `display_name` regardless of case (a scan).
// Empty: nobody has it. Cost: O(log n), of a scan O(n).
std::vector<NodeId> find_by_name(const GraphSnapshot& graph, std::string_view text);
// Likewise without the scan: what a look-up with a time limit calls. Cost: O(log n).
std::vector<NodeId> find_by_alias(const GraphSnapshot& graph, std::string_view text);

// The one node a name means. A whole "#12" names a node by its id.
// Errors: kNotFound, with "did you mean" and the nearest names in the hint; kInvalidArgument where
// several nodes answer to it, with their ids in the hint.
Result<NodeId> resolve(const GraphSnapshot& graph, std::string_view text);

// At most `names_max` names in the graph that look like `text`, best first. Cost: O(nodes).
std::vector<std::string> similar_names(const GraphSnapshot& graph, std::string_view text,
                                       std::size_t names_max);

// --- Naming a node in answers.
// The name that stays the same from run to run: the property `id` that apply_run gave it, else its
// first alias, else "#" and its id.
std::string canonical_id(const GraphSnapshot& graph, NodeId node);
// What a person calls it: display_name, name, login, else its canonical id.
std::string display_name(const GraphSnapshot& graph, NodeId node);
// Muster's kind among its labels, else its first label by name, else "Node".
std::string kind_of(const GraphSnapshot& graph, NodeId node);

}  // namespace muster
