// Functions that take a text apart. Positions and lengths count code points.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "query/functions/bounded_growth.h"
#include "query/functions/families.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

constexpr std::size_t kPartsBetweenChecks = 4096;

Result<void> need(std::string_view function, const Value& value, ValueType type) {
  if (value.type() == type) return ok();
  return runtime_error("InvalidArgumentType",
                       fmt::format("{}() needs a {} here, not a {}", function,
                                   value_type_name(type), value_type_name(value.type())));
}

// The byte offset of the code point `index`, or the end.
std::size_t byte_offset(std::string_view text, std::size_t index) {
  std::size_t at = 0;
  while (at < text.size() && index > 0) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    --index;
  }
  return at;
}

Result<std::size_t> need_length(std::string_view function, const Value& value) {
  MUSTER_CHECK(need(function, value, ValueType::kInteger));
  if (value.as_integer() < 0)
    return runtime_error("NegativeIntegerArgument",
                         fmt::format("{}() needs a number that is not negative, not {}", function,
                                     value.as_integer()));
  return static_cast<std::size_t>(value.as_integer());
}

// Calls visit(at) for where each occurrence of `search` begins, from left to right, none within
// another. Errors: those of the budget.
template <typename Visit>
Result<void> for_each_occurrence(const FunctionEnvironment& environment, std::string_view text,
                                 std::string_view search, const Visit& visit) {
  std::size_t found = 0;
  for (std::size_t at = text.find(search); at != std::string_view::npos;
       at = text.find(search, at + search.size())) {
    if (++found % kPartsBetweenChecks == 0) MUSTER_CHECK(environment.check());
    visit(at);
  }
  return ok();
}

// The length is known before the text is made: one of many occurrences becomes far larger than it
// was.
Result<Value> replace(const FunctionEnvironment& environment, Arguments arguments) {
  for (const Value& argument : arguments)
    MUSTER_CHECK(need("replace", argument, ValueType::kString));
  const std::string& text = arguments[0].as_string();
  const std::string& search = arguments[1].as_string();
  const std::string& replacement = arguments[2].as_string();
  if (search.empty()) return arguments[0];
  std::size_t bytes = text.size();
  MUSTER_CHECK(for_each_occurrence(environment, text, search, [&](std::size_t) {
    bytes = bytes - search.size() + replacement.size();
  }));
  MUSTER_CHECK(environment.room_for(bytes));
  std::string result;
  result.reserve(bytes);
  std::size_t from = 0;
  MUSTER_CHECK(for_each_occurrence(environment, text, search, [&](std::size_t at) {
    result.append(text, from, at - from).append(replacement);
    from = at + search.size();
  }));
  return Value(std::move(result.append(text, from)));
}

// Adds one part of a text that is taken apart.
Result<void> add_part(const FunctionEnvironment& environment, std::string_view part,
                      ValueList& parts) {
  if (parts.size() % kPartsBetweenChecks == 0) MUSTER_CHECK(environment.check());
  if (environment.budget != nullptr) MUSTER_CHECK(make_room(parts, 1, *environment.budget));
  parts.emplace_back(part);
  return ok();
}

Result<Value> characters_of(const FunctionEnvironment& environment, std::string_view text) {
  ValueList characters;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = byte_offset(text.substr(at), 1);
    MUSTER_CHECK(add_part(environment, text.substr(at, length), characters));
    at += length;
  }
  return Value(std::move(characters));
}

// Where the next of the separators stands, and how long it is: the first one, of those that begin
// there the longest.
std::pair<std::size_t, std::size_t> next_separator(
    std::string_view text, std::size_t from, const std::vector<std::string_view>& separators) {
  std::size_t first = std::string_view::npos;
  std::size_t length = 0;
  for (const std::string_view separator : separators) {
    const std::size_t at = text.find(separator, from);
    if (at > first || (at == first && separator.size() <= length)) continue;
    first = at;
    length = separator.size();
  }
  return {first, length};
}

Result<std::vector<std::string_view>> separators_of(const Value& given) {
  if (given.is_string()) return std::vector<std::string_view>{given.as_string()};
  if (!given.is_list())
    return runtime_error(
        "InvalidArgumentType",
        fmt::format("split() needs a String or a List of them to split at, not a {}",
                    value_type_name(given.type())));
  std::vector<std::string_view> separators;
  for (const Value& item : given.as_list()) {
    MUSTER_CHECK(need("split", item, ValueType::kString));
    separators.push_back(item.as_string());
  }
  return separators;
}

Result<Value> split(const FunctionEnvironment& environment, Arguments arguments) {
  MUSTER_CHECK(need("split", arguments[0], ValueType::kString));
  const std::string_view text = arguments[0].as_string();
  MUSTER_TRY(auto separators, separators_of(arguments[1]));
  const bool between_all =
      std::ranges::any_of(separators, [](std::string_view separator) { return separator.empty(); });
  if (between_all) return characters_of(environment, text);
  ValueList parts;
  std::size_t from = 0;
  for (;;) {
    const auto [at, length] = next_separator(text, from, separators);
    if (at == std::string_view::npos) break;
    MUSTER_CHECK(add_part(environment, text.substr(from, at - from), parts));
    from = at + length;
  }
  MUSTER_CHECK(add_part(environment, text.substr(from), parts));
  return Value(std::move(parts));
}

Result<Value> copied(const FunctionEnvironment& environment, std::string_view part) {
  MUSTER_CHECK(environment.room_for(part.size()));
  return Value(part);
}

Result<Value> substring(const FunctionEnvironment& environment, Arguments arguments) {
  MUSTER_CHECK(need("substring", arguments[0], ValueType::kString));
  const std::string_view text = arguments[0].as_string();
  MUSTER_TRY(const std::size_t start, need_length("substring", arguments[1]));
  const std::string_view rest = text.substr(byte_offset(text, start));
  if (arguments.size() == 2) return copied(environment, rest);
  MUSTER_TRY(const std::size_t length, need_length("substring", arguments[2]));
  return copied(environment, rest.substr(0, byte_offset(rest, length)));
}

Result<Value> left(const FunctionEnvironment& environment, Arguments arguments) {
  MUSTER_CHECK(need("left", arguments[0], ValueType::kString));
  const std::string_view text = arguments[0].as_string();
  MUSTER_TRY(const std::size_t length, need_length("left", arguments[1]));
  return copied(environment, text.substr(0, byte_offset(text, length)));
}

Result<Value> right(const FunctionEnvironment& environment, Arguments arguments) {
  MUSTER_CHECK(need("right", arguments[0], ValueType::kString));
  const std::string_view text = arguments[0].as_string();
  MUSTER_TRY(const std::size_t length, need_length("right", arguments[1]));
  const std::size_t total = utf8_length(text);
  return copied(environment, text.substr(byte_offset(text, total - std::min(total, length))));
}

Result<Value> char_length(const FunctionEnvironment&, Arguments arguments) {
  MUSTER_CHECK(need("char_length", arguments[0], ValueType::kString));
  return Value(static_cast<std::int64_t>(utf8_length(arguments[0].as_string())));
}

void add(FunctionList& functions, std::string name, std::size_t arguments_min,
         std::vector<TypeSet> arguments, Type result, std::string documentation, ScalarCode code) {
  Function function;
  function.name = std::move(name);
  function.arguments_min = arguments_min;
  function.arguments_max = arguments.size();
  function.arguments = std::move(arguments);
  function.result = std::move(result);
  function.documentation = std::move(documentation);
  function.scalar = code;
  functions.push_back(std::move(function));
}

}  // namespace

void add_string_functions(FunctionList& functions) {
  constexpr TypeKind kText = TypeKind::kString;
  constexpr TypeKind kCount = TypeKind::kInteger;
  add(functions, "replace", 3, {kText, kText, kText}, kText,
      "The text with every occurrence of the second argument replaced by the third.", replace);
  add(functions, "split", 2, {kText, {kText, TypeKind::kList}}, Type::list_of(kText),
      "The parts of a text between occurrences of a separator, or of any in a list.", split);
  add(functions, "substring", 2, {kText, kCount, kCount}, kText,
      "The part of a text from a 0-based position, at most so many characters long.", substring);
  add(functions, "left", 2, {kText, kCount}, kText, "The first characters of a text.", left);
  add(functions, "char_length", 1, {kText}, kCount, "The number of characters.", char_length);
  add(functions, "character_length", 1, {kText}, kCount, "The number of characters.", char_length);
  add(functions, "right", 2, {kText, kCount}, kText, "The last characters of a text.", right);
}

}  // namespace muster::query
