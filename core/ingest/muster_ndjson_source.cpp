// Adapter `muster-ndjson`: Muster's own format, for what has no adapter yet (HR, registries, secret
// inventories). One JSON object a line:
//
//   {"muster": {"version": 1, "scope": "hr:acme"}}
//   {"node": {"key": "hr:p-17", "labels": ["Person"], "aliases": ["ada@acme.example"],
//             "properties": {"name": "Ada"}, "scope": "hr:acme", "stub": false}}
//   {"edge": {"type": "HAS_ACCOUNT", "source": "hr:p-17", "target": "…", "discriminator": "",
//             "properties": {}, "valid_from": "2026-01-01", "valid_until": "…",
//             "conditional": false}}
//
// The first line is optional: the scope of what follows. Empty lines are skipped. Properties named
// …_at, valid_from and valid_until are times.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/base/instant.h"
#include "core/identity/kinds.h"
#include "core/identity/source.h"
#include "core/ingest/adapter.h"
#include "core/ingest/collection.h"
#include "core/ingest/document.h"
#include "core/ingest/redaction.h"
#include "core/ingest/sources.h"

namespace muster::ingest {
namespace {

constexpr auto kCovers = std::to_array<std::string_view>({kEveryKind});
constexpr std::int64_t kVersion = 1;

bool names_a_time(std::string_view name) {
  return name.ends_with("_at") || name == "valid_from" || name == "valid_until";
}

class NdjsonReader {
 public:
  NdjsonReader(const InputFile& file, const AdapterOptions& options, Collection& collection)
      : file_(file), options_(options), collection_(collection), scope_(options.scope) {}

  Result<void> read() {
    std::string_view text = without_bom(file_.bytes);
    std::uint64_t line = 0;
    while (!text.empty()) {
      ++line;
      const std::size_t end = text.find('\n');
      const std::string_view content = text.substr(0, end);
      const bool last = end == std::string_view::npos;
      text.remove_prefix(last ? text.size() : end + 1);
      if (content.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      auto record = parse_json_line(file_, content, line);
      if (!record.has_value()) {
        // A last line without its end and without a meaning is a file cut off, not a bad record.
        if (last) return std::move(record).error();
        reject(collection_, file_, fmt::format("line {}", line), "The line is not a JSON object.");
        continue;
      }
      MUSTER_CHECK(read_record(*record, line));
    }
    return ok();
  }

 private:
  Result<void> read_record(const Value& record, std::uint64_t line) {
    const std::string place = fmt::format("line {}", line);
    if (const Value* header = member(record, "muster"); header != nullptr)
      return read_header(*header, line);
    if (const Value* node = member(record, "node"); node != nullptr) {
      add_node_record(*node, place);
    } else if (const Value* edge = member(record, "edge"); edge != nullptr) {
      add_edge_record(*edge, place);
    } else {
      reject(collection_, file_, place, "The line holds neither a node nor an edge.");
    }
    return ok();
  }

  Result<void> read_header(const Value& header, std::uint64_t line) {
    const Value* version = member(header, "version");
    if (version == nullptr || *version != Value(kVersion)) {
      return Error{.code = ErrorCode::kInvalidInput,
                   .message = fmt::format("{}, line {}: the version of muster-ndjson is not {}.",
                                          file_.name, line, kVersion),
                   .position = std::nullopt,
                   .hint = "Write the file again with this version of muster, or update muster.",
                   .detail = {}};
    }
    if (options_.scope.empty()) scope_ = text_or_empty(header, "scope");
    if (!scope_.empty()) name_scope(collection_, scope_);
    return ok();
  }

  std::string scope_of(const Value& record) {
    std::string scope = options_.scope.empty() ? text_or_empty(record, "scope") : std::string();
    if (scope.empty()) scope = scope_.empty() ? "muster:default" : scope_;
    name_scope(collection_, scope);
    return scope;
  }

  // False: a member has the wrong type; the record is rejected.
  bool add_properties(const Value& record, bool secret, PropertyList& properties) const {
    const Value* given = member(record, "properties");
    if (given == nullptr) return true;
    if (!given->is_map()) return false;
    for (const auto& [name, value] : given->as_map()) {
      if (secret && name == "value" && value.is_string()) {
        add_redacted(properties, "secret_value", value);
        continue;
      }
      if (names_a_time(name) && value.is_string()) {
        if (const auto instant = parse_instant(value.as_string()); instant.has_value()) {
          set_property(properties, name, Value(*instant));
          continue;
        }
      }
      add_redacted(properties, name, value);
    }
    return true;
  }

  void add_node_record(const Value& record, const std::string& place) {
    NodeAssertion node;
    node.key = text_or_empty(record, "key");
    if (node.key.empty()) {
      reject(collection_, file_, place, "The node has no key.");
      return;
    }
    node.labels = strings_of(member(record, "labels"));
    if (node.labels.empty()) node.labels = strings_of(member(record, "kind"));
    if (node.labels.empty()) {
      reject(collection_, file_, place, "The node has no labels.");
      return;
    }
    // Muster's kind stands first, wherever the file has it.
    const auto kind = std::ranges::find_if(
        node.labels, [](const std::string& label) { return find_node_kind(label) != nullptr; });
    if (kind != node.labels.end()) std::rotate(node.labels.begin(), kind, std::next(kind));
    const bool secret = node.labels.front() == "Secret";
    if (!add_properties(record, secret, node.properties)) {
      reject(collection_, file_, place, "The node's properties are not an object.");
      return;
    }
    node.aliases = strings_of(member(record, "aliases"));
    const Value* stub = member(record, "stub");
    node.stub = stub != nullptr && *stub == Value(true);
    node.scope = scope_of(record);
    accept(collection_);
    add_node(collection_, std::move(node));
  }

  // nullopt: there, and no time.
  static std::optional<Instant> time_or(const Value& record, std::string_view name,
                                        Instant otherwise) {
    const Value* value = member(record, name);
    if (value == nullptr) return otherwise;
    if (!value->is_string()) return std::nullopt;
    const auto instant = parse_instant(value->as_string());
    return instant.has_value() ? std::optional(*instant) : std::nullopt;
  }

  void add_edge_record(const Value& record, const std::string& place) {
    EdgeAssertion edge;
    edge.type = text_or_empty(record, "type");
    edge.source_key = text_or_empty(record, "source");
    edge.target_key = text_or_empty(record, "target");
    edge.discriminator = text_or_empty(record, "discriminator");
    if (edge.type.empty() || edge.source_key.empty() || edge.target_key.empty()) {
      reject(collection_, file_, place, "The edge has no type, source or target.");
      return;
    }
    const auto from = time_or(record, "valid_from", Instant::min());
    const auto until = time_or(record, "valid_until", Instant::max());
    if (!from || !until || *until < *from) {
      reject(collection_, file_, place,
             "The edge's valid_from and valid_until are not two times in order.");
      return;
    }
    edge.validity = {*from, *until};
    if (!add_properties(record, false, edge.properties)) {
      reject(collection_, file_, place, "The edge's properties are not an object.");
      return;
    }
    const Value* conditional = member(record, "conditional");
    edge.conditional = conditional != nullptr && *conditional == Value(true);
    edge.scope = scope_of(record);
    accept(collection_);
    add_edge(collection_, std::move(edge));
  }

  const InputFile& file_;
  const AdapterOptions& options_;
  Collection& collection_;
  std::string scope_;
};

class MusterNdjsonSource final : public Adapter {
 public:
  std::string_view name() const override { return "muster-ndjson"; }
  std::string_view media_type() const override { return "application/x-ndjson"; }
  std::span<const std::string_view> covers() const override { return kCovers; }

  bool recognises(const InputFile& file) const override {
    const std::string_view text = without_bom(file.bytes);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || text[first] != '{') return false;
    const auto keys = top_level_keys(text.substr(first, text.find('\n', first) - first));
    return keys.size() == 1 && (keys[0] == "node" || keys[0] == "edge" || keys[0] == "muster");
  }

  Result<void> read(const InputFile& file, const AdapterOptions& options,
                    Collection& collection) const override {
    MUSTER_CHECK(check_utf8(file));
    if (file.bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      return Error{.code = ErrorCode::kInvalidInput,
                   .message = fmt::format("{} is empty.", file.name),
                   .position = std::nullopt,
                   .hint = "Give a file that holds at least one line.",
                   .detail = {}};
    }
    return NdjsonReader(file, options, collection).read();
  }
};

}  // namespace

const Adapter& muster_ndjson_source() {
  static const MusterNdjsonSource source;
  return source;
}

}  // namespace muster::ingest
