// Redaction: what an adapter may keep of a text or property that could be a secret.
//
// The law: a value that is a secret by its name or by its shape never becomes an assertion. What is
// left says that something was there, not what. No fingerprint is made: short secrets could be
// found from one by trying.
#pragma once

#include <string>
#include <string_view>

#include "core/base/value.h"
#include "core/identity/assertion.h"

namespace muster::ingest {

// Whether a property of that name holds a secret's value: "client_secret", "accessToken",
// "db.password". Not "token_expires_at", "secret_type", "password_policy": those tell about one.
bool names_secret_value(std::string_view property);

// The text with everything in the shape of a known credential (private key blocks, cloud access
// keys, GitHub, GitLab, Slack, Stripe, npm tokens, JSON web tokens, a password in a URL, text after
// "password=" and its like) replaced by "[redacted]". Cost: O(length).
std::string redact_credentials(std::string_view text);

// The value as it may be kept under that name: texts redacted by shape, at every depth; null where
// the name says that it is a secret (then `dropped` is set). Flags such as "false" or "N" stay.
Value redact(std::string_view property, const Value& value, bool& dropped);

// redact, and adds to `properties`; the names of what was dropped are kept in the list property
// "redacted". Null values are left out.
void add_redacted(PropertyList& properties, std::string_view name, const Value& value);

}  // namespace muster::ingest
