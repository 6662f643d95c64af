#include "tests/support/graph_literal.h"

#include <cctype>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace muster::testing {
namespace {

constexpr std::uint8_t kBothPlanes = kFlagRecorded | kFlagObserved;

using LiteralProperties = std::vector<std::pair<std::string, Value>>;

struct NodePattern {
  std::string variable;
  std::vector<std::string> labels;
  LiteralProperties properties;
};

struct EdgePattern {
  std::string variable;
  std::string type;
  LiteralProperties properties;
  bool forwards = true;
};

std::uint8_t plane_flags(const std::string& planes, std::uint8_t recorded, std::uint8_t observed) {
  const bool has_recorded = planes.find("recorded") != std::string::npos;
  const bool has_observed = planes.find("observed") != std::string::npos;
  return static_cast<std::uint8_t>((has_recorded ? recorded : 0) | (has_observed ? observed : 0));
}

// Reads the characters of a literal.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool failed() const { return failed_; }
  bool at_end() {
    skip_space();
    return failed_ || position_ == text_.size();
  }

  bool accept(std::string_view token) {
    skip_space();
    if (failed_ || !text_.substr(position_).starts_with(token)) return false;
    position_ += token.size();
    return true;
  }
  void expect(std::string_view token) {
    if (!accept(token)) fail(fmt::format("'{}'", token));
  }

  std::string word() {
    skip_space();
    std::string word;
    while (position_ < text_.size() && is_word(text_[position_])) word += text_[position_++];
    return word;
  }
  std::string needed_word(std::string_view what) {
    std::string found = word();
    if (found.empty()) fail(what);
    return found;
  }

  NodePattern node() {
    NodePattern pattern;
    expect("(");
    pattern.variable = word();
    while (accept(":")) pattern.labels.push_back(needed_word("a label"));
    pattern.properties = properties();
    expect(")");
    return pattern;
  }

  std::optional<EdgePattern> edge() {
    EdgePattern pattern;
    if (accept("<-[")) {
      pattern.forwards = false;
    } else if (!accept("-[")) {
      return std::nullopt;
    }
    pattern.variable = word();
    expect(":");
    pattern.type = needed_word("a relationship type");
    pattern.properties = properties();
    expect(pattern.forwards ? "]->" : "]-");
    return pattern;
  }

  void fail(std::string_view expected) {
    if (failed_) return;
    failed_ = true;
    const auto line =
        std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(position_), '\n') + 1;
    ADD_FAILURE() << "graph literal, line " << line << ": expected " << expected << " before '"
                  << text_.substr(position_, 30) << "'";
  }

 private:
  static bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  }

  void skip_space() {
    while (position_ < text_.size()) {
      if (text_.substr(position_).starts_with("//")) {
        while (position_ < text_.size() && text_[position_] != '\n') ++position_;
      } else if (std::isspace(static_cast<unsigned char>(text_[position_])) != 0 ||
                 text_[position_] == ',') {
        ++position_;
      } else {
        return;
      }
    }
  }

  LiteralProperties properties() {
    LiteralProperties found;
    if (!accept("{")) return found;
    while (!failed_ && !accept("}")) {
      std::string key = needed_word("a property name");
      expect(":");
      found.emplace_back(std::move(key), value());
    }
    return found;
  }

  Value value() {
    skip_space();
    const char first = position_ < text_.size() ? text_[position_] : '\0';
    if (first == '\'' || first == '"') return quoted();
    if (first == '[') return list();
    if (first == '-' || std::isdigit(static_cast<unsigned char>(first)) != 0) return number();
    const std::string name = word();
    if (name == "true") return true;
    if (name == "false") return false;
    if (name == "null") return nullptr;
    if (name == "datetime") {
      expect("(");
      const Result<Instant> instant = parse_instant(quoted());
      expect(")");
      if (instant.has_value()) return *instant;
    }
    fail("a value");
    return {};
  }

  std::string quoted() {
    skip_space();
    std::string text;
    const char quote = position_ < text_.size() ? text_[position_++] : '\0';
    while (position_ < text_.size() && text_[position_] != quote) {
      char c = text_[position_++];
      if (c == '\\' && position_ < text_.size()) {
        c = text_[position_++];
        if (c == 'n') c = '\n';
      }
      text += c;
    }
    if (position_ == text_.size()) fail("the closing quote");
    ++position_;
    return text;
  }

  Value list() {
    ValueList items;
    expect("[");
    while (!failed_ && !accept("]")) items.push_back(value());
    return items;
  }

  Value number() {
    std::string digits;
    while (position_ < text_.size() && (is_word(text_[position_]) || text_[position_] == '.' ||
                                        text_[position_] == '-' || text_[position_] == '+')) {
      digits += text_[position_++];
    }
    if (digits.find_first_of(".eE") != std::string::npos)
      return std::strtod(digits.c_str(), nullptr);
    return static_cast<std::int64_t>(std::strtoll(digits.c_str(), nullptr, 10));
  }

  std::string_view text_;
  std::size_t position_ = 0;
  bool failed_ = false;
};

// A change of a literal cannot fail unless the literal itself is wrong.
void expect_ok(const Result<void>& result) {
  if (!result.has_value()) ADD_FAILURE() << "graph literal: " << result.error().message;
}

Instant instant_of(const Value& value) {
  const Result<Instant> instant = parse_instant(value.as_string());
  if (instant.has_value()) return *instant;
  ADD_FAILURE() << "graph literal: " << instant.error().message;
  return {};
}

class LiteralWriter {
 public:
  LiteralWriter(SnapshotBuilder& builder, LiteralNames& names) : builder_(builder), names_(names) {}

  NodeId write(const NodePattern& pattern) {
    const auto known = names_.nodes.find(pattern.variable);
    const bool is_new = pattern.variable.empty() || known == names_.nodes.end();
    const NodeId node = is_new ? builder_.create_node({}) : known->second;
    if (is_new) expect_ok(builder_.set_flags(node, kBothPlanes));
    if (is_new && !pattern.variable.empty()) {
      names_.nodes.emplace(pattern.variable, node);
      expect_ok(builder_.add_alias(node, pattern.variable));
    }
    for (const std::string& label : pattern.labels)
      expect_ok(builder_.add_label(node, builder_.intern_label(label)));
    for (const auto& [key, value] : pattern.properties) {
      if (key == "_aliases") {
        for (const Value& alias : value.as_list())
          expect_ok(builder_.add_alias(node, alias.as_string()));
      } else if (!write_knowledge(node, key, value)) {
        expect_ok(builder_.set_property(node, builder_.intern_key(key), value));
      }
    }
    return node;
  }

  void write(const EdgePattern& pattern, NodeId left, NodeId right) {
    const Result<EdgeTypeId> type = builder_.intern_edge_type(pattern.type);
    const Result<EdgeId> made = pattern.forwards ? builder_.create_edge(left, *type, right)
                                                 : builder_.create_edge(right, *type, left);
    const EdgeId edge = *made;
    if (!pattern.variable.empty()) names_.edges.insert_or_assign(pattern.variable, edge);
    expect_ok(builder_.set_flags(edge, kBothPlanes));
    for (const auto& [key, value] : pattern.properties) {
      if (key == "_conditional") {
        add_flags(edge, 0, value.as_boolean() ? kFlagConditional : 0);
      } else if (key == "_valid_from" || key == "_valid_until") {
        Validity validity = builder_.view().validity(edge);
        (key == "_valid_from" ? validity.from : validity.until) = instant_of(value);
        expect_ok(builder_.set_validity(edge, validity));
      } else if (!write_knowledge(edge, key, value)) {
        expect_ok(builder_.set_property(edge, builder_.intern_key(key), value));
      }
    }
  }

 private:
  template <typename Id>
  void add_flags(Id id, int cleared, int set) {
    expect_ok(builder_.set_flags(
        id, static_cast<std::uint8_t>((builder_.view().flags(id) & ~cleared) | set)));
  }

  // False: `key` is an ordinary property.
  template <typename Id>
  bool write_knowledge(Id id, const std::string& key, const Value& value) {
    if (key == "_planes") {
      add_flags(id, kBothPlanes, plane_flags(value.as_string(), kFlagRecorded, kFlagObserved));
    } else if (key == "_absent") {
      add_flags(id, 0, plane_flags(value.as_string(), kFlagRecordedAbsent, kFlagObservedAbsent));
    } else if (key == "_derived") {
      add_flags(id, 0, value.as_boolean() ? kFlagDerived : 0);
    } else if (key == "_first_seen") {
      expect_ok(builder_.set_first_seen(id, instant_of(value)));
    } else if (key == "_sources") {
      std::vector<std::string> sources;
      for (const Value& source : value.as_list()) sources.push_back(source.as_string());
      expect_ok(builder_.set_sources(id, std::move(sources)));
    } else {
      if (key.starts_with('_')) ADD_FAILURE() << "graph literal: nothing is called " << key;
      return key.starts_with('_');
    }
    return true;
  }

  SnapshotBuilder& builder_;
  LiteralNames& names_;
};

}  // namespace

void write_literal(SnapshotBuilder& builder, std::string_view text, LiteralNames& names) {
  Reader reader(text);
  LiteralWriter writer(builder, names);
  while (!reader.at_end()) {
    NodePattern pattern = reader.node();
    if (reader.failed()) return;
    NodeId left = writer.write(pattern);
    for (std::optional<EdgePattern> edge = reader.edge(); edge.has_value(); edge = reader.edge()) {
      const NodePattern next = reader.node();
      if (reader.failed()) return;
      const NodeId right = writer.write(next);
      writer.write(*edge, left, right);
      left = right;
    }
  }
}

NodeId LiteralGraph::id(std::string_view variable) const {
  const auto found = names_.nodes.find(variable);
  if (found != names_.nodes.end()) return found->second;
  ADD_FAILURE() << "the graph literal has no node called " << variable;
  return make_id<NodeId>(snapshot_->node_slot_bound(), 0);
}

EdgeId LiteralGraph::edge(std::string_view variable) const {
  const auto found = names_.edges.find(variable);
  if (found != names_.edges.end()) return found->second;
  ADD_FAILURE() << "the graph literal has no edge called " << variable;
  return make_id<EdgeId>(snapshot_->edge_slot_bound(), 0);
}

std::string LiteralGraph::name(NodeId node) const {
  for (const auto& [variable, id] : names_.nodes) {
    if (id == node) return variable;
  }
  return fmt::format("#{}", slot_of(node));
}

LiteralGraph graph_of(std::string_view text) {
  SnapshotBuilder builder(GraphSnapshot::empty());
  LiteralNames names;
  write_literal(builder, text, names);
  return {std::move(builder).publish(1), std::move(names)};
}

}  // namespace muster::testing
