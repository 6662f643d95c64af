#include "core/ingest/document.h"

#include <algorithm>
#include <cmath>
#include <simdjson.h>
#include <utility>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "core/ingest/json_fault.h"

namespace muster::ingest {
namespace {

Error invalid(std::string message, std::string hint = {}) {
  return Error{.code = ErrorCode::kInvalidInput,
               .message = std::move(message),
               .position = std::nullopt,
               .hint = std::move(hint),
               .detail = {}};
}

std::size_t first_invalid_byte(std::string_view bytes) {
  // Validity of a prefix is monotone but for a sequence cut in half, so a search over prefixes
  // comes within three bytes of the place; the rest is looked at one by one.
  std::size_t good = 0;
  std::size_t bad = bytes.size();
  while (bad - good > 8) {
    const std::size_t middle = good + (bad - good) / 2;
    std::size_t cut = middle;
    while (cut > good && (static_cast<unsigned char>(bytes[cut]) & 0xC0U) == 0x80U) --cut;
    if (cut == good) break;
    if (is_valid_utf8(bytes.substr(good, cut - good))) {
      good = cut;
    } else {
      bad = cut;
    }
  }
  for (std::size_t end = good + 1; end <= bytes.size() && end <= good + 4; ++end) {
    if (is_valid_utf8(bytes.substr(good, end - good))) {
      good = end;
      end = good;
    }
  }
  return good;
}

std::string place_of(std::string_view bytes, std::size_t offset) {
  const std::string_view before = bytes.substr(0, std::min(offset, bytes.size()));
  const auto line = std::ranges::count(before, '\n') + 1;
  const std::size_t start = before.rfind('\n');
  const std::size_t column =
      start == std::string_view::npos ? before.size() + 1 : before.size() - start;
  return fmt::format("line {}, column {} (byte {})", line, column, before.size());
}

Error too_deep(const InputFile& file) {
  return invalid(fmt::format("{} is nested deeper than {} levels.", file.name, kDocumentDepthMax),
                 "No known format nests so deep; check that this is the right file.");
}

Error json_error(const InputFile& file, std::string_view bytes, simdjson::error_code code) {
  switch (code) {
    case simdjson::EMPTY:
      return invalid(fmt::format("{} is empty.", file.name),
                     "Give a file that holds one document.");
    case simdjson::DEPTH_ERROR:
      return too_deep(file);
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
      return invalid(fmt::format("{} is too large: one document is at most 4 GB.", file.name),
                     "Split the collection into several files; one run takes them all.");
    default:
      break;
  }
  const JsonFault fault = find_json_fault(bytes);
  if (fault.depth > kDocumentDepthMax) return too_deep(file);
  if (fault.offset >= bytes.size()) {
    return invalid(fmt::format("{} is cut off: the JSON ends at byte {} before it is complete.",
                               file.name, bytes.size()),
                   "Fetch or export the file again.");
  }
  return invalid(fmt::format("{} is not JSON at {}.", file.name, place_of(bytes, fault.offset)),
                 "Check that the file was written whole and is in the format named.");
}

Value value_of(const simdjson::dom::element& element) {
  using Type = simdjson::dom::element_type;
  switch (element.type()) {
    case Type::OBJECT: {
      ValueMap map;
      for (const auto [key, child] : simdjson::dom::object(element)) {
        map.insert_or_assign(std::string(key), value_of(child));
      }
      return Value(std::move(map));
    }
    case Type::ARRAY: {
      ValueList list;
      for (const auto child : simdjson::dom::array(element)) list.push_back(value_of(child));
      return Value(std::move(list));
    }
    case Type::STRING:
      return Value(std::string(std::string_view(element)));
    case Type::INT64:
      return Value(std::int64_t(element));
    case Type::UINT64:  // Beyond int64: the nearest float.
      return Value(static_cast<double>(std::uint64_t(element)));
    case Type::DOUBLE:
      return Value(double(element));
    case Type::BOOL:
      return Value(bool(element));
    case Type::NULL_VALUE:
      return Value();
  }
  return Value();
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
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
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void append_json(std::string& out, const Value& value) {
  switch (value.type()) {
    case ValueType::kBoolean:
      out += value.as_boolean() ? "true" : "false";
      return;
    case ValueType::kInteger:
      out += std::to_string(value.as_integer());
      return;
    case ValueType::kFloat:
      out += std::isfinite(value.as_float()) ? fmt::format("{}", value.as_float()) : "null";
      return;
    case ValueType::kString:
      append_json_string(out, value.as_string());
      return;
    case ValueType::kInstant:
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kZonedDateTime:
    case ValueType::kDuration:
      append_json_string(out, temporal_text(value));
      return;
    case ValueType::kPoint:
      append_json_string(out, to_text(value.as_point()));
      return;
    case ValueType::kList: {
      out += '[';
      bool first = true;
      for (const Value& item : value.as_list()) {
        if (!std::exchange(first, false)) out += ',';
        append_json(out, item);
      }
      out += ']';
      return;
    }
    case ValueType::kMap: {
      out += '{';
      bool first = true;
      for (const auto& [key, item] : value.as_map()) {
        if (!std::exchange(first, false)) out += ',';
        append_json_string(out, key);
        out += ':';
        append_json(out, item);
      }
      out += '}';
      return;
    }
    default:
      out += "null";
  }
}

Result<Value> parse_bytes(const InputFile& file, std::string_view bytes) {
  try {
    simdjson::dom::parser parser;
    if (const auto code = parser.allocate(bytes.size() + 1, kDocumentDepthMax)) {
      return json_error(file, bytes, code);
    }
    const simdjson::padded_string padded(bytes);
    simdjson::dom::element root;
    if (const auto code = parser.parse(padded).get(root)) return json_error(file, bytes, code);
    return value_of(root);
  } catch (const std::bad_alloc&) {
    return invalid(fmt::format("{} does not fit in memory.", file.name),
                   "Split the collection into several files; one run takes them all.");
  }
}

}  // namespace

std::string_view without_bom(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
}

Result<void> check_utf8(const InputFile& file) {
  if (is_valid_utf8(file.bytes)) return ok();
  return invalid(fmt::format("{} is not UTF-8: byte {} begins no character.", file.name,
                             first_invalid_byte(file.bytes)),
                 "Convert the file to UTF-8.");
}

Result<Value> parse_json(const InputFile& file) {
  MUSTER_CHECK(check_utf8(file));
  const std::string_view bytes = without_bom(file.bytes);
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return json_error(file, bytes, simdjson::EMPTY);
  }
  return parse_bytes(file, bytes);
}

Result<Value> parse_json_line(const InputFile& file, std::string_view text, std::uint64_t line) {
  const std::string name = fmt::format("Line {} of {}", line, file.name);
  return parse_bytes(InputFile{.name = name, .bytes = text}, text);
}

std::vector<std::string_view> top_level_keys(std::string_view bytes) {
  bytes = without_bom(bytes);
  std::vector<std::string_view> keys;
  std::size_t at = bytes.find_first_not_of(" \t\r\n");
  if (at != std::string_view::npos && bytes[at] == '[')
    at = bytes.find_first_not_of(" \t\r\n", at + 1);
  if (at == std::string_view::npos || bytes[at] != '{') return keys;
  std::size_t depth = 0;
  bool key_due = false;
  for (; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (c == '"') {
      const std::size_t start = at + 1;
      for (++at; at < bytes.size() && bytes[at] != '"'; ++at) {
        if (bytes[at] == '\\') ++at;
      }
      if (at >= bytes.size()) break;
      if (depth == 1 && key_due) keys.push_back(bytes.substr(start, at - start));
      key_due = false;
    } else if (c == '{' || c == '[') {
      ++depth;
      key_due = depth == 1;
    } else if (c == '}' || c == ']') {
      if (depth <= 1) break;
      --depth;
    } else if (c == ',') {
      key_due = depth == 1;
    }
  }
  return keys;
}

const Value* member(const Value& object, std::string_view key) {
  if (!object.is_map()) return nullptr;
  const auto place = object.as_map().find(key);
  if (place == object.as_map().end() || place->second.is_null()) return nullptr;
  return &place->second;
}

std::optional<std::string> text_member(const Value& object, std::string_view key) {
  const Value* value = member(object, key);
  if (value == nullptr) return std::string();
  if (!value->is_string()) return std::nullopt;
  return value->as_string();
}

std::string text_or_empty(const Value& object, std::string_view key) {
  return text_member(object, key).value_or(std::string());
}

const ValueList& list_member(const Value& object, std::string_view key) {
  static const ValueList none;
  const Value* value = member(object, key);
  return value != nullptr && value->is_list() ? value->as_list() : none;
}

const ValueMap& map_member(const Value& object, std::string_view key) {
  static const ValueMap none;
  const Value* value = member(object, key);
  return value != nullptr && value->is_map() ? value->as_map() : none;
}

std::vector<std::string> strings_of(const Value* value) {
  std::vector<std::string> strings;
  if (value == nullptr) return strings;
  if (value->is_string()) strings.push_back(value->as_string());
  if (value->is_list()) {
    for (const Value& item : value->as_list()) {
      if (item.is_string()) strings.push_back(item.as_string());
    }
  }
  return strings;
}

std::string_view shape_of(const Value& value) {
  switch (value.type()) {
    case ValueType::kNull:
      return "null";
    case ValueType::kBoolean:
      return "true or false";
    case ValueType::kInteger:
    case ValueType::kFloat:
      return "a number";
    case ValueType::kString:
      return "text";
    case ValueType::kList:
      return "a list";
    default:
      return "a map";
  }
}

std::string to_json_text(const Value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

std::string pointer(std::string_view parent, std::string_view step) {
  std::string path(parent);
  path += '/';
  for (const char c : step) {
    if (c == '~') {
      path += "~0";
    } else if (c == '/') {
      path += "~1";
    } else {
      path += c;
    }
  }
  return path;
}

std::string pointer(std::string_view parent, std::size_t index) {
  return pointer(parent, std::to_string(index));
}

}  // namespace muster::ingest
