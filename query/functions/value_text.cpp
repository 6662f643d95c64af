#include "query/functions/value_text.h"

#include <charconv>
#include <cmath>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include "core/base/assert.h"

namespace muster::query {

std::string float_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  const double magnitude = std::fabs(value);
  // Java's thresholds: plain digits from 1e-3 up to 1e7, an exponent elsewhere.
  if (magnitude == 0 || (magnitude >= 1e-3 && magnitude < 1e7)) {
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
  }
  // Shortest digits, then the point put behind the first of them.
  char buffer[32];
  const auto end =
      std::to_chars(std::begin(buffer), std::end(buffer), value, std::chars_format::scientific);
  const std::string text(buffer, end.ptr);
  const std::size_t mark = text.find('e');
  std::string digits = text.substr(0, mark);
  if (digits.find('.') == std::string::npos) digits += ".0";
  const int exponent = std::stoi(text.substr(mark + 1));
  return fmt::format("{}E{}", digits, exponent);
}

std::string plain_text(const Value& value) {
  switch (value.type()) {
    case ValueType::kBoolean:
      return value.as_boolean() ? "true" : "false";
    case ValueType::kInteger:
      return std::to_string(value.as_integer());
    case ValueType::kFloat:
      return float_text(value.as_float());
    case ValueType::kString:
      return value.as_string();
    case ValueType::kInstant:
      return to_text(value.as_zoned_datetime());
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kZonedDateTime:
    case ValueType::kDuration:
      return temporal_text(value);
    case ValueType::kPoint:
      return to_text(value.as_point());
    case ValueType::kBytes:
      return to_literal(value);
    default:
      MUSTER_UNREACHABLE();
  }
}

}  // namespace muster::query
