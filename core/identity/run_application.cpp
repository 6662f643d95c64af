#include "core/identity/run_application.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "core/identity/coverage.h"
#include "core/identity/resolution.h"
#include "core/identity/run_difference.h"
#include "core/identity/union_rules.h"

namespace muster {
namespace {

using RowKey = std::pair<std::string, std::string>;  // Source and the row's own key.

// Brings the union up to date with a difference. Nodes first, then edges: an edge is told by the
// nodes its ends resolve to.
class UnionUpdate {
 public:
  UnionUpdate(WriteBatch& batch, const Coverage& coverage, RunOutcome& outcome)
      : batch_(batch), coverage_(coverage), outcome_(outcome) {}

  Result<void> apply(RunDifference difference) {
    MUSTER_CHECK(gather_nodes(difference.nodes));
    MUSTER_CHECK(decide_components());
    MUSTER_CHECK(resolve_nodes());
    MUSTER_CHECK(gather_edges(difference.edges));
    MUSTER_CHECK(resolve_edges());
    return remove_leftovers();
  }

  // What a new verdict on coverage may touch: every element with a statement of one of these
  // scopes.
  Result<void> reconsider(const std::vector<Source>& sources, const std::set<std::string>& scopes) {
    for (const Source& source : sources) {
      MUSTER_TRY(const std::vector<NodeRow> nodes,
                 scan_node_rows(batch_, node_rows_of(source.name), source.plane));
      for (const NodeRow& row : nodes)
        if (scopes.contains(row.statement.said.scope))
          MUSTER_CHECK(reconsider_element(row.element, done_nodes_));
      MUSTER_TRY(const std::vector<EdgeRow> edges,
                 scan_edge_rows(batch_, edge_rows_of(source.name), source.plane));
      for (const EdgeRow& row : edges)
        if (scopes.contains(row.statement.said.scope))
          MUSTER_CHECK(reconsider_element(row.element, done_edges_));
    }
    return ok();
  }

 private:
  const GraphSnapshot& view() const { return batch_.view(); }

  // --- Nodes.
  Result<void> gather_node(NodeId node) {
    if (!gathered_nodes_.insert(node).second || !view().contains(node)) return ok();
    MUSTER_TRY(std::vector<NodeRow> rows, rows_of(batch_, view(), node));
    for (NodeRow& row : rows) {
      const RowKey key{row.statement.source, row.statement.said.key};
      if (!retired_nodes_.contains(key)) node_pool_.try_emplace(key, std::move(row));
    }
    return ok();
  }

  Result<void> gather_nodes(RowDifference<NodeRow>& difference) {
    for (const NodeRow& row : difference.retired) {
      retired_nodes_.insert({row.statement.source, row.statement.said.key});
      batch_.delete_record(Keyspace::kAssertions,
                           node_row_key(row.statement.source, row.statement.said.key));
    }
    for (NodeRow& row : difference.said) {
      const RowKey key{row.statement.source, row.statement.said.key};
      altered_nodes_.insert(key);
      node_pool_.insert_or_assign(key, row);
    }
    for (const NodeRow& row : difference.retired) MUSTER_CHECK(gather_node(row.element));
    for (const NodeRow& row : difference.said) {
      if (raw(row.element) != kNoElement) MUSTER_CHECK(gather_node(row.element));
      for (const NodeId node : view().nodes_by_alias(row.statement.said.key))
        MUSTER_CHECK(gather_node(node));
      for (const std::string& alias : row.statement.said.aliases)
        for (const NodeId node : view().nodes_by_alias(alias)) MUSTER_CHECK(gather_node(node));
    }
    return ok();
  }

  // Decides the components, and gathers the edges of every node whose statements part from it:
  // those edges move with their statements. Read before anything is written, while the graph and
  // the rows still agree.
  Result<void> decide_components() {
    std::vector<Claim> claims;
    for (const auto& [key, row] : node_pool_) {
      Claim claim{.names = row.statement.said.aliases, .element = raw(row.element)};
      claim.names.push_back(row.statement.said.key);
      claims.push_back(std::move(claim));
    }
    components_ = resolve_claims(claims);
    std::size_t index = 0;
    std::vector<std::uint64_t> before(claims.size());
    for (const Claim& claim : claims) before[index++] = claim.element;
    for (const Component& component : components_)
      for (const std::size_t member : component.members)
        if (before[member] != kNoElement && before[member] != component.element)
          MUSTER_CHECK(gather_edges_at(static_cast<NodeId>(before[member])));
    return ok();
  }

  Result<void> gather_edges_at(NodeId node) {
    if (!view().contains(node)) return ok();
    std::vector<EdgeId> edges;
    for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming})
      for (AdjacencyCursor cursor = view().adjacency(slot_of(node), direction); !cursor.done();
           cursor.next())
        for (const AdjacencyEntry& entry : cursor.run())
          if ((entry.flags & kFlagDerived) == 0) edges.push_back(*view().edge_at(entry.edge_slot));
    for (const EdgeId edge : edges) MUSTER_CHECK(gather_edge(edge));
    return ok();
  }

  Result<void> resolve_nodes() {
    std::vector<NodeRow*> rows;
    for (auto& [key, row] : node_pool_) rows.push_back(&row);
    for (const Component& component : components_) {
      std::vector<const NodeRow*> members;
      for (const std::size_t member : component.members) members.push_back(rows[member]);
      const NodeUnion wanted = unite(members, coverage_);
      const bool fresh = component.element == kNoElement;
      const NodeId node =
          fresh ? batch_.graph().create_node({}) : static_cast<NodeId>(component.element);
      if (fresh) fresh_nodes_.insert(node);
      MUSTER_TRY(const bool changed, apply_union(batch_.graph(), node, wanted));
      if (fresh)
        ++outcome_.nodes_created;
      else if (changed)
        ++outcome_.nodes_altered;
      kept_nodes_.insert(node);
      done_nodes_.insert(node);
      for (const std::size_t member : component.members) store_node(*rows[member], node);
    }
    return ok();
  }

  void store_node(NodeRow& row, NodeId node) {
    const bool moved = row.element != node;
    row.element = node;
    if (!moved && !altered_nodes_.contains({row.statement.source, row.statement.said.key})) return;
    batch_.put_record(Keyspace::kAssertions,
                      node_row_key(row.statement.source, row.statement.said.key), encode_row(row));
  }

  Result<NodeId> node_of(const std::string& source, Plane plane, const std::string& key) {
    const auto pooled = node_pool_.find({source, key});
    if (pooled != node_pool_.end()) return pooled->second.element;
    const auto known = settled_nodes_.find({source, key});
    if (known != settled_nodes_.end()) return known->second;
    MUSTER_TRY(const std::optional<NodeRow> row, find_node_row(batch_, source, plane, key));
    if (!row.has_value() || !view().contains(row->element))
      return Error{.code = ErrorCode::kCorruption,
                   .message = "A stored assertion names an end that is not stored."};
    settled_nodes_.emplace(RowKey{source, key}, row->element);
    return row->element;
  }

  // --- Edges.
  using EdgeIdentity = std::tuple<std::uint64_t, std::uint64_t, std::string, std::string>;

  Result<void> gather_edge(EdgeId edge) {
    if (!gathered_edges_.insert(edge).second || !view().contains(edge)) return ok();
    MUSTER_TRY(std::vector<EdgeRow> rows, rows_of(batch_, view(), edge));
    for (EdgeRow& row : rows) {
      std::string key = edge_row_key(row.statement.source, row.statement.said);
      edge_pool_.try_emplace(std::move(key), std::move(row));
    }
    return ok();
  }

  Result<void> gather_edges(RowDifference<EdgeRow>& difference) {
    for (EdgeRow& row : difference.said) {
      std::string key = edge_row_key(row.statement.source, row.statement.said);
      altered_edges_.insert(key);
      edge_pool_.insert_or_assign(std::move(key), row);
    }
    for (const EdgeRow& row : difference.retired) {
      MUSTER_CHECK(gather_edge(row.element));
      const std::string key = edge_row_key(row.statement.source, row.statement.said);
      edge_pool_.erase(key);
      batch_.delete_record(Keyspace::kAssertions, key);
    }
    for (const EdgeRow& row : difference.said) {
      if (raw(row.element) != kNoElement)
        MUSTER_CHECK(gather_edge(row.element));
      else
        MUSTER_CHECK(gather_parallels(row));
    }
    return ok();
  }

  // The edges that others already drew between the ends of a new statement.
  Result<void> gather_parallels(const EdgeRow& row) {
    const EdgeStatement& statement = row.statement;
    MUSTER_TRY(const NodeId source,
               node_of(statement.source, statement.plane, statement.said.source_key));
    MUSTER_TRY(const NodeId target,
               node_of(statement.source, statement.plane, statement.said.target_key));
    const std::optional<EdgeTypeId> type = view().catalog().edge_types.find(statement.said.type);
    if (!type.has_value() || fresh_nodes_.contains(source) || fresh_nodes_.contains(target))
      return ok();
    const bool forwards = view().degree(slot_of(source), Direction::kOutgoing) <=
                          view().degree(slot_of(target), Direction::kIncoming);
    const NodeId near = forwards ? source : target;
    const NodeId far = forwards ? target : source;
    std::vector<EdgeId> parallels;
    for (AdjacencyCursor cursor = view().adjacency(
             slot_of(near), forwards ? Direction::kOutgoing : Direction::kIncoming, *type);
         !cursor.done(); cursor.next())
      for (const AdjacencyEntry& entry : cursor.run())
        if (entry.neighbour_slot == slot_of(far) && (entry.flags & kFlagDerived) == 0)
          parallels.push_back(*view().edge_at(entry.edge_slot));
    for (const EdgeId edge : parallels) MUSTER_CHECK(gather_edge(edge));
    return ok();
  }

  Result<void> resolve_edges() {
    std::map<EdgeIdentity, std::vector<EdgeRow*>> groups;
    for (auto& [key, row] : edge_pool_) {
      const EdgeAssertion& said = row.statement.said;
      MUSTER_TRY(const NodeId source,
                 node_of(row.statement.source, row.statement.plane, said.source_key));
      MUSTER_TRY(const NodeId target,
                 node_of(row.statement.source, row.statement.plane, said.target_key));
      groups[{raw(source), raw(target), said.type, said.discriminator}].push_back(&row);
    }
    for (auto& [identity, rows] : groups) MUSTER_CHECK(settle_edge(identity, rows));
    return ok();
  }

  Result<void> settle_edge(const EdgeIdentity& identity, const std::vector<EdgeRow*>& rows) {
    const auto source = static_cast<NodeId>(std::get<0>(identity));
    const auto target = static_cast<NodeId>(std::get<1>(identity));
    MUSTER_TRY(const EdgeTypeId type, batch_.graph().intern_edge_type(std::get<2>(identity)));
    std::uint64_t element = kNoElement;
    for (const EdgeRow* row : rows) {
      if (raw(row->element) == kNoElement || !view().contains(row->element) ||
          kept_edges_.contains(row->element))
        continue;
      if (view().ends(row->element) == EdgeEnds{source, target, type})
        element = std::min(element, raw(row->element));
    }
    const bool fresh = element == kNoElement;
    EdgeId edge = static_cast<EdgeId>(element);
    if (fresh) {
      MUSTER_TRY(edge, batch_.graph().create_edge(source, type, target));
    }
    const std::vector<const EdgeRow*> members(rows.begin(), rows.end());
    MUSTER_TRY(const bool changed, apply_union(batch_.graph(), edge, unite(members, coverage_)));
    if (fresh)
      ++outcome_.edges_created;
    else if (changed)
      ++outcome_.edges_altered;
    kept_edges_.insert(edge);
    done_edges_.insert(edge);
    for (EdgeRow* row : rows) {
      const std::string key = edge_row_key(row->statement.source, row->statement.said);
      const bool moved = row->element != edge;
      row->element = edge;
      if (moved || altered_edges_.contains(key))
        batch_.put_record(Keyspace::kAssertions, key, encode_row(*row));
    }
    return ok();
  }

  // --- What nobody says any more.
  Result<void> remove_leftovers() {
    for (const EdgeId edge : gathered_edges_) {
      if (kept_edges_.contains(edge) || !view().contains(edge)) continue;
      MUSTER_TRY(const bool removed, remove_or_leave_to_local(edge));
      if (removed) ++outcome_.edges_removed;
    }
    for (const NodeId node : gathered_nodes_) {
      if (kept_nodes_.contains(node) || !view().contains(node)) continue;
      MUSTER_TRY(const bool removed, remove_or_leave_to_local(node));
      if (removed) ++outcome_.nodes_removed;
    }
    return ok();
  }

  static bool is_local(const std::vector<std::string>& sources) {
    return std::find(sources.begin(), sources.end(), kLocalSource) != sources.end();
  }

  Result<bool> remove_or_leave_to_local(EdgeId edge) {
    // Gathered because a node beside it moved, and written by Cypher: it has no statement, its row
    // is one.
    if (is_local(view().sources(edge))) {
      MUSTER_CHECK(batch_.graph().set_sources(edge, {std::string(kLocalSource)}));
      return false;
    }
    MUSTER_CHECK(batch_.graph().delete_edge(edge));
    return true;
  }

  Result<bool> remove_or_leave_to_local(NodeId node) {
    bool wanted = is_local(view().sources(node));
    for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming})
      for (AdjacencyCursor cursor = view().adjacency(slot_of(node), direction); !cursor.done();
           cursor.next())
        for (const AdjacencyEntry& entry : cursor.run())
          wanted = wanted || (entry.flags & kFlagDerived) == 0;
    if (!wanted) {
      MUSTER_CHECK(batch_.graph().detach_delete_node(node));
      return true;
    }
    // An edge that Cypher wrote still ends here: the node stays as one that is only named.
    const bool local = is_local(view().sources(node));
    MUSTER_CHECK(
        batch_.graph().set_sources(node, local ? std::vector<std::string>{std::string(kLocalSource)}
                                               : std::vector<std::string>{}));
    MUSTER_CHECK(
        batch_.graph().set_flags(node, static_cast<std::uint8_t>(local ? kFlagObserved : 0)));
    return false;
  }

  // --- Coverage alone.
  template <typename Id>
  Result<void> reconsider_element(Id element, std::set<Id>& done) {
    if (!done.insert(element).second || !view().contains(element)) return ok();
    MUSTER_TRY(const auto rows, rows_of(batch_, view(), element));
    if (rows.empty()) return ok();
    std::vector<const typename std::decay_t<decltype(rows)>::value_type*> members;
    for (const auto& row : rows) members.push_back(&row);
    MUSTER_TRY(const bool changed, apply_union(batch_.graph(), element, unite(members, coverage_)));
    if (changed) ++(std::is_same_v<Id, NodeId> ? outcome_.nodes_altered : outcome_.edges_altered);
    return ok();
  }

  WriteBatch& batch_;
  const Coverage& coverage_;
  RunOutcome& outcome_;

  // Ordered containers: the order in which elements are made and removed decides their ids, and
  // must be the input's alone.
  std::map<RowKey, NodeRow> node_pool_;
  std::set<RowKey> altered_nodes_;
  std::set<RowKey> retired_nodes_;
  std::set<NodeId> gathered_nodes_;
  std::set<NodeId> kept_nodes_;
  std::set<NodeId> done_nodes_;
  std::unordered_set<NodeId> fresh_nodes_;
  std::map<RowKey, NodeId> settled_nodes_;  // Ends of edges whose node rows did not change.
  std::vector<Component> components_;

  std::map<std::string, EdgeRow> edge_pool_;  // By row key.
  std::set<std::string> altered_edges_;
  std::set<EdgeId> gathered_edges_;
  std::set<EdgeId> kept_edges_;
  std::set<EdgeId> done_edges_;
};

Result<void> check(const RunRequest& request) {
  if (request.complete && request.scopes.empty())
    return Error{
        .code = ErrorCode::kInvalidArgument,
        .message = "A complete run must say which scope it covers, and its files name none.",
        .hint = "Add --scope, as in --scope aws:111122223333."};
  if (request.complete && request.covers.empty())
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "A complete run must say which kinds it covers.",
                 .hint = "Add --covers, as in --covers IamRole,IamUser."};
  return ok();
}

std::vector<std::string> sorted_unique(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Result<std::uint64_t> next_sequence(const WriteBatch& batch) {
  MUSTER_TRY(const std::vector<Run> runs, list_runs(batch));
  return runs.empty() ? std::uint64_t{1} : runs.back().sequence + 1;
}

// What the source covers after the run: a scope that was collected again is covered as this run
// claims, or not at all.
std::vector<CoveredScope> coverage_after(const Source& source, const Run& run) {
  std::map<std::string, CoveredScope> coverage;
  for (const CoveredScope& covered : source.coverage) coverage.emplace(covered.scope, covered);
  for (const std::string& scope : run.scopes) {
    coverage.erase(scope);
    if (run.complete)
      coverage[scope] = {
          .scope = scope, .kinds = run.covers, .run = run.id, .observed_at = run.observed_at};
  }
  std::vector<CoveredScope> sorted;
  for (auto& [scope, covered] : coverage) sorted.push_back(std::move(covered));
  return sorted;
}

// The scopes in which some kind is covered now and was not, or the other way round.
std::set<std::string> scopes_with_new_verdicts(const std::vector<CoveredScope>& before,
                                               const std::vector<CoveredScope>& after) {
  std::map<std::string, std::vector<std::string>> kinds_before;
  std::set<std::string> scopes;
  for (const CoveredScope& covered : before) kinds_before[covered.scope] = covered.kinds;
  for (const CoveredScope& covered : after) {
    const auto known = kinds_before.find(covered.scope);
    if (known == kinds_before.end() || known->second != covered.kinds) scopes.insert(covered.scope);
    if (known != kinds_before.end()) kinds_before.erase(known);
  }
  for (const auto& [scope, kinds] : kinds_before) scopes.insert(scope);
  return scopes;
}

}  // namespace

Result<RunOutcome> apply_run(WriteBatch& batch, const RunRequest& request,
                             const std::vector<NodeAssertion>& nodes,
                             const std::vector<EdgeAssertion>& edges) {
  MUSTER_CHECK(check(request));
  MUSTER_TRY(Source source,
             declare_source(batch, request.source, request.plane, request.started_at));
  MUSTER_TRY(const std::uint64_t sequence, next_sequence(batch));
  RunOutcome outcome;
  outcome.run = {.id = fmt::format("run-{}", sequence),
                 .sequence = sequence,
                 .source = request.source,
                 .plane = request.plane,
                 .formats = sorted_unique(request.formats),
                 .files = request.files,
                 .scopes = sorted_unique(request.scopes),
                 .covers = sorted_unique(request.covers),
                 .complete = request.complete,
                 .observed_at = request.observed_at,
                 .started_at = request.started_at,
                 .accepted = request.accepted,
                 .rejected = request.rejected,
                 .changed_nodes = 0,
                 .changed_edges = 0,
                 .state = RunState::kApplied};
  Run& run = outcome.run;

  MUSTER_TRY(RunDifference difference, difference_of(batch, run, nodes, edges));
  std::vector<CoveredScope> coverage_now = coverage_after(source, run);
  const std::set<std::string> reconsidered =
      scopes_with_new_verdicts(source.coverage, coverage_now);
  source.coverage = std::move(coverage_now);
  source.last_run = run.id;
  store_source(batch, source);

  MUSTER_TRY(const std::vector<Source> sources, list_sources(batch));
  const Coverage coverage = Coverage::of_sources(sources);
  UnionUpdate update(batch, coverage, outcome);
  MUSTER_CHECK(update.apply(std::move(difference)));
  if (!reconsidered.empty()) MUSTER_CHECK(update.reconsider(sources, reconsidered));

  run.changed_nodes = outcome.nodes_created + outcome.nodes_altered + outcome.nodes_removed;
  run.changed_edges = outcome.edges_created + outcome.edges_altered + outcome.edges_removed;
  store_run(batch, run);
  return outcome;
}

}  // namespace muster
