#include "tests/tck/cell_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "query/functions/value_text.h"

namespace muster::tck {
namespace {

using Kind = CellValue::Kind;

CellValue scalar(Value value) {
  CellValue out;
  out.scalar = std::move(value);
  return out;
}

bool is_key_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class CellReader {
 public:
  explicit CellReader(std::string_view text) : text_(text) {}

  Result<CellValue> read() {
    MUSTER_TRY(CellValue value, next());
    skip_space();
    if (at_ != text_.size()) return problem("something follows the value");
    return value;
  }

 private:
  Error problem(std::string_view what) const {
    return Error{.code = ErrorCode::kInvalidInput,
                 .message = fmt::format("'{}' is no value: {} at byte {}", text_, what, at_)};
  }

  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  bool take(std::string_view token) {
    skip_space();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  Result<void> expect(std::string_view token) {
    if (take(token)) return ok();
    return problem(fmt::format("'{}' is missing", token));
  }
  bool next_is(std::string_view token) {
    skip_space();
    return text_.substr(at_).starts_with(token);
  }
  std::string key() {
    skip_space();
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_key_character(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  Result<CellValue> next() {
    if (next_is("'")) return string();
    if (next_is("[:")) return relationship();
    if (next_is("[")) return list();
    if (next_is("{")) return map();
    if (next_is("(")) return node();
    if (next_is("<")) return path();
    for (const auto& [word, value] : {std::pair<std::string_view, Value>{"null", Value()},
                                      {"true", Value(true)},
                                      {"false", Value(false)},
                                      {"NaN", Value(std::numeric_limits<double>::quiet_NaN())},
                                      {"-Inf", Value(-std::numeric_limits<double>::infinity())},
                                      {"Inf", Value(std::numeric_limits<double>::infinity())}}) {
      if (take(word)) return scalar(value);
    }
    return number();
  }

  Result<CellValue> number() {
    const std::size_t begin = at_;
    if (at_ < text_.size() && text_[at_] == '-') ++at_;
    while (at_ < text_.size() && (std::isdigit(static_cast<unsigned char>(text_[at_])) != 0 ||
                                  text_[at_] == '.' || text_[at_] == 'e' || text_[at_] == 'E' ||
                                  ((text_[at_] == '-' || text_[at_] == '+') &&
                                   (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E'))))
      ++at_;
    const std::string_view digits = text_.substr(begin, at_ - begin);
    const char* end = digits.data() + digits.size();
    if (digits.find_first_of(".eE") == std::string_view::npos) {
      std::int64_t integer = 0;
      const auto read = std::from_chars(digits.data(), end, integer);
      if (digits.empty() || read.ec != std::errc() || read.ptr != end)
        return problem("a value is missing");
      return scalar(Value(integer));
    }
    double real = 0;
    const auto read = std::from_chars(digits.data(), end, real);
    if (read.ec != std::errc() || read.ptr != end) return problem("the number cannot be read");
    return scalar(Value(real));
  }

  Result<CellValue> string() {
    MUSTER_CHECK(expect("'"));
    std::string out;
    for (; at_ < text_.size() && text_[at_] != '\''; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() &&
          (text_[at_ + 1] == '\'' || text_[at_ + 1] == '\\'))
        ++at_;
      out += text_[at_];
    }
    if (at_ == text_.size()) return problem("the string does not end");
    ++at_;
    return scalar(Value(std::move(out)));
  }

  Result<CellValue> list() {
    CellValue out;
    out.kind = Kind::kList;
    MUSTER_CHECK(expect("["));
    if (take("]")) return out;
    do {
      MUSTER_TRY(CellValue item, next());
      out.items.push_back(std::move(item));
    } while (take(","));
    MUSTER_CHECK(expect("]"));
    return out;
  }

  Result<CellValue> map() {
    CellValue out;
    out.kind = Kind::kMap;
    MUSTER_CHECK(entries(out));
    return out;
  }
  Result<void> entries(CellValue& out) {
    MUSTER_CHECK(expect("{"));
    if (take("}")) return ok();
    do {
      std::string name = key();
      MUSTER_CHECK(expect(":"));
      MUSTER_TRY(CellValue value, next());
      out.entries.emplace_back(std::move(name), std::move(value));
    } while (take(","));
    return expect("}");
  }

  Result<CellValue> node() {
    CellValue out;
    out.kind = Kind::kNode;
    MUSTER_CHECK(expect("("));
    while (take(":")) out.names.push_back(key());
    if (next_is("{")) MUSTER_CHECK(entries(out));
    MUSTER_CHECK(expect(")"));
    return out;
  }
  Result<CellValue> relationship() {
    CellValue out;
    out.kind = Kind::kRelationship;
    MUSTER_CHECK(expect("[:"));
    out.names.push_back(key());
    if (next_is("{")) MUSTER_CHECK(entries(out));
    MUSTER_CHECK(expect("]"));
    return out;
  }
  Result<CellValue> path() {
    CellValue out;
    out.kind = Kind::kPath;
    MUSTER_CHECK(expect("<"));
    MUSTER_TRY(CellValue first, node());
    out.items.push_back(std::move(first));
    while (!take(">")) {
      const bool backward = take("<");
      MUSTER_CHECK(expect("-"));
      MUSTER_TRY(CellValue edge, relationship());
      MUSTER_CHECK(expect(backward ? "-" : "->"));
      edge.forward = !backward;
      MUSTER_TRY(CellValue end, node());
      out.items.push_back(std::move(edge));
      out.items.push_back(std::move(end));
    }
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string scalar_text(const Value& value) {
  if (!value.is_float()) return to_literal(value);
  const double real = value.as_float();
  if (real == 0) return "0.0";  // The sign of zero does not count.
  if (std::isnan(real)) return "NaN";
  return query::float_text(real);
}

std::string entries_text(const CellValue& value, bool lists_as_bags) {
  std::vector<std::string> texts;
  for (const auto& [key, entry] : value.entries)
    texts.push_back(key + ": " + canonical_text(entry, lists_as_bags));
  std::sort(texts.begin(), texts.end());
  return fmt::format("{{{}}}", fmt::join(texts, ", "));
}

void add_properties(CellValue& out, const std::vector<Property>& properties,
                    const GraphSnapshot& graph) {
  for (const Property& property : properties)
    out.entries.emplace_back(graph.catalog().keys.name(property.key),
                             describe(property.value, graph));
}

CellValue node_of(NodeId node, const GraphSnapshot& graph) {
  CellValue out;
  out.kind = Kind::kNode;
  if (!graph.contains(node)) return out;
  for (const LabelId label : graph.labels(node))
    out.names.push_back(graph.catalog().labels.name(label));
  add_properties(out, graph.properties(node), graph);
  return out;
}

CellValue relationship_of(EdgeId edge, const GraphSnapshot& graph) {
  CellValue out;
  out.kind = Kind::kRelationship;
  if (!graph.contains(edge)) return out;
  out.names.push_back(graph.catalog().edge_types.name(graph.ends(edge).type));
  add_properties(out, graph.properties(edge), graph);
  return out;
}

CellValue path_of(const PathValue& path, const GraphSnapshot& graph) {
  CellValue out;
  out.kind = Kind::kPath;
  for (std::size_t i = 0; i < path.nodes.size(); ++i) {
    if (i > 0) {
      CellValue edge = relationship_of(path.edges[i - 1], graph);
      edge.forward = !graph.contains(path.edges[i - 1]) ||
                     graph.ends(path.edges[i - 1]).source == path.nodes[i - 1];
      out.items.push_back(std::move(edge));
    }
    out.items.push_back(node_of(path.nodes[i], graph));
  }
  return out;
}

}  // namespace

Result<CellValue> read_cell(std::string_view text) { return CellReader(text).read(); }

CellValue describe(const Value& value, const GraphSnapshot& graph) {
  CellValue out;
  switch (value.type()) {
    case ValueType::kNull:
    case ValueType::kBoolean:
    case ValueType::kInteger:
    case ValueType::kFloat:
    case ValueType::kString:
      return scalar(value);
    case ValueType::kList:
      out.kind = Kind::kList;
      for (const Value& item : value.as_list()) out.items.push_back(describe(item, graph));
      return out;
    case ValueType::kMap:
      out.kind = Kind::kMap;
      for (const auto& [key, entry] : value.as_map())
        out.entries.emplace_back(key, describe(entry, graph));
      return out;
    case ValueType::kNode:
      return node_of(value.as_node(), graph);
    case ValueType::kEdge:
      return relationship_of(value.as_edge(), graph);
    case ValueType::kPath:
      return path_of(value.as_path(), graph);
    default:  // Every other type is one that toString() shows.
      return scalar(Value(query::plain_text(value)));
  }
}

std::string canonical_text(const CellValue& value, bool lists_as_bags) {
  switch (value.kind) {
    case Kind::kScalar:
      return scalar_text(value.scalar);
    case Kind::kList: {
      std::vector<std::string> texts;
      for (const CellValue& item : value.items)
        texts.push_back(canonical_text(item, lists_as_bags));
      if (lists_as_bags) std::sort(texts.begin(), texts.end());
      return fmt::format("[{}]", fmt::join(texts, ", "));
    }
    case Kind::kMap:
      return entries_text(value, lists_as_bags);
    case Kind::kNode: {
      std::vector<std::string> labels = value.names;
      std::sort(labels.begin(), labels.end());
      return fmt::format("(:{} {})", fmt::join(labels, ":"), entries_text(value, lists_as_bags));
    }
    case Kind::kRelationship:
      return fmt::format("[:{} {}]", fmt::join(value.names, ":"),
                         entries_text(value, lists_as_bags));
    case Kind::kPath: {
      std::string text = "<";
      for (const CellValue& item : value.items) {
        const bool edge = item.kind == Kind::kRelationship;
        if (edge) text += item.forward ? "-" : "<-";
        text += canonical_text(item, lists_as_bags);
        if (edge) text += item.forward ? "->" : "-";
      }
      return text + ">";
    }
  }
  MUSTER_UNREACHABLE();
}

Result<Value> plain_value(const CellValue& value) {
  switch (value.kind) {
    case Kind::kScalar:
      return value.scalar;
    case Kind::kList: {
      ValueList list;
      for (const CellValue& item : value.items) {
        MUSTER_TRY(Value plain, plain_value(item));
        list.push_back(std::move(plain));
      }
      return Value(std::move(list));
    }
    case Kind::kMap: {
      ValueMap map;
      for (const auto& [key, entry] : value.entries) {
        MUSTER_TRY(map[key], plain_value(entry));
      }
      return Value(std::move(map));
    }
    default:
      return Error{.code = ErrorCode::kInvalidInput,
                   .message = canonical_text(value) + " is an element of a graph, not a value"};
  }
}

}  // namespace muster::tck
