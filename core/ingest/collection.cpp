#include "core/ingest/collection.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

namespace muster::ingest {
namespace {

// Sorted by name; of equal names the last one set stays, as JSON readers do.
void sort_properties(PropertyList& properties) {
  std::vector<std::size_t> order(properties.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t place) {
    return std::pair(std::string_view(properties[place].first), place);
  });
  PropertyList unique;
  unique.reserve(properties.size());
  for (const std::size_t place : order) {
    auto& property = properties[place];
    if (!unique.empty() && unique.back().first == property.first) {
      unique.back().second = std::move(property.second);
    } else {
      unique.push_back(std::move(property));
    }
  }
  properties = std::move(unique);
}

// What `more` says and `properties` does not. Both are sorted.
void unite_properties(PropertyList& properties, PropertyList&& more) {
  for (auto& [name, value] : more) {
    const auto place =
        std::ranges::lower_bound(properties, name, {}, &PropertyList::value_type::first);
    if (place == properties.end() || place->first != name) {
      properties.emplace(place, std::move(name), std::move(value));
    }
  }
}

void unite_names(std::vector<std::string>& names, std::vector<std::string>&& more) {
  for (auto& name : more) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
}

// Unambiguous: no part of a key holds a zero byte that JSON or YAML text could not also hold, so
// the lengths stand in front.
std::string edge_identity(const EdgeAssertion& edge) {
  std::string identity;
  for (const std::string* part :
       {&edge.type, &edge.source_key, &edge.target_key, &edge.discriminator}) {
    identity += std::to_string(part->size());
    identity += ':';
    identity += *part;
  }
  return identity;
}

}  // namespace

void add_node(Collection& collection, NodeAssertion node) {
  sort_properties(node.properties);
  const auto [place, added] = collection.node_index.try_emplace(node.key, collection.nodes.size());
  if (added) {
    collection.nodes.push_back(std::move(node));
    return;
  }
  NodeAssertion& known = collection.nodes[place->second];
  if (known.stub != node.stub) {  // The real one stands alone: a stub is a guess from a mention.
    if (known.stub) std::swap(known, node);
    unite_names(known.aliases, std::move(node.aliases));
    return;
  }
  unite_properties(known.properties, std::move(node.properties));
  unite_names(known.labels, std::move(node.labels));
  unite_names(known.aliases, std::move(node.aliases));
  if (known.scope.empty()) known.scope = std::move(node.scope);
}

void add_edge(Collection& collection, EdgeAssertion edge) {
  sort_properties(edge.properties);
  const auto [place, added] =
      collection.edge_index.try_emplace(edge_identity(edge), collection.edges.size());
  if (added) {
    collection.edges.push_back(std::move(edge));
    return;
  }
  unite_properties(collection.edges[place->second].properties, std::move(edge.properties));
}

bool has_node(const Collection& collection, const std::string& key) {
  return collection.node_index.contains(key);
}

void accept(Collection& collection) {
  ++collection.records_read;
  ++collection.records_accepted;
}

void reject(Collection& collection, const InputFile& file, std::string position,
            std::string reason) {
  ++collection.records_read;
  collection.rejected.push_back({file.name, std::move(position), std::move(reason)});
}

void warn(Collection& collection, std::string sentence) {
  if (std::ranges::find(collection.warnings, sentence) == collection.warnings.end()) {
    collection.warnings.push_back(std::move(sentence));
  }
}

void name_scope(Collection& collection, std::string_view scope) {
  const auto place = std::ranges::lower_bound(collection.scopes, scope);
  if (place == collection.scopes.end() || *place != scope) {
    collection.scopes.emplace(place, scope);
  }
}

void set_property(PropertyList& properties, std::string_view name, Value value) {
  const auto place =
      std::ranges::lower_bound(properties, name, {}, &PropertyList::value_type::first);
  if (place != properties.end() && place->first == name) {
    place->second = std::move(value);
  } else {
    properties.emplace(place, std::string(name), std::move(value));
  }
}

}  // namespace muster::ingest
