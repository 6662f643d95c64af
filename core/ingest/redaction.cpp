#include "core/ingest/redaction.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>
#include <vector>

#include "core/ingest/collection.h"

namespace muster::ingest {
namespace {

constexpr std::string_view kRedacted = "[redacted]";

// Names are compared without case and separators: "Client-Secret", "clientSecret" and
// "client_secret" are one.
constexpr auto kSecretEndings = std::to_array<std::string_view>({
    "secret",
    "secrets",
    "password",
    "passwords",
    "passwd",
    "passphrase",
    "token",
    "tokens",
    "apikey",
    "apikeys",
    "privatekey",
    "secretkey",
    "secretaccesskey",
    "accesskey",
    "signingkey",
    "encryptionkey",
    "sharedkey",
    "accountkey",
    "masterkey",
    "sshkey",
    "sessionkey",
    "storagekey",
    "credential",
    "credentials",
    "connectionstring",
    "secretvalue",
    "tokenvalue",
    "passwordvalue",
    "keyvalue",
    "secretdata",
    "secretstring",
    "secretbinary",
    "passwordhash",
    "plaintext",
    "recoverycodes",
    "recoverycode",
    "backupcodes",
    "backupcode",
    "sastoken",
    "authorization",
    "clientassertion",
    "cookie",
    "otpseed",
    "totpseed",
    "pwd",
    "unicodepwd",
    "ntlmhash",
    "nthash",
    "lmhash",
    "kerberoskey",
    "keytab",
    "pin",
    "cvv",
    "secretid",
    "secrettext",
    "privatekeydata",
    "privatekeypem",
    "apisecret",
    "webhooksecret",
    "dockerconfigjson",
});

// Ends like one of those above and is none.
constexpr auto kHarmlessEndings = std::to_array<std::string_view>(
    {"haspassword", "hassecret", "hastoken", "hascredentials", "mustchangepassword", "syncpassword",
     "hasapikey", "usesecret", "publicaccesskey", "mapping", "ping", "spin", "login"});

std::string folded(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return text;
}

bool is_flag(const Value& value) {
  if (value.is_null() || value.is_boolean()) return true;
  if (!value.is_string()) return false;
  static constexpr auto kFlags =
      std::to_array<std::string_view>({"", "true", "false", "yes", "no", "y", "n", "null", "none",
                                       "0", "1", "enabled", "disabled"});
  const std::string word = folded(value.as_string());
  return word.size() == value.as_string().size() && std::ranges::find(kFlags, word) != kFlags.end();
}

bool is_token_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' ||
         c == '/' || c == '+' || c == '=' || c == '~';
}

// A prefix that only a credential has, and how long the whole is at least.
struct TokenShape {
  std::string_view prefix;
  std::size_t bytes_min;
};
constexpr auto kTokenShapes = std::to_array<TokenShape>({
    {"ghp_", 20},        {"gho_", 20},   {"ghu_", 20},     {"ghs_", 20},     {"ghr_", 20},
    {"github_pat_", 22}, {"glpat-", 20}, {"xoxb-", 20},    {"xoxp-", 20},    {"xoxa-", 20},
    {"xoxr-", 20},       {"xoxs-", 20},  {"sk_live_", 16}, {"rk_live_", 16}, {"npm_", 30},
    {"hvs.", 20},        {"hvb.", 20},   {"AIza", 35},     {"ya29.", 20},    {"dop_v1_", 20},
    {"eyJ", 40},         {"SG.", 40},    {"pypi-", 30},    {"sk-ant-", 20},  {"sk-proj-", 20},
});

// Bytes of a token that begins at `at`; 0: none.
std::size_t token_at(std::string_view text, std::size_t at) {
  if (at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0) return 0;
  const std::string_view rest = text.substr(at);
  for (const TokenShape& shape : kTokenShapes) {
    if (!rest.starts_with(shape.prefix)) continue;
    std::size_t end = shape.prefix.size();
    while (end < rest.size() && is_token_char(rest[end])) ++end;
    if (end >= shape.bytes_min) return end;
  }
  return 0;
}

// "-----BEGIN … PRIVATE KEY-----" and what follows, to its end line or the end of the text.
std::size_t private_key_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with("-----BEGIN ")) return 0;
  const std::size_t title_end = rest.find("-----", 11);
  if (title_end == std::string_view::npos) return 0;
  if (rest.substr(0, title_end).find("PRIVATE KEY") == std::string_view::npos) return 0;
  const std::size_t end = rest.find("-----END ", title_end);
  if (end == std::string_view::npos) return rest.size();
  const std::size_t close = rest.find("-----", end + 9);
  return close == std::string_view::npos ? rest.size() : close + 5;
}

// "password=VALUE", "AWS_SECRET_ACCESS_KEY: VALUE": where the value begins, given the place of = or
// :. The name before it decides.
bool assigns_secret(std::string_view text, std::size_t sign) {
  std::size_t end = sign;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '"' || text[end - 1] == '\'')) --end;
  std::size_t start = end;
  while (start > 0 && (std::isalnum(static_cast<unsigned char>(text[start - 1])) != 0 ||
                       text[start - 1] == '_' || text[start - 1] == '-')) {
    --start;
  }
  return end > start && names_secret_value(text.substr(start, end - start));
}

// The password of "scheme://user:password@host": its bytes, `at` being its first; 0: none.
std::size_t url_password_at(std::string_view text, std::size_t at) {
  if (at == 0 || text[at - 1] != ':') return 0;
  std::size_t start = at - 1;
  while (start > 0 && text[start - 1] != '/' && is_token_char(text[start - 1])) --start;
  if (start < 3 || text.substr(start - 3, 3) != "://" || start == at - 1) return 0;
  std::size_t end = at;
  while (end < text.size() && text[end] != '@' && text[end] != '/' && text[end] != ' ' &&
         text[end] != '"')
    ++end;
  return end < text.size() && text[end] == '@' ? end - at : 0;
}

std::size_t assigned_value_at(std::string_view text, std::size_t at) {
  std::size_t sign = at;
  while (sign > 0 && (text[sign - 1] == ' ' || text[sign - 1] == '"' || text[sign - 1] == '\''))
    --sign;
  if (sign == 0 || (text[sign - 1] != '=' && text[sign - 1] != ':')) return 0;
  if (!is_token_char(text[at]) || !assigns_secret(text, sign - 1)) return 0;
  std::size_t end = at;
  while (end < text.size() && text[end] > ' ' && text[end] != '"' && text[end] != '\'' &&
         text[end] != ',' && text[end] != ';' && text[end] != '&') {
    ++end;
  }
  const std::string_view value = text.substr(at, end - at);
  return is_flag(Value(value)) ? 0 : value.size();
}

Value redacted_by_shape(const Value& value) {
  if (value.is_string()) return Value(redact_credentials(value.as_string()));
  if (value.is_list()) {
    ValueList list;
    for (const Value& item : value.as_list()) list.push_back(redacted_by_shape(item));
    return Value(std::move(list));
  }
  if (value.is_map()) {
    ValueMap map;
    for (const auto& [key, item] : value.as_map()) {
      bool dropped = false;
      Value kept = redact(key, item, dropped);
      map.emplace(key, dropped ? Value(kRedacted) : std::move(kept));
    }
    return Value(std::move(map));
  }
  return value;
}

}  // namespace

bool names_secret_value(std::string_view property) {
  const std::string name = folded(property);
  const auto ends_name = [&](std::string_view ending) { return name.ends_with(ending); };
  if (std::ranges::any_of(kHarmlessEndings, ends_name)) return false;
  return std::ranges::any_of(kSecretEndings, ends_name);
}

std::string redact_credentials(std::string_view text) {
  std::string kept;
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t bytes = private_key_at(text, at);
    if (bytes == 0) bytes = token_at(text, at);
    if (bytes == 0) bytes = url_password_at(text, at);
    if (bytes == 0 && at > 0) bytes = assigned_value_at(text, at);
    if (bytes == 0) {
      ++at;
      continue;
    }
    kept += text.substr(copied, at - copied);
    kept += kRedacted;
    at += bytes;
    copied = at;
  }
  kept += text.substr(copied);
  return kept;
}

Value redact(std::string_view property, const Value& value, bool& dropped) {
  dropped = names_secret_value(property) && !is_flag(value);
  return dropped ? Value() : redacted_by_shape(value);
}

void add_redacted(PropertyList& properties, std::string_view name, const Value& value) {
  bool dropped = false;
  Value kept = redact(name, value, dropped);
  if (!dropped) {
    if (!kept.is_null()) set_property(properties, name, std::move(kept));
    return;
  }
  ValueList names;
  for (const auto& [known, list] : properties) {
    if (known == "redacted" && list.is_list()) names = list.as_list();
  }
  names.emplace_back(name);
  set_property(properties, "redacted", Value(std::move(names)));
}

}  // namespace muster::ingest
