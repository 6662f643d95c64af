#include "query/syntax/literal_text.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace muster::query {
namespace {

void append_utf8(std::string& out, std::uint32_t code_point) {
  const auto put = [&out](std::uint32_t byte) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | (code_point >> 6U));
    put(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    put(0xE0U | (code_point >> 12U));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  } else {
    put(0xF0U | (code_point >> 18U));
    put(0x80U | ((code_point >> 12U) & 0x3FU));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  }
}

std::optional<std::uint32_t> read_hex(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  std::uint32_t value = 0;
  const char* const begin = text.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + digits, value, 16);
  if (error != std::errc{} || end != begin + digits) return std::nullopt;
  return value;
}

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

// Reads the digits behind `\u` or `\U`; `at` is left behind them. Two \u escapes may spell one
// character beyond U+FFFF.
std::optional<std::uint32_t> read_unicode_escape(std::string_view text, std::size_t& at,
                                                 bool is_long) {
  const std::size_t digits = is_long ? 8 : 4;
  const auto first = read_hex(text, at, digits);
  if (!first) return std::nullopt;
  at += digits;
  std::uint32_t code_point = *first;
  if (is_high_surrogate(code_point) && text.substr(at, 2) == "\\u") {
    const auto second = read_hex(text, at + 2, 4);
    if (second && is_low_surrogate(*second)) {
      at += 6;
      code_point = 0x10000 + ((code_point - 0xD800) << 10U) + (*second - 0xDC00);
    }
  }
  if (code_point > 0x10FFFF || is_high_surrogate(code_point) || is_low_surrogate(code_point))
    return std::nullopt;
  return code_point;
}

// `1_000` is 1000; the lexer has seen to it that they stand between digits.
std::string without_underscores(std::string_view number) {
  std::string out(number);
  std::erase(out, '_');
  return out;
}

}  // namespace

LiteralResult<Value> read_integer(std::string_view written, bool negative) {
  int base = 10;
  const std::string text = without_underscores(written);
  std::string_view digits = text;
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) base = 16;
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'o' || text[1] == 'O')) base = 8;
  if (base != 10) digits.remove_prefix(2);
  std::uint64_t magnitude = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
  constexpr std::uint64_t kMagnitudeMax =
      static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const std::uint64_t bound = negative ? kMagnitudeMax + 1 : kMagnitudeMax;
  if (error != std::errc{} || magnitude > bound) {
    return LiteralProblem{
        "this integer is too large: integers lie between -9223372036854775808 and "
        "9223372036854775807",
        "write it as a float, as in 1e19, or as a string.", "IntegerOverflow", 0};
  }
  const std::uint64_t bits = negative ? 0 - magnitude : magnitude;
  return Value(static_cast<std::int64_t>(bits));
}

LiteralResult<Value> read_float(std::string_view written, bool negative) {
  const std::string text = without_underscores(written);
  double magnitude = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), magnitude);
  // from_chars reports what is too small like what is too large; only a magnitude of one or more
  // can overflow.
  if (error == std::errc::result_out_of_range) {
    const std::size_t exponent = text.find_first_of("eE");
    const bool tiny = exponent != std::string_view::npos
                          ? text.substr(exponent + 1, 1) == "-"
                          : text.front() == '.' || text.front() == '0';
    if (!tiny) {
      return LiteralProblem{"this float is too large: floats lie below 1.8e308", "",
                            "FloatingPointOverflow", 0};
    }
    magnitude = 0;
  }
  return Value(negative ? -magnitude : magnitude);
}

LiteralResult<std::string> read_string(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const std::string_view body = text.substr(0, text.size() - 1);
  for (std::size_t i = 1; i < body.size();) {
    if (body[i] != '\\') {
      out.push_back(body[i++]);
      continue;
    }
    const std::size_t escape = i;
    const char kind = body[i + 1];
    i += 2;
    switch (kind) {
      case '\\':
      case '\'':
      case '"':
      case '`':
        out.push_back(kind);
        break;
      case 'b':
        out.push_back('\b');
        break;
      case 'f':
        out.push_back('\f');
        break;
      case 'n':
        out.push_back('\n');
        break;
      case 'r':
        out.push_back('\r');
        break;
      case 't':
        out.push_back('\t');
        break;
      case 'u':
      case 'U': {
        const auto code_point = read_unicode_escape(body, i, kind == 'U');
        if (!code_point) {
          return LiteralProblem{
              fmt::format("\\{} must be followed by {} hexadecimal digits of a character", kind,
                          kind == 'u' ? 4 : 8),
              R"(write \u00e9 or \U0001F511, or \\ for the backslash itself.)",
              "InvalidUnicodeLiteral", escape};
        }
        append_utf8(out, *code_point);
        break;
      }
      default:
        return LiteralProblem{"this backslash begins no known escape",
                              R"(write \\ for the backslash itself, as in '\\d+'.)",
                              "UnexpectedSyntax", escape};
    }
  }
  return out;
}

std::string read_name(std::string_view text) {
  if (text.empty() || text.front() != '`') return std::string(text);
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    out.push_back(text[i]);
    if (text[i] == '`') ++i;  // A doubled quote is one.
  }
  return out;
}

}  // namespace muster::query
