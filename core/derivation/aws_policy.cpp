#include "core/derivation/aws_policy.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace muster::derivation {
namespace {

using Json = nlohmann::json;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  });
  return text;
}

// AWS writes one string where a list has one element.
std::vector<std::string> texts_of(const Json& statement, const char* key) {
  std::vector<std::string> texts;
  const auto found = statement.find(key);
  if (found == statement.end()) return texts;
  if (found->is_string()) texts.push_back(found->get<std::string>());
  if (found->is_array())
    for (const Json& element : *found)
      if (element.is_string()) texts.push_back(element.get<std::string>());
  return texts;
}

PolicyStatement read_statement(const Json& json) {
  PolicyStatement statement;
  const auto effect = json.find("Effect");
  statement.allow =
      effect != json.end() && effect->is_string() && effect->get<std::string>() == "Allow";
  const auto condition = json.find("Condition");
  statement.conditional = condition != json.end() && !condition->empty();
  statement.not_action = json.contains("NotAction");
  statement.not_resource = json.contains("NotResource");
  statement.actions = texts_of(json, statement.not_action ? "NotAction" : "Action");
  statement.resources = texts_of(json, statement.not_resource ? "NotResource" : "Resource");
  for (std::string& action : statement.actions) action = lower(std::move(action));
  return statement;
}

bool any_matches(const std::vector<std::string>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return glob_matches(pattern, text); });
}

bool is_everything(const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [](const std::string& pattern) {
    return !pattern.empty() && pattern.find_first_not_of("*:") == std::string::npos &&
           pattern.find('*') != std::string::npos;
  });
}

bool speaks_of(const PolicyStatement& statement, std::string_view action,
               std::string_view resource) {
  return any_matches(statement.actions, action) != statement.not_action &&
         any_matches(statement.resources, resource) != statement.not_resource;
}

// Only a statement that leaves nothing out says `*` on `*`.
bool speaks_of_everything(const PolicyStatement& statement) {
  const bool actions =
      statement.not_action ? statement.actions.empty() : is_everything(statement.actions);
  const bool resources =
      statement.not_resource ? statement.resources.empty() : is_everything(statement.resources);
  return actions && resources;
}

template <typename Speaks>
Verdict decide_where(const std::vector<PolicyStatement>& statements, const Speaks& speaks) {
  Verdict verdict = Verdict::kNone;
  bool doubted = false;
  for (const PolicyStatement& statement : statements) {
    if (!speaks(statement)) continue;
    if (statement.allow)
      verdict =
          std::max(verdict, statement.conditional ? Verdict::kConditional : Verdict::kAllowed);
    else if (statement.conditional)
      doubted = true;
    else
      return Verdict::kNone;
  }
  return doubted ? std::min(verdict, Verdict::kConditional) : verdict;
}

}  // namespace

std::vector<PolicyStatement> parse_policy(std::string_view text) {
  std::vector<PolicyStatement> statements;
  const Json document = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!document.is_object()) return statements;
  const auto found = document.find("Statement");
  if (found == document.end()) return statements;
  if (found->is_object()) statements.push_back(read_statement(*found));
  if (found->is_array())
    for (const Json& statement : *found)
      if (statement.is_object()) statements.push_back(read_statement(statement));
  return statements;
}

bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t at = 0;
  std::size_t read = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  while (read < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      retry = read;
    } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == text[read])) {
      ++at;
      ++read;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      read = ++retry;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

Verdict decide(const std::vector<PolicyStatement>& statements, std::string_view action,
               std::string_view resource) {
  return decide_where(statements, [&](const PolicyStatement& statement) {
    return speaks_of(statement, action, resource);
  });
}

Verdict decide_everything(const std::vector<PolicyStatement>& statements) {
  return decide_where(statements, speaks_of_everything);
}

}  // namespace muster::derivation
