// Functions that take a text apart. Positions and lengths count code points.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "query/functions/families.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

// A part of a text stands alone on the heap: about this much beside its letters.
constexpr std::size_t kPartBytes = sizeof(Value) + 48;
constexpr std::size_t kPartsBetweenChecks = 4096;
// Smaller texts are not worth asking for.
constexpr std::size_t kLargeBytes = 1 << 16;

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

// Asks for room where each occurrence grows: a text of many becomes far larger than it was.
Result<void> room_for_replacing(const FunctionEnvironment& environment, std::string_view text,
                                std::string_view search, std::string_view replacement) {
  if (replacement.size() <= search.size()) return environment.room_for(text.size());
  std::size_t occurrences = 0;
  for (std::size_t at = text.find(search); at != std::string_view::npos;
       at = text.find(search, at + search.size()))
    ++occurrences;
  return environment.room_for(text.size() + occurrences * (replacement.size() - search.size()));
}

Result<Value> replace(const FunctionEnvironment& environment, Arguments arguments) {
  for (const Value& argument : arguments)
    MUSTER_CHECK(need("replace", argument, ValueType::kString));
  const std::string& text = arguments[0].as_string();
  const std::string& search = arguments[1].as_string();
  if (search.empty()) return arguments[0];
  if (text.size() + arguments[2].as_string().size() > kLargeBytes)
    MUSTER_CHECK(room_for_replacing(environment, text, search, arguments[2].as_string()));
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = text.find(search); at != std::string::npos; at = text.find(search, from)) {
    result.append(text, from, at - from).append(arguments[2].as_string());
    from = at + search.size();
  }
  return Value(result.append(text, from));
}

Result<void> room_for_parts(const FunctionEnvironment& environment, const ValueList& parts) {
  if (parts.size() % kPartsBetweenChecks != 0) return ok();
  return environment.room_for(parts.size() * kPartBytes);
}

Result<Value> characters_of(const FunctionEnvironment& environment, std::string_view text) {
  ValueList characters;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = byte_offset(text.substr(at), 1);
    characters.emplace_back(text.substr(at, length));
    at += length;
    MUSTER_CHECK(room_for_parts(environment, characters));
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
    parts.emplace_back(text.substr(from, at - from));
    from = at + length;
    MUSTER_CHECK(room_for_parts(environment, parts));
  }
  parts.emplace_back(text.substr(from));
  return Value(std::move(parts));
}

Result<Value> substring(const FunctionEnvironment&, Arguments arguments) {
  MUSTER_CHECK(need("substring", arguments[0], ValueType::kString));
  const std::string_view text = arguments[0].as_string();
  MUSTER_TRY(const std::size_t start, need_length("substring", arguments[1]));
  const std::string_view rest = text.substr(byte_offset(text, start));
  if (arguments.size() == 2) return Value(rest);
  MUSTER_TRY(const std::size_t length, need_length("substring", arguments[2]));
  return Value(rest.substr(0, byte_offset(rest, length)));
}

Result<Value> left(const FunctionEnvironment&, Arguments arguments) {
  MUSTER_CHECK(need("left", arguments[0], ValueType::kString));
  const std::string_view text = arguments[0].as_string();
  MUSTER_TRY(const std::size_t length, need_length("left", arguments[1]));
  return Value(text.substr(0, byte_offset(text, length)));
}

Result<Value> right(const FunctionEnvironment&, Arguments arguments) {
  MUSTER_CHECK(need("right", arguments[0], ValueType::kString));
  const std::string_view text = arguments[0].as_string();
  MUSTER_TRY(const std::size_t length, need_length("right", arguments[1]));
  const std::size_t total = utf8_length(text);
  return Value(text.substr(byte_offset(text, total - std::min(total, length))));
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
