// One identity at a glance: the card of a page, and the enrichment of an alert.
#pragma once

#include <string>

#include "api/service/deployment.h"

namespace muster::api {

inline constexpr std::uint32_t kEnrichmentHops = 3;

// Everything known of the node that `alias` names: names, planes, sources and what each says,
// grants in and out, open findings.
// Errors: kNotFound, kInvalidArgument (several answer to the name), as resolve().
Result<Value> identity_card(const Deployment& deployment, const std::string& alias);

// What an alert wants to know of an alias, never an error for an unknown one: `match` is "exact",
// "ambiguous" (the candidates are listed) or "none". The blast block holds the reach within
// kEnrichmentHops hops and says so.
// Errors: what the store says.
Result<Value> enrichment(const Deployment& deployment, const std::string& alias);

}  // namespace muster::api
