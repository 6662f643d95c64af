// Functions that make a text of a text as a whole: case, normal form, trimming.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "query/functions/families.h"
#include "query/functions/unicode_text.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

Result<void> need_text(std::string_view function, const Value& value) {
  if (value.is_string()) return ok();
  return runtime_error("InvalidArgumentType", fmt::format("{}() needs a String here, not a {}",
                                                          function, value_type_name(value.type())));
}

// Each of these makes a text about as large as the one it is given.
Result<Value> to_lower(const FunctionEnvironment& environment, Arguments arguments) {
  MUSTER_CHECK(need_text("toLower", arguments[0]));
  MUSTER_CHECK(environment.room_for(arguments[0].as_string().size()));
  return Value(lower_text(arguments[0].as_string()));
}
Result<Value> to_upper(const FunctionEnvironment& environment, Arguments arguments) {
  MUSTER_CHECK(need_text("toUpper", arguments[0]));
  MUSTER_CHECK(environment.room_for(arguments[0].as_string().size()));
  return Value(upper_text(arguments[0].as_string()));
}

std::optional<TextForm> form_named(std::string_view name) {
  const std::string upper = upper_text(name);
  if (upper == "NFC") return TextForm::kNfc;
  if (upper == "NFD") return TextForm::kNfd;
  if (upper == "NFKC") return TextForm::kNfkc;
  if (upper == "NFKD") return TextForm::kNfkd;
  return std::nullopt;
}

Result<Value> normalize(const FunctionEnvironment& environment, Arguments arguments) {
  for (const Value& argument : arguments) MUSTER_CHECK(need_text("normalize", argument));
  std::optional<TextForm> form = TextForm::kNfc;
  if (arguments.size() == 2) form = form_named(arguments[1].as_string());
  if (!form)
    return runtime_error("InvalidArgumentValue",
                         fmt::format("'{}' is not a normal form of text", arguments[1].as_string()),
                         "the forms are NFC, NFD, NFKC and NFKD");
  MUSTER_CHECK(environment.room_for(arguments[0].as_string().size()));
  return Value(normalized_text(arguments[0].as_string(), *form));
}

// --- Trimming ---

using CodePoints = std::vector<char32_t>;

struct Character {
  char32_t code_point;
  std::size_t bytes;
};

// The character that begins `text`. REQUIRES: not empty. A broken one is its lead byte alone.
Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (bytes == 1 || bytes > text.size()) return {lead, 1};
  char32_t code_point = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i)
    code_point = code_point << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  return {code_point, bytes};
}

Character last_character(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  const Character character = first_character(text.substr(at));
  return {character.code_point, text.size() - at};
}

// `removed`: the characters taken off; null: white space.
bool is_removed(char32_t c, const CodePoints* removed) {
  if (removed == nullptr) return is_white_space(c);
  return std::ranges::find(*removed, c) != removed->end();
}

std::string_view trimmed_at_start(std::string_view text, const CodePoints* removed) {
  while (!text.empty()) {
    const Character character = first_character(text);
    if (!is_removed(character.code_point, removed)) break;
    text.remove_prefix(character.bytes);
  }
  return text;
}

std::string_view trimmed_at_end(std::string_view text, const CodePoints* removed) {
  while (!text.empty()) {
    const Character character = last_character(text);
    if (!is_removed(character.code_point, removed)) break;
    text.remove_suffix(character.bytes);
  }
  return text;
}

// `trim(text)`, `trim(text, characters)`
template <bool kStart, bool kEnd>
Result<Value> trim(const FunctionEnvironment& environment, Arguments arguments) {
  constexpr std::string_view kName = kStart && kEnd ? "btrim" : kStart ? "lTrim" : "rTrim";
  for (const Value& argument : arguments) MUSTER_CHECK(need_text(kName, argument));
  CodePoints removed;
  if (arguments.size() == 2) {
    for (std::string_view rest = arguments[1].as_string(); !rest.empty();) {
      const Character character = first_character(rest);
      removed.push_back(character.code_point);
      rest.remove_prefix(character.bytes);
    }
  }
  const CodePoints* characters = arguments.size() == 2 ? &removed : nullptr;
  std::string_view text = arguments[0].as_string();
  if (kStart) text = trimmed_at_start(text, characters);
  if (kEnd) text = trimmed_at_end(text, characters);
  MUSTER_CHECK(environment.room_for(text.size()));
  return Value(text);
}

void add(FunctionList& functions, std::string name, std::size_t arguments_max,
         std::string documentation, ScalarCode code) {
  Function function;
  function.name = std::move(name);
  function.arguments_min = 1;
  function.arguments_max = arguments_max;
  function.arguments = {TypeKind::kString};
  function.result = TypeKind::kString;
  function.documentation = std::move(documentation);
  function.scalar = code;
  functions.push_back(std::move(function));
}

}  // namespace

void add_text_functions(FunctionList& functions) {
  add(functions, "toLower", 1, "The text in lower case.", to_lower);
  add(functions, "lower", 1, "The text in lower case.", to_lower);
  add(functions, "toUpper", 1, "The text in upper case.", to_upper);
  add(functions, "upper", 1, "The text in upper case.", to_upper);
  add(functions, "normalize", 2, "The text in a Unicode normal form, NFC if none is named.",
      normalize);
  add(functions, "trim", 2, "The text without white space, or the characters given, at its ends.",
      trim<true, true>);
  add(functions, "btrim", 2, "The text without white space, or the characters given, at its ends.",
      trim<true, true>);
  add(functions, "lTrim", 2, "The text without white space, or the characters given, at its start.",
      trim<true, false>);
  add(functions, "rTrim", 2, "The text without white space, or the characters given, at its end.",
      trim<false, true>);
}

}  // namespace muster::query
