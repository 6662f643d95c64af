// Functions of text. Positions and lengths count code points.
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "query/functions/families.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

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

// Upper and lower case beyond ASCII: Latin-1, Latin Extended-A, Greek and Cyrillic by their regular
// ranges; other scripts stay as they are.
char32_t lower_of(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) ||
      (c >= 0x410 && c <= 0x42F))
    return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if ((c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14A && c <= 0x177)) return c | 1;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c % 2 == 1 ? c + 1 : c;
  return c;
}
char32_t upper_of(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  if ((c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) ||
      (c >= 0x430 && c <= 0x44F))
    return c - 32;
  if (c >= 0x450 && c <= 0x45F) return c - 80;
  if ((c >= 0x100 && c <= 0x137 && c != 0x131) || (c >= 0x14A && c <= 0x177))
    return c & ~char32_t{1};
  if ((c >= 0x13A && c <= 0x148) || (c >= 0x17A && c <= 0x17E)) return c % 2 == 0 ? c - 1 : c;
  return c;
}

void append_code_point(std::string& text, char32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0 | (c >> 6));
    text += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    text += static_cast<char>(0xE0 | (c >> 12));
    text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (c & 0x3F));
  }
}

template <char32_t (*kMap)(char32_t)>
std::string mapped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      result += static_cast<char>(kMap(lead));
      at += 1;
    } else if ((lead & 0xE0) == 0xC0 && at + 1 < text.size()) {
      const auto trail = static_cast<unsigned char>(text[at + 1]);
      append_code_point(result, kMap((char32_t{lead} & 0x1F) << 6 | (trail & 0x3F)));
      at += 2;
    } else {
      result += text[at];  // Three and four bytes: no case that is handled here.
      at += 1;
    }
  }
  return result;
}

Result<Value> to_lower(const FunctionEnvironment&, Arguments arguments) {
  MUSTER_CHECK(need("toLower", arguments[0], ValueType::kString));
  return Value(mapped<lower_of>(arguments[0].as_string()));
}
Result<Value> to_upper(const FunctionEnvironment&, Arguments arguments) {
  MUSTER_CHECK(need("toUpper", arguments[0], ValueType::kString));
  return Value(mapped<upper_of>(arguments[0].as_string()));
}

constexpr std::string_view kSpaces = " \t\r\n\f\v";

std::string_view trim_left(std::string_view text) {
  const auto first = text.find_first_not_of(kSpaces);
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}
std::string_view trim_right(std::string_view text) {
  const auto last = text.find_last_not_of(kSpaces);
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

Result<Value> trim(const FunctionEnvironment&, Arguments arguments) {
  MUSTER_CHECK(need("trim", arguments[0], ValueType::kString));
  return Value(trim_left(trim_right(arguments[0].as_string())));
}
Result<Value> ltrim(const FunctionEnvironment&, Arguments arguments) {
  MUSTER_CHECK(need("lTrim", arguments[0], ValueType::kString));
  return Value(trim_left(arguments[0].as_string()));
}
Result<Value> rtrim(const FunctionEnvironment&, Arguments arguments) {
  MUSTER_CHECK(need("rTrim", arguments[0], ValueType::kString));
  return Value(trim_right(arguments[0].as_string()));
}

Result<Value> replace(const FunctionEnvironment&, Arguments arguments) {
  for (const Value& argument : arguments)
    MUSTER_CHECK(need("replace", argument, ValueType::kString));
  const std::string& text = arguments[0].as_string();
  const std::string& search = arguments[1].as_string();
  if (search.empty()) return arguments[0];
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = text.find(search); at != std::string::npos; at = text.find(search, from)) {
    result.append(text, from, at - from).append(arguments[2].as_string());
    from = at + search.size();
  }
  return Value(result.append(text, from));
}

void split_into(ValueList& parts, std::string_view text, std::string_view separator) {
  if (separator.empty()) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t length = byte_offset(text.substr(at), 1);
      parts.emplace_back(text.substr(at, length));
      at += length;
    }
    return;
  }
  std::size_t from = 0;
  for (std::size_t at = text.find(separator); at != std::string_view::npos;
       at = text.find(separator, from)) {
    parts.emplace_back(text.substr(from, at - from));
    from = at + separator.size();
  }
  parts.emplace_back(text.substr(from));
}

Result<Value> split(const FunctionEnvironment&, Arguments arguments) {
  for (const Value& argument : arguments) MUSTER_CHECK(need("split", argument, ValueType::kString));
  ValueList parts;
  split_into(parts, arguments[0].as_string(), arguments[1].as_string());
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
  add(functions, "toLower", 1, {kText}, kText, "The text in lower case.", to_lower);
  add(functions, "lower", 1, {kText}, kText, "The text in lower case.", to_lower);
  add(functions, "toUpper", 1, {kText}, kText, "The text in upper case.", to_upper);
  add(functions, "upper", 1, {kText}, kText, "The text in upper case.", to_upper);
  add(functions, "trim", 1, {kText}, kText, "The text without white space at its ends.", trim);
  add(functions, "lTrim", 1, {kText}, kText, "The text without white space at its start.", ltrim);
  add(functions, "rTrim", 1, {kText}, kText, "The text without white space at its end.", rtrim);
  add(functions, "replace", 3, {kText, kText, kText}, kText,
      "The text with every occurrence of the second argument replaced by the third.", replace);
  add(functions, "split", 2, {kText, kText}, Type::list_of(kText),
      "The parts of a text between occurrences of a separator.", split);
  add(functions, "substring", 2, {kText, kCount, kCount}, kText,
      "The part of a text from a 0-based position, at most so many characters long.", substring);
  add(functions, "left", 2, {kText, kCount}, kText, "The first characters of a text.", left);
  add(functions, "right", 2, {kText, kCount}, kText, "The last characters of a text.", right);
}

}  // namespace muster::query
