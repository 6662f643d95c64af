// Values as text a reader of Cypher knows.
#include <cmath>

#include <fmt/format.h>

#include "core/base/assert.h"
#include "core/base/value.h"

namespace muster {
namespace {

void append_quoted(std::string& out, std::string_view text) {
  out += '\'';
  for (const char c : text) {
    switch (c) {
      case '\'':
        out += "\\'";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += c;
    }
  }
  out += '\'';
}

std::string float_literal(double real) {
  if (std::isnan(real)) return "NaN";
  if (std::isinf(real)) return real > 0 ? "Infinity" : "-Infinity";
  std::string text = fmt::format("{}", real);
  // A float must not read back as an integer.
  if (text.find_first_of(".eE") == std::string::npos) text += ".0";
  return text;
}

bool is_plain_name(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  for (const char c : name) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!plain) return false;
  }
  return true;
}

// As the hexadecimal digits of its octets: no literal of the language makes bytes.
void append_bytes(std::string& out, const Bytes& bytes) {
  out += "bytes('";
  for (const char octet : bytes.octets)
    fmt::format_to(std::back_inserter(out), "{:02x}", static_cast<unsigned char>(octet));
  out += "')";
}

void append_literal(std::string& out, const Value& value);

void append_map(std::string& out, const ValueMap& map) {
  out += '{';
  const char* separator = "";
  for (const auto& [key, item] : map) {
    out += separator;
    out += is_plain_name(key) ? key : fmt::format("`{}`", key);
    out += ": ";
    append_literal(out, item);
    separator = ", ";
  }
  out += '}';
}

void append_literal(std::string& out, const Value& value) {
  switch (value.type()) {
    case ValueType::kNull:
      out += "null";
      return;
    case ValueType::kBoolean:
      out += value.as_boolean() ? "true" : "false";
      return;
    case ValueType::kInteger:
      out += fmt::format("{}", value.as_integer());
      return;
    case ValueType::kFloat:
      out += float_literal(value.as_float());
      return;
    case ValueType::kString:
      append_quoted(out, value.as_string());
      return;
    case ValueType::kInstant:
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kZonedDateTime:
    case ValueType::kDuration:
      append_quoted(out, temporal_text(value));
      return;
    case ValueType::kPoint:
      out += to_text(value.as_point());
      return;
    case ValueType::kBytes:
      append_bytes(out, value.as_bytes());
      return;
    case ValueType::kNode:
      out += fmt::format("(#{})", raw(value.as_node()));
      return;
    case ValueType::kEdge:
      out += fmt::format("[#{}]", raw(value.as_edge()));
      return;
    case ValueType::kList: {
      out += '[';
      const char* separator = "";
      for (const Value& item : value.as_list()) {
        out += separator;
        append_literal(out, item);
        separator = ", ";
      }
      out += ']';
      return;
    }
    case ValueType::kMap:
      append_map(out, value.as_map());
      return;
    case ValueType::kPath: {
      const PathValue& path = value.as_path();
      out += '<';
      for (std::size_t i = 0; i < path.nodes.size(); ++i) {
        out += fmt::format("(#{})", raw(path.nodes[i]));
        if (i < path.edges.size()) out += fmt::format("-[#{}]-", raw(path.edges[i]));
      }
      out += '>';
      return;
    }
  }
  MUSTER_UNREACHABLE();
}

}  // namespace

std::string temporal_text(const Value& value) {
  switch (value.type()) {
    case ValueType::kInstant:
      return format_instant(value.as_instant());
    case ValueType::kDate:
      return to_text(value.as_date());
    case ValueType::kLocalTime:
      return to_text(value.as_local_time());
    case ValueType::kTime:
      return to_text(value.as_zoned_time());
    case ValueType::kLocalDateTime:
      return to_text(value.as_local_datetime());
    case ValueType::kZonedDateTime:
      return to_text(value.as_zoned_datetime());
    case ValueType::kDuration:
      return to_text(value.as_duration());
    default:
      MUSTER_UNREACHABLE();
  }
}

std::string to_literal(const Value& value) {
  std::string out;
  append_literal(out, value);
  return out;
}

}  // namespace muster
