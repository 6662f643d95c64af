// Assertions: what one source says of one thing. The graph is their union after identity
// resolution.
//
// The law: an adapter yields assertions and nothing else. It never writes a derived edge, and never
// carries the value of a secret, key or token: only fingerprints and metadata.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/value.h"
#include "core/graph/element.h"

namespace muster {

// Sorted by name; names are unique.
using PropertyList = std::vector<std::pair<std::string, Value>>;

struct NodeAssertion {
  // The thing's own name in the outside world, normalised ("arn:aws:iam::111122223333:role/deploy",
  // "k8s:prod-eu/ns/payments/serviceaccount/api"). Unique within a source; also an alias.
  std::string key;
  // Muster's kind first, then the labels of a foreign vocabulary, if any ("UserAccount",
  // "GH_User").
  std::vector<std::string> labels;
  // Further names that identify it surely, normalised; two assertions that share a key or alias
  // speak of one thing.
  std::vector<std::string> aliases;
  PropertyList properties;
  // The account, cluster or tenant that a complete collection of it covers ("aws:111122223333",
  // "k8s:prod-eu").
  std::string scope;
  // Only named by something else (the subject of a binding, the end of an edge): never makes the
  // thing present.
  bool stub = false;

  bool operator==(const NodeAssertion&) const = default;
};

struct EdgeAssertion {
  std::string type;
  std::string source_key;
  std::string target_key;
  // Keeps parallel edges of one type apart (a statement id); mostly empty.
  std::string discriminator;
  PropertyList properties;
  std::string scope;
  Validity validity;
  bool conditional = false;  // Holds under the conditions its properties state.

  bool operator==(const EdgeAssertion&) const = default;
};

}  // namespace muster
