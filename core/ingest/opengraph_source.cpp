// Adapter `opengraph`: BloodHound's OpenGraph, {"metadata": {…}, "graph": {"nodes": […], "edges":
// […]}}.
//
// Labels, edge types, directions and property names stay as they are; Muster's kind is a further
// label, and stands first. Edges name their ends by id, by name or by properties. An end that no
// node of the run answers to becomes a stub.
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "core/base/instant.h"
#include "core/identity/source.h"
#include "core/ingest/adapter.h"
#include "core/ingest/collection.h"
#include "core/ingest/document.h"
#include "core/ingest/opengraph_kinds.h"
#include "core/ingest/redaction.h"
#include "core/ingest/sources.h"

namespace muster::ingest {
namespace {

constexpr auto kCovers = std::to_array<std::string_view>({kEveryKind});

std::string lower(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(), [](unsigned char c) {
    return static_cast<char>(c < 0x80 ? std::tolower(c) : c);
  });
  return folded;
}

// What a node is for Muster: the first of its kinds that means something.
std::string_view muster_kind_of_all(const std::vector<std::string>& kinds) {
  for (const std::string& kind : kinds) {
    if (const std::string_view mapped = muster_kind_of(kind); !mapped.empty()) return mapped;
  }
  return {};
}

std::vector<std::string> labels_of(const std::vector<std::string>& kinds) {
  std::vector<std::string> labels;
  if (const std::string_view mapped = muster_kind_of_all(kinds); !mapped.empty()) {
    labels.emplace_back(mapped);
  }
  for (const std::string& kind : kinds) {
    if (std::ranges::find(labels, kind) == labels.end()) labels.push_back(kind);
  }
  return labels;
}

bool holds_a_secret(const std::vector<std::string>& labels) {
  return std::ranges::any_of(labels, [](const std::string& label) {
    return label == "Secret" || label.ends_with("Secret") || label.ends_with("Token") ||
           label.ends_with("Password") || label.ends_with("Credential") || label.ends_with("Key");
  });
}

// A text or number as an id; nullopt: anything else.
std::optional<std::string> id_text(const Value* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is_string() && !value->as_string().empty()) return value->as_string();
  if (value->is_integer()) return std::to_string(value->as_integer());
  return std::nullopt;
}

std::optional<Instant> time_of(const Value* value) {
  if (value == nullptr || !value->is_string()) return std::nullopt;
  const auto instant = parse_instant(value->as_string());
  return instant.has_value() ? std::optional(*instant) : std::nullopt;
}

class OpenGraphReader {
 public:
  OpenGraphReader(const InputFile& file, const AdapterOptions& options, Collection& collection)
      : file_(file), options_(options), collection_(collection) {}

  Result<void> read(const Value& document) {
    const Value* graph = member(document, "graph");
    if (graph == nullptr || !graph->is_map()) return shape_error("graph", "an object");
    for (const std::string_view list : {"nodes", "edges"}) {
      const Value* value = member(*graph, list);
      if (value != nullptr && !value->is_list()) {
        return shape_error(fmt::format("graph.{}", list), "a list");
      }
    }
    if (const Value* metadata = member(document, "metadata"); metadata != nullptr) {
      vocabulary_ = lower(text_or_empty(*metadata, "source_kind"));
    }
    if (vocabulary_.empty()) vocabulary_ = "opengraph";
    const ValueList& nodes = list_member(*graph, "nodes");
    const ValueList& edges = list_member(*graph, "edges");
    find_environment(nodes);
    find_shared_ids(nodes);
    for (std::size_t index = 0; index < nodes.size(); ++index) {
      add(nodes[index], pointer("/graph/nodes", index));
    }
    for (std::size_t index = 0; index < edges.size(); ++index) {
      add_relation(edges[index], pointer("/graph/edges", index));
    }
    name_scope(collection_, file_scope_);
    return ok();
  }

 private:
  Result<void> shape_error(std::string_view place, std::string_view due) const {
    return Error{
        .code = ErrorCode::kInvalidInput,
        .message =
            fmt::format("{} is no OpenGraph document: '{}' is not {}.", file_.name, place, due),
        .position = std::nullopt,
        .hint = "An OpenGraph document is {\"graph\": {\"nodes\": [...], \"edges\": [...]}}.",
        .detail = {}};
  }

  static std::string environment_id(const Value& node) {
    const Value* properties = member(node, "properties");
    return properties == nullptr ? std::string() : text_or_empty(*properties, "environmentid");
  }

  // The tenant that most nodes lie in; of equal ones the first by name.
  void find_environment(const ValueList& nodes) {
    std::map<std::string, std::size_t> uses;
    for (const Value& node : nodes) {
      const std::string environment = environment_id(node);
      if (!environment.empty()) ++uses[environment];
    }
    std::string best;
    for (const auto& [environment, count] : uses) {
      if (best.empty() || count > uses[best]) best = environment;
    }
    file_scope_ = !options_.scope.empty() ? options_.scope
                                          : vocabulary_ + ":" + (best.empty() ? "default" : best);
  }

  std::string scope_of(const Value& node) const {
    const std::string environment = environment_id(node);
    if (!options_.scope.empty() || environment.empty()) return file_scope_;
    return vocabulary_ + ":" + environment;
  }

  static std::string first_kind(const Value& node) {
    const auto kinds = strings_of(member(node, "kinds"));
    return kinds.empty() ? std::string() : kinds.front();
  }

  // Some collectors give one id to things of several kinds (a database and a user of one name).
  // They stay apart: one of them must not become the other.
  void find_shared_ids(const ValueList& nodes) {
    std::unordered_map<std::string, std::string> kind_of_id;
    for (const Value& node : nodes) {
      const auto id = id_text(member(node, "id"));
      if (!id) continue;
      const std::string kind = first_kind(node);
      const auto [place, added] = kind_of_id.try_emplace(*id, kind);
      if (added || place->second == kind) continue;
      auto& kinds = shared_ids_[*id];
      kinds.insert(place->second);
      kinds.insert(kind);
    }
  }

  std::string key_of(const std::string& id, const std::string& kind) const {
    const auto shared = shared_ids_.find(id);
    if (shared == shared_ids_.end()) return id;
    return fmt::format("{}|{}", id, shared->second.contains(kind) ? kind : *shared->second.begin());
  }

  void add(const Value& entry, const std::string& place) {
    if (!entry.is_map()) {
      reject(collection_, file_, place,
             fmt::format("It is {}, where a node is due.", shape_of(entry)));
      return;
    }
    const auto id = id_text(member(entry, "id"));
    if (!id) {
      reject(collection_, file_, place, "The node has no id.");
      return;
    }
    const auto kinds = strings_of(member(entry, "kinds"));
    if (kinds.empty()) {
      reject(collection_, file_, place, "The node has no kinds.");
      return;
    }
    if (const Value* properties = member(entry, "properties");
        properties != nullptr && !properties->is_map()) {
      reject(collection_, file_, place, "The node's properties are not an object.");
      return;
    }
    accept(collection_);
    NodeAssertion node;
    node.key = key_of(*id, kinds.front());
    node.labels = labels_of(kinds);
    node.scope = scope_of(entry);
    add_properties(map_member(entry, "properties"), holds_a_secret(node.labels), node.properties);
    add_expiry(map_member(entry, "properties"), node.properties);
    remember(node);
    add_node(collection_, std::move(node));
  }

  // Nested objects are no property of a graph; what is left of them is their text.
  static void add_properties(const ValueMap& given, bool secret, PropertyList& properties) {
    for (const auto& [name, value] : given) {
      if (secret && (name == "value" || name == "data") && value.is_string() &&
          !value.as_string().empty()) {
        add_redacted(properties, name + "_secret", value);  // The name says what it is.
        continue;
      }
      const bool nested =
          value.is_map() ||
          (value.is_list() && std::ranges::any_of(value.as_list(), [](const Value& item) {
             return item.is_map() || item.is_list();
           }));
      if (!nested) {
        add_redacted(properties, name, value);
        continue;
      }
      bool dropped = false;
      const Value kept = redact(name, value, dropped);
      add_redacted(properties, name, dropped ? value : Value(to_json_text(kept)));
    }
  }

  // Muster's own `expires_at`, from the names that collectors use for it.
  static void add_expiry(const ValueMap& given, PropertyList& properties) {
    for (const std::string_view name : {"expires_at", "token_expires_at", "expires_at_time",
                                        "expiration_time", "expiresAt", "expiration"}) {
      const auto value = given.find(name);
      if (value == given.end()) continue;
      if (const auto instant = time_of(&value->second)) {
        set_property(properties, "expires_at", Value(*instant));
        return;
      }
    }
  }

  void remember(const NodeAssertion& node) {
    for (const auto& [name, value] : node.properties) {
      if (name == "name" && value.is_string())
        by_name_[lower(value.as_string())].push_back(node.key);
    }
  }

  struct End {
    std::string key;
    std::string problem;  // Why there is none.
  };

  bool has_kind(const std::string& key, const std::string& kind) const {
    const auto place = collection_.node_index.find(key);
    if (place == collection_.node_index.end()) return false;
    const auto& labels = collection_.nodes[place->second].labels;
    return kind.empty() || std::ranges::find(labels, kind) != labels.end();
  }

  void add_end_stub(const std::string& key, const std::string& kind, PropertyList properties) {
    if (has_node(collection_, key)) return;
    NodeAssertion stub;
    stub.key = key;
    if (!kind.empty()) stub.labels = labels_of({kind});
    stub.scope = file_scope_;
    stub.stub = true;
    stub.properties = std::move(properties);
    add_node(collection_, std::move(stub));
  }

  End end_of(const Value* ref) {
    if (ref == nullptr || !ref->is_map()) return {{}, "is missing"};
    const std::string kind = text_or_empty(*ref, "kind");
    const std::string match_by = text_or_empty(*ref, "match_by");
    if (match_by == "property" ||
        (match_by.empty() && member(*ref, "property_matchers") != nullptr)) {
      return end_by_properties(*ref, kind);
    }
    const auto value = id_text(member(*ref, "value"));
    if (!value) return {{}, "has no value"};
    if (match_by.empty() || match_by == "id") {
      std::string key = key_of(*value, kind);
      add_end_stub(key, kind, {});
      return {std::move(key), {}};
    }
    if (match_by != "name") return {{}, "is matched neither by id nor by name nor by property"};
    for (const std::string& key : by_name_[lower(*value)]) {
      if (has_kind(key, kind)) return {key, {}};
    }
    std::string key = fmt::format("{}?name={}", kind.empty() ? "Node" : kind, lower(*value));
    add_end_stub(key, kind, {{"name", Value(*value)}});
    return {std::move(key), {}};
  }

  End end_by_properties(const Value& ref, const std::string& kind) {
    std::map<std::string, Value> wanted;
    for (const Value& matcher : list_member(ref, "property_matchers")) {
      const std::string key = text_or_empty(matcher, "key");
      const std::string comparison = text_or_empty(matcher, "operator");
      const Value* value = member(matcher, "value");
      if (key.empty() || value == nullptr)
        return {{}, "has a property matcher without key or value"};
      if (!comparison.empty() && comparison != "equals") {
        return {{}, "has a property matcher that is not 'equals'"};
      }
      wanted[key] = *value;
    }
    if (wanted.empty()) return {{}, "has no property_matchers"};
    for (const NodeAssertion& node : collection_.nodes) {
      if (node.stub || !has_kind(node.key, kind)) continue;
      const bool all = std::ranges::all_of(wanted, [&](const auto& want) {
        return std::ranges::any_of(node.properties, [&](const auto& property) {
          return property.first == want.first && property.second == want.second;
        });
      });
      if (all) return {node.key, {}};
    }
    std::string key = kind.empty() ? "Node" : kind;
    char mark = '?';
    PropertyList properties;
    for (const auto& [name, value] : wanted) {
      // A secret may not become a part of a key either.
      if (names_secret_value(name)) return {{}, "is matched by a property that holds a secret"};
      key += fmt::format("{}{}={}", std::exchange(mark, '&'), name,
                         value.is_string() ? value.as_string() : to_json_text(value));
      set_property(properties, name, value);
    }
    add_end_stub(key, kind, std::move(properties));
    return {std::move(key), {}};
  }

  void add_relation(const Value& entry, const std::string& place) {
    if (!entry.is_map()) {
      reject(collection_, file_, place,
             fmt::format("It is {}, where an edge is due.", shape_of(entry)));
      return;
    }
    const std::string kind = text_or_empty(entry, "kind");
    if (kind.empty()) {
      reject(collection_, file_, place, "The edge has no kind.");
      return;
    }
    if (const Value* properties = member(entry, "properties");
        properties != nullptr && !properties->is_map()) {
      reject(collection_, file_, place, "The edge's properties are not an object.");
      return;
    }
    EdgeAssertion edge;
    edge.type = kind;
    for (const auto& [side, key] :
         {std::pair{"start", &edge.source_key}, {"end", &edge.target_key}}) {
      End end = end_of(member(entry, side));
      if (end.key.empty()) {
        reject(collection_, file_, place, fmt::format("The edge's {} {}.", side, end.problem));
        return;
      }
      *key = std::move(end.key);
    }
    accept(collection_);
    edge.scope = file_scope_;
    const ValueMap& given = map_member(entry, "properties");
    add_properties(given, false, edge.properties);
    const auto time = [&](std::string_view name) {
      const auto value = given.find(name);
      return value == given.end() ? std::nullopt : time_of(&value->second);
    };
    if (const auto from = time("valid_from")) edge.validity.from = *from;
    if (const auto until = time("valid_until")) edge.validity.until = *until;
    const auto conditional = given.find("conditional");
    edge.conditional = conditional != given.end() && conditional->second == Value(true);
    add_edge(collection_, std::move(edge));
  }

  const InputFile& file_;
  const AdapterOptions& options_;
  Collection& collection_;
  std::string vocabulary_;
  std::string file_scope_;
  std::unordered_map<std::string, std::set<std::string>> shared_ids_;
  std::unordered_map<std::string, std::vector<std::string>> by_name_;
};

class OpenGraphSource final : public Adapter {
 public:
  std::string_view name() const override { return "opengraph"; }
  std::string_view media_type() const override { return "application/json"; }
  std::span<const std::string_view> covers() const override { return kCovers; }

  bool recognises(const InputFile& file) const override {
    const auto keys = top_level_keys(file.bytes);
    return std::ranges::find(keys, "graph") != keys.end();
  }

  Result<void> read(const InputFile& file, const AdapterOptions& options,
                    Collection& collection) const override {
    MUSTER_TRY(const Value document, parse_json(file));
    return OpenGraphReader(file, options, collection).read(document);
  }
};

}  // namespace

const Adapter& opengraph_source() {
  static const OpenGraphSource source;
  return source;
}

}  // namespace muster::ingest
