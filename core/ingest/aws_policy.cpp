#include "core/ingest/aws_policy.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "core/identity/raw_facts.h"
#include "core/ingest/document.h"
#include "core/ingest/redaction.h"

namespace muster::ingest {
namespace {

Error invalid(std::string message) {
  return Error{.code = ErrorCode::kInvalidInput,
               .message = std::move(message),
               .position = std::nullopt,
               .hint = {},
               .detail = {}};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
        hex_digit(text[at + 2]) >= 0) {
      decoded += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      decoded += text[at];
    }
  }
  return decoded;
}

bool is_account_id(std::string_view text) {
  return text.size() == 12 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Credentials by shape only: the names in a policy are condition keys, not holders of secrets.
Value redacted_texts(const Value& value) {
  if (value.is_string()) return Value(redact_credentials(value.as_string()));
  if (value.is_list()) {
    ValueList list;
    for (const Value& item : value.as_list()) list.push_back(redacted_texts(item));
    return Value(std::move(list));
  }
  if (value.is_map()) {
    ValueMap map;
    for (const auto& [key, item] : value.as_map()) map.emplace(key, redacted_texts(item));
    return Value(std::move(map));
  }
  return value;
}

TrustedPrincipal aws_principal(const std::string& text) {
  TrustedPrincipal principal;
  principal.label = "ExternalPrincipal";
  if (text == "*") {
    principal.key = "aws-principal:*";
    principal.sub_kind = raw_facts::kAwsAny;
    principal.name = "any AWS principal";
    return principal;
  }
  if (is_account_id(text)) {
    principal.key = "arn:aws:iam::" + text + ":root";
    principal.account_id = text;
    principal.sub_kind = "aws_account";
    principal.name = text;
    return principal;
  }
  principal.key = text;
  principal.account_id = arn_account(text);
  principal.name = arn_name(text);
  principal.sub_kind = "aws_principal";  // A user or role of another account, or one that is gone.
  if (text.ends_with(":root")) {
    principal.sub_kind = "aws_account";
    principal.name = principal.account_id;
  } else if (text.find(":assumed-role/") != std::string::npos) {
    // One session of a role is trusted, not the role: an alias would make them one.
    principal.key = "aws-principal:" + text;
    principal.sub_kind = "aws_session";
  }
  return principal;
}

TrustedPrincipal principal_of(const std::string& type, const std::string& text) {
  if (type == "AWS") return aws_principal(text);
  TrustedPrincipal principal;
  principal.label = "ExternalPrincipal";
  principal.name = text;
  if (type == "Service") {
    principal.key = "aws-service:" + text;
    principal.sub_kind = raw_facts::kAwsService;
  } else if (type == "Federated") {
    principal.key = text;
    principal.label = "IdentityProvider";
    principal.sub_kind = raw_facts::kAwsFederated;
    principal.account_id = arn_account(text);
    if (!principal.account_id.empty()) {
      // The whole resource after the type: an OIDC provider's name is a URL with slashes.
      const std::size_t slash = text.find('/');
      if (slash != std::string::npos) principal.name = text.substr(slash + 1);
    }
  } else {
    principal.key = "aws-principal:" + type + ":" + text;
    principal.sub_kind = "aws_principal";
  }
  return principal;
}

}  // namespace

Result<Value> read_policy_document(const Value& document) {
  if (document.is_map()) return redacted_texts(document);
  if (!document.is_string()) {
    return invalid("the policy document is neither an object nor text");
  }
  const std::string& text = document.as_string();
  const std::string decoded = text.starts_with('%') ? percent_decoded(text) : text;
  const InputFile file{.name = "the policy document", .bytes = decoded};
  const auto tree = parse_json(file);
  if (!tree.has_value() || !tree->is_map()) {
    return invalid("the policy document is text that is not a JSON object");
  }
  return redacted_texts(*tree);
}

std::vector<TrustedPrincipal> trusted_principals(const Value& trust_policy) {
  std::vector<TrustedPrincipal> principals;
  const Value* statements = member(trust_policy, "Statement");
  if (statements == nullptr) return principals;
  const ValueList list = statements->is_list() ? statements->as_list() : ValueList{*statements};
  for (std::size_t index = 0; index < list.size(); ++index) {
    const Value& statement = list[index];
    if (text_or_empty(statement, "Effect") != "Allow") continue;
    const bool inverted = member(statement, "NotPrincipal") != nullptr;
    const Value* named = member(statement, "Principal");
    if (named == nullptr && !inverted) continue;
    std::vector<TrustedPrincipal> of_statement;
    if (!inverted && *named == Value("")) continue;
    if (inverted || named->is_string()) {
      of_statement.push_back(aws_principal(inverted ? "*" : named->as_string()));
      of_statement.back().inverted = inverted;
    } else if (named->is_map()) {
      for (const auto& [type, who] : named->as_map()) {
        for (const std::string& text : strings_of(&who)) {
          if (text.empty()) continue;
          of_statement.push_back(principal_of(type, text));
        }
      }
    }
    const Value* condition = member(statement, "Condition");
    const bool bound = condition != nullptr && condition->is_map() && !condition->as_map().empty();
    const std::string sid = text_or_empty(statement, "Sid");
    for (TrustedPrincipal& principal : of_statement) {
      principal.actions = strings_of(member(statement, "Action"));
      if (bound) principal.conditions = to_json_text(*condition);
      // The first statement needs no mark, so that adding a second leaves the first edge as it was.
      principal.discriminator = !sid.empty() ? sid : index == 0 ? "" : std::to_string(index);
      principals.push_back(std::move(principal));
    }
  }
  return principals;
}

std::string arn_account(std::string_view arn) {
  if (!arn.starts_with("arn:")) return {};
  for (int field = 0; field < 4; ++field) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    arn.remove_prefix(colon + 1);
  }
  return std::string(arn.substr(0, arn.find(':')));
}

std::string arn_name(std::string_view arn) {
  const std::size_t slash = arn.rfind('/');
  const std::size_t cut = slash != std::string_view::npos ? slash : arn.rfind(':');
  return std::string(cut == std::string_view::npos ? arn : arn.substr(cut + 1));
}

}  // namespace muster::ingest
