// AWS policy documents as the listings carry them: a JSON object, its text, or its percent-encoded
// text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"

namespace muster::ingest {

// The document as a tree, credentials in it redacted. Errors: kInvalidInput, one sentence without a
// place.
Result<Value> read_policy_document(const Value& document);

// One principal that a trust policy allows to assume its role, once for each statement.
struct TrustedPrincipal {
  std::string key;       // As in core/identity/raw_facts.h.
  std::string label;     // Muster's kind where it is a stub.
  std::string sub_kind;  // "aws_service", "aws_federated", "aws_account", "aws_principal",
                         // "aws_session", "aws_any"; empty for a user or role.
  std::string account_id;
  std::string name;
  std::vector<std::string> actions;
  std::string conditions;     // JSON text; empty: none.
  std::string discriminator;  // The statement, so that two of one principal stay apart.
  bool inverted = false;      // NotPrincipal: anybody else.
};
std::vector<TrustedPrincipal> trusted_principals(const Value& trust_policy);

// The fifth field of an ARN; empty if there is none. "aws" in AWS's own policies.
std::string arn_account(std::string_view arn);
// What follows the last slash, or the last colon where there is no slash.
std::string arn_name(std::string_view arn);

}  // namespace muster::ingest
