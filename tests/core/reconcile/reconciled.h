// A store, runs written by hand and what reconciling it finds.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/derivation/derivation_stage.h"
#include "core/graph/graph_store.h"
#include "core/graph/memory_store.h"
#include "core/identity/run_application.h"
#include "core/reconcile/reconcile.h"

namespace muster::reconcile {

inline Instant time_of(std::string_view text) {
  const auto at = parse_instant(text);
  EXPECT_TRUE(at.has_value()) << text;
  return at.has_value() ? *at : Instant{};
}

// What one source says in one run. What it covers is the scope, unless the run is not complete.
struct Said {
  std::string source;
  Plane plane = Plane::kObserved;
  std::vector<NodeAssertion> nodes{};
  std::vector<EdgeAssertion> edges{};
  bool complete = true;
  std::string scope = "aws:1";
  std::vector<std::string> covers{std::string(kEveryKind)};
};

inline NodeAssertion thing(std::string key, std::string kind, PropertyList properties = {},
                           std::string scope = "aws:1") {
  std::sort(properties.begin(), properties.end(),
            [](const auto& left, const auto& right) { return left.first < right.first; });
  NodeAssertion node;
  node.key = std::move(key);
  node.labels = {std::move(kind)};
  node.properties = std::move(properties);
  node.scope = std::move(scope);
  return node;
}

inline EdgeAssertion link(std::string source, std::string type, std::string target,
                          Validity validity = {}, std::string scope = "aws:1") {
  EdgeAssertion edge;
  edge.type = std::move(type);
  edge.source_key = std::move(source);
  edge.target_key = std::move(target);
  edge.validity = validity;
  edge.scope = std::move(scope);
  return edge;
}

class World {
 public:
  World() { store_->add_commit_stage(derivation::make_derivation_stage()); }

  void says(const Said& said) {
    apply({.source = said.source,
           .plane = said.plane,
           .formats = {"test"},
           .files = {"file"},
           .scopes = {said.scope},
           .covers = said.covers,
           .complete = said.complete,
           .observed_at = at,
           .started_at = at,
           .accepted = 0,
           .rejected = 0},
          said.nodes, said.edges);
  }
  void apply(const RunRequest& request, const std::vector<NodeAssertion>& nodes,
             const std::vector<EdgeAssertion>& edges) {
    auto write = store_->begin_write();
    ASSERT_TRUE(write.has_value());
    const auto outcome = apply_run((*write)->batch(), request, nodes, edges);
    ASSERT_TRUE(outcome.has_value()) << outcome.error().message;
    ASSERT_TRUE((*write)->commit().has_value());
  }

  void writes(const std::function<void(WriteBatch&)>& change) {
    auto write = store_->begin_write();
    ASSERT_TRUE(write.has_value());
    change((*write)->batch());
    ASSERT_TRUE((*write)->commit().has_value());
  }

  Result<ReconcileReport> try_judge(WorkBudget& budget, std::size_t threads = 1) const {
    const auto snapshot = graph();
    const CauseLookup causes = [&](EdgeId derived) -> Result<std::vector<EdgeId>> {
      MUSTER_TRY(const auto proofs, derivation::proofs_of(*store_, derived));
      std::vector<EdgeId> edges;
      for (const derivation::Proof& proof : proofs)
        edges.insert(edges.end(), proof.edges.begin(), proof.edges.end());
      return edges;
    };
    const TaskArena arena(threads);
    ReconcileOptions options;
    options.at = at;
    return reconcile(*snapshot, *store_, TraversalProfile(snapshot->catalog()), options, causes,
                     budget, arena);
  }
  ReconcileReport judge(std::size_t threads = 1) const {
    WorkBudget budget;
    auto report = try_judge(budget, threads);
    EXPECT_TRUE(report.has_value()) << (report.has_value() ? "" : report.error().message);
    return report.has_value() ? std::move(*report) : ReconcileReport{};
  }
  // Judges and stores what was found.
  ReconcileReport reconciled() {
    ReconcileReport report = judge();
    auto write = store_->begin_write();
    EXPECT_TRUE(write.has_value());
    EXPECT_TRUE(commit_findings((*write)->batch(), report).has_value());
    EXPECT_TRUE((*write)->commit().has_value());
    return report;
  }

  std::shared_ptr<const GraphSnapshot> graph() const { return store_->snapshot(); }
  const GraphStore& store() const { return *store_; }

  Instant at = time_of("2026-06-15T08:50:00Z");

 private:
  std::unique_ptr<GraphStore> store_ = make_memory_store();
};

// "GHOST_IDENTITY bob", "ENTITLEMENT_EXCESS bob MEMBER_OF -> admins".
inline std::string line_of(std::string_view kind, std::string_view subject,
                           std::string_view grant) {
  std::string line = std::string(kind) + ' ' + std::string(subject);
  if (!grant.empty()) line += ' ' + std::string(grant);
  return line;
}
inline std::set<std::string> lines_of(const std::vector<Finding>& findings) {
  std::set<std::string> lines;
  for (const Finding& finding : findings)
    lines.insert(
        line_of(finding_kind_name(finding.kind), finding.subject.canonical_id, finding.grant));
  return lines;
}

// Replays a proof: each edge exists, holds at `at`, and joins its neighbour.
inline void expect_replays(const GraphSnapshot& graph, Instant at, const Finding& finding) {
  const std::vector<ProofStep>& proof = finding.reach.proof;
  for (std::size_t i = 0; i < proof.size(); ++i) {
    const ProofStep& step = proof[i];
    ASSERT_TRUE(graph.contains(step.edge)) << finding.fid;
    EXPECT_TRUE(graph.validity(step.edge).covers(at)) << step.type;
    const EdgeEnds ends = graph.ends(step.edge);
    EXPECT_EQ(step.backwards ? ends.target : ends.source, step.from);
    EXPECT_EQ(step.backwards ? ends.source : ends.target, step.to);
    EXPECT_EQ(graph.catalog().edge_types.name(ends.type), step.type);
    if (i > 0) {
      EXPECT_EQ(proof[i - 1].to, step.from) << finding.fid;
    }
  }
  if (!proof.empty()) {
    EXPECT_EQ(proof.back().to_id, finding.reach.top->canonical_id);
  }
}

}  // namespace muster::reconcile
