// The values of literals: numbers and strings as Cypher spells them. Internal to query/syntax.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/base/result.h"
#include "core/base/value.h"

namespace muster::query {

// What is wrong with a literal, before anybody knows where it stands. `offset_bytes` is from the
// literal's beginning.
struct LiteralProblem {
  std::string message;
  std::string hint;
  std::string detail;
  std::size_t offset_bytes = 0;
};
template <typename T>
using LiteralResult = std::variant<T, LiteralProblem>;

// `text` is a token INTEGER; the sign is folded in before the range is checked, so
// -9223372036854775808 is a number.
LiteralResult<Value> read_integer(std::string_view text, bool negative);
// `text` is a token FLOAT.
LiteralResult<Value> read_float(std::string_view text, bool negative);
// `text` is a token STRING, quotes included.
LiteralResult<std::string> read_string(std::string_view text);
// `text` is a name as written, perhaps in backticks.
std::string read_name(std::string_view text);

}  // namespace muster::query
