#include <map>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "core/base/escape.h"
#include "core/identity/tier.h"

namespace muster {
namespace {

Error bad_rules(std::string_view name, const toml::source_region& where, std::string message) {
  return Error{.code = ErrorCode::kInvalidInput,
               .message = fmt::format("Tier rules {}, line {}: {}", escape_terminal(name),
                                      where.begin.line, message),
               .hint = "datasets/tier0.toml shows every key there is."};
}

// Reads a list of strings. Errors: kInvalidInput.
Result<std::vector<std::string>> texts_of(const toml::node& node, std::string_view key,
                                          std::string_view name) {
  std::vector<std::string> texts;
  const toml::array* array = node.as_array();
  if (array == nullptr)
    return bad_rules(name, node.source(),
                     fmt::format("'{}' must be a list of strings.", escape_terminal(key)));
  for (const toml::node& element : *array) {
    const auto text = element.value<std::string>();
    if (!element.is_string() || !text.has_value())
      return bad_rules(
          name, element.source(),
          fmt::format("'{}' holds something that is not a string.", escape_terminal(key)));
    texts.push_back(*text);
  }
  return texts;
}

}  // namespace

Result<TierRules> parse_tier_rules(std::string_view toml_text, std::string_view name) {
  if (!is_valid_utf8(toml_text))
    return Error{
        .code = ErrorCode::kInvalidInput,
        .message = fmt::format("Tier rules {} are not UTF-8 text.", escape_terminal(name))};
  const toml::parse_result parsed = toml::parse(toml_text);
  if (!parsed)
    return bad_rules(name, parsed.error().source(),
                     fmt::format("{}.", escape_terminal(parsed.error().description())));
  TierRules rules;
  const std::map<std::string_view, std::vector<std::string>*> lists{
      {"properties", &rules.property_names},
      {"values", &rules.tier_zero_values},
      {"kinds", &rules.tier_zero_kinds},
      {"controlling_edges", &rules.controlling_edges},
      {"ids", &rules.tier_zero_ids}};
  for (const auto& [key, node] : parsed.table()) {
    const toml::table* table = node.as_table();
    if (key.str() != "tier_zero" || table == nullptr)
      return bad_rules(name, node.source(),
                       fmt::format("'{}' is not known here; expected the table [tier_zero].",
                                   escape_terminal(key.str())));
    for (const auto& [field, value] : *table) {
      const auto list = lists.find(field.str());
      if (list == lists.end())
        return bad_rules(
            name, value.source(),
            fmt::format("'{}' is not a key of [tier_zero].", escape_terminal(field.str())));
      MUSTER_TRY(*list->second, texts_of(value, field.str(), name));
    }
  }
  return rules;
}

}  // namespace muster
