#include "core/identity/run_difference.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/identity/source.h"

namespace muster {
namespace {

bool covers(const std::vector<std::string>& sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

bool covers_kind(const Run& run, std::string_view kind) {
  return covers(run.covers, kEveryKind) || covers(run.covers, kind);
}

bool covers_row(const Run& run, const NodeAssertion& said) {
  if (!run.complete || !covers(run.scopes, said.scope)) return false;
  return said.stub || said.labels.empty() ||
         std::any_of(said.labels.begin(), said.labels.end(),
                     [&](const std::string& label) { return covers_kind(run, label); });
}
bool covers_row(const Run& run, const EdgeAssertion& said) {
  return run.complete && covers(run.scopes, said.scope) && covers_kind(run, said.type);
}

void sort_unique(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

// `newer` over `older`: a property that only the older has stays.
void merge_properties(PropertyList& newer, const PropertyList& older) {
  std::map<std::string, Value> merged(older.begin(), older.end());
  for (auto& [name, value] : newer) merged.insert_or_assign(name, std::move(value));
  newer.assign(std::make_move_iterator(merged.begin()), std::make_move_iterator(merged.end()));
}

void tidy_properties(PropertyList& properties) {
  std::erase_if(properties, [](const auto& property) { return property.second.is_null(); });
  merge_properties(properties, {});
}

void append_missing(std::vector<std::string>& names, const std::vector<std::string>& more) {
  for (const std::string& name : more)
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

void tidy(NodeAssertion& said) {
  tidy_properties(said.properties);
  std::vector<std::string> labels;
  append_missing(labels, said.labels);
  said.labels = std::move(labels);
  std::erase(said.aliases, said.key);
  std::erase(said.aliases, "");
  sort_unique(said.aliases);
}
void tidy(EdgeAssertion& said) { tidy_properties(said.properties); }

// Two assertions of one thing within a collection, or a partial one over what was said before. A
// stub adds nothing to a full one.
void merge(NodeAssertion& newer, const NodeAssertion& older) {
  append_missing(newer.aliases, older.aliases);
  if (newer.stub && !older.stub) {
    newer.labels = older.labels;
    newer.properties = older.properties;
    newer.scope = older.scope;
    newer.stub = false;
  } else if (newer.stub == older.stub) {
    append_missing(newer.labels, older.labels);
    merge_properties(newer.properties, older.properties);
    if (newer.scope.empty()) newer.scope = older.scope;
  }
  tidy(newer);
}
void merge(EdgeAssertion& newer, const EdgeAssertion& older) {
  merge_properties(newer.properties, older.properties);
}

std::string identity_of(const Run& run, const NodeAssertion& said) {
  return node_row_key(run.source, said.key);
}
std::string identity_of(const Run& run, const EdgeAssertion& said) {
  return edge_row_key(run.source, said);
}

Error incomplete_assertion(std::string_view what) {
  return Error{.code = ErrorCode::kInvalidInput,
               .message = std::string("A collection holds ") + std::string(what) + ".",
               .hint = "Every node needs a key, every edge a type and the keys of both its ends."};
}

template <typename Assertion>
using ByIdentity = std::map<std::string, Assertion>;

template <typename Assertion>
void add(ByIdentity<Assertion>& said, const Run& run, Assertion assertion) {
  tidy(assertion);
  const std::string identity = identity_of(run, assertion);
  const auto [place, fresh] = said.try_emplace(identity, assertion);
  if (fresh) return;
  merge(assertion, place->second);
  place->second = std::move(assertion);
}

NodeAssertion stub_of(const std::string& key, const std::string& scope) {
  return {.key = key, .labels = {}, .aliases = {}, .properties = {}, .scope = scope, .stub = true};
}

// Compares what is said with the rows of before. `old` finds a row by identity; for a complete run
// it holds all the source's rows.
template <typename Row, typename Assertion>
class Comparison {
 public:
  explicit Comparison(const Run& run) : run_(run) {}

  void compare(Assertion said, const Row* old, RowDifference<Row>& difference) const {
    const bool replaces =
        run_.complete && (old == nullptr || covers_row(run_, old->statement.said));
    if (old != nullptr && !replaces) merge(said, old->statement.said);
    if (old != nullptr && old->statement.said == said &&
        old->statement.first_seen <= run_.observed_at)
      return;
    Row row;
    row.statement.said = std::move(said);
    row.statement.source = run_.source;
    row.statement.plane = run_.plane;
    row.statement.run = run_.id;
    row.statement.first_seen =
        old == nullptr ? run_.observed_at : std::min(old->statement.first_seen, run_.observed_at);
    row.statement.changed_at = run_.observed_at;
    row.element = old == nullptr ? decltype(row.element){kNoElement} : old->element;
    difference.said.push_back(std::move(row));
  }

 private:
  const Run& run_;
};

struct Said {
  ByIdentity<NodeAssertion> nodes;
  ByIdentity<EdgeAssertion> edges;
};

Result<Said> gather(const Run& run, const std::vector<NodeAssertion>& nodes,
                    const std::vector<EdgeAssertion>& edges) {
  Said said;
  for (const NodeAssertion& node : nodes) {
    if (node.key.empty()) return incomplete_assertion("a node without a key");
    add(said.nodes, run, node);
  }
  for (const EdgeAssertion& edge : edges) {
    if (edge.type.empty()) return incomplete_assertion("an edge without a type");
    if (edge.source_key.empty() || edge.target_key.empty())
      return incomplete_assertion("an edge without one of its ends");
    add(said.edges, run, edge);
  }
  return said;
}

// A complete run: merges what is said with all rows of the source.
Result<RunDifference> complete_difference(const RecordReader& records, const Run& run, Said said) {
  RunDifference difference;
  std::map<std::string, std::string> ends;  // Key -> scope of an edge that names it.
  MUSTER_TRY(std::vector<EdgeRow> old_edges,
             scan_edge_rows(records, edge_rows_of(run.source), run.plane));
  std::unordered_map<std::string, EdgeRow> edges;
  for (EdgeRow& row : old_edges)
    edges.emplace(identity_of(run, row.statement.said), std::move(row));
  for (auto& [identity, row] : edges) {
    if (said.edges.contains(identity)) continue;
    if (covers_row(run, row.statement.said)) {
      difference.edges.retired.push_back(row);
    } else {
      ends.emplace(row.statement.said.source_key, row.statement.said.scope);
      ends.emplace(row.statement.said.target_key, row.statement.said.scope);
    }
  }
  for (auto& [identity, edge] : said.edges) {
    ends.emplace(edge.source_key, edge.scope);
    ends.emplace(edge.target_key, edge.scope);
    const auto old = edges.find(identity);
    Comparison<EdgeRow, EdgeAssertion>(run).compare(
        std::move(edge), old == edges.end() ? nullptr : &old->second, difference.edges);
  }

  MUSTER_TRY(std::vector<NodeRow> old_nodes,
             scan_node_rows(records, node_rows_of(run.source), run.plane));
  std::unordered_map<std::string, NodeRow> nodes;
  for (NodeRow& row : old_nodes)
    nodes.emplace(identity_of(run, row.statement.said), std::move(row));
  for (const auto& [key, scope] : ends) {
    const std::string identity = node_row_key(run.source, key);
    const auto old = nodes.find(identity);
    const bool kept = old != nodes.end() && !covers_row(run, old->second.statement.said);
    if (!kept) said.nodes.try_emplace(identity, stub_of(key, scope));
  }
  for (const auto& [identity, row] : nodes)
    if (!said.nodes.contains(identity) && covers_row(run, row.statement.said))
      difference.nodes.retired.push_back(row);
  for (auto& [identity, node] : said.nodes) {
    const auto old = nodes.find(identity);
    Comparison<NodeRow, NodeAssertion>(run).compare(
        std::move(node), old == nodes.end() ? nullptr : &old->second, difference.nodes);
  }
  return difference;
}

// An incomplete run: looks up what it says, and nothing else.
Result<RunDifference> partial_difference(const RecordReader& records, const Run& run, Said said) {
  RunDifference difference;
  std::map<std::string, std::string> ends;
  for (auto& [identity, edge] : said.edges) {
    ends.emplace(edge.source_key, edge.scope);
    ends.emplace(edge.target_key, edge.scope);
    MUSTER_TRY(const std::optional<EdgeRow> old,
               find_edge_row(records, run.source, run.plane, edge));
    Comparison<EdgeRow, EdgeAssertion>(run).compare(
        std::move(edge), old.has_value() ? &*old : nullptr, difference.edges);
  }
  for (const auto& [key, scope] : ends)
    said.nodes.try_emplace(node_row_key(run.source, key), stub_of(key, scope));
  for (auto& [identity, node] : said.nodes) {
    MUSTER_TRY(const std::optional<NodeRow> old,
               find_node_row(records, run.source, run.plane, node.key));
    Comparison<NodeRow, NodeAssertion>(run).compare(
        std::move(node), old.has_value() ? &*old : nullptr, difference.nodes);
  }
  return difference;
}

template <typename Row>
void sort_rows(std::vector<Row>& rows, const Run& run) {
  std::sort(rows.begin(), rows.end(), [&](const Row& left, const Row& right) {
    return identity_of(run, left.statement.said) < identity_of(run, right.statement.said);
  });
}

}  // namespace

Result<RunDifference> difference_of(const RecordReader& records, const Run& run,
                                    const std::vector<NodeAssertion>& nodes,
                                    const std::vector<EdgeAssertion>& edges) {
  MUSTER_TRY(Said said, gather(run, nodes, edges));
  MUSTER_TRY(RunDifference difference, run.complete
                                           ? complete_difference(records, run, std::move(said))
                                           : partial_difference(records, run, std::move(said)));
  sort_rows(difference.nodes.retired, run);
  sort_rows(difference.edges.retired, run);
  return difference;
}

}  // namespace muster
