// Identity scope: which account, cluster or domain an identity belongs to, told by its name alone.
// Registers list identities of many systems; what they say must meet what those systems say.
#pragma once

#include <string>
#include <string_view>

namespace muster::ingest {

// "aws:<account>" of an ARN, "spire:<trust domain>" of a SPIFFE ID, "k8s:<cluster>" of a Kubernetes
// key or URL; of any other URL "<scheme>:inventory" ("agent:inventory"); else "registry:inventory".
// Cost: O(length).
std::string scope_of_identity(std::string_view id);

}  // namespace muster::ingest
