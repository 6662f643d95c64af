#include "core/derivation/derivation_stage.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/derivation/rule_pack.h"
#include "core/graph/write_batch.h"
#include "core/identity/record_codec.h"

namespace muster::derivation {
namespace {

constexpr std::uint8_t kVersion = 1;

// Big-endian, so that proofs lie in the order of their edges.
std::string proof_key(EdgeId edge) {
  std::string key;
  for (int shift = 56; shift >= 0; shift -= 8)
    key.push_back(static_cast<char>((raw(edge) >> shift) & 0xFF));
  return key;
}

using Identity = std::tuple<std::uint64_t, std::string, std::uint64_t,
                            std::string>;  // Source, type, target, level.

Identity identity_of(const GraphSnapshot& graph, EdgeId edge) {
  const EdgeEnds ends = graph.ends(edge);
  const Value level = graph.property(edge, "level");
  return {raw(ends.source), graph.catalog().edge_types.name(ends.type), raw(ends.target),
          level.is_string() ? level.as_string() : std::string()};
}

// What the proofs of one edge say together.
struct Standing {
  std::uint8_t flags = kFlagDerived;
  Validity validity{.from = Instant::max(), .until = Instant::min()};
  Instant first_seen = Instant::max();
};

Standing standing_of(const GraphSnapshot& graph, const std::vector<Proof>& proofs) {
  Standing standing;
  bool conditional = true;
  bool on_recorded = false;
  bool on_observed = false;
  for (const Proof& proof : proofs) {
    std::uint8_t flags = 0;
    Validity validity;
    Instant seen = Instant::min();
    for (const EdgeId edge : proof.edges) {
      flags |= graph.flags(edge);
      const Validity part = graph.validity(edge);
      validity.from = std::max(validity.from, part.from);
      validity.until = std::min(validity.until, part.until);
      seen = std::max(seen, graph.first_seen(edge));
    }
    on_recorded = on_recorded || (flags & kFlagRecordedAbsent) == 0;
    on_observed = on_observed || (flags & kFlagObservedAbsent) == 0;
    conditional = conditional && (proof.conditional || (flags & kFlagConditional) != 0);
    standing.validity.from = std::min(standing.validity.from, validity.from);
    standing.validity.until = std::max(standing.validity.until, validity.until);
    standing.first_seen = std::min(standing.first_seen, seen);
  }
  const auto set = [&](bool present, std::uint8_t yes, std::uint8_t no) {
    standing.flags |= present ? yes : no;
  };
  set(on_recorded, kFlagRecorded, kFlagRecordedAbsent);
  set(on_observed, kFlagObserved, kFlagObservedAbsent);
  if (conditional) standing.flags |= kFlagConditional;
  if (standing.validity != Validity{}) standing.flags |= kFlagHasValidity;
  return standing;
}

// A proof whose edges never hold together proves nothing.
bool can_hold(const GraphSnapshot& graph, const Proof& proof) {
  Validity validity;
  for (const EdgeId edge : proof.edges) {
    const Validity part = graph.validity(edge);
    validity.from = std::max(validity.from, part.from);
    validity.until = std::min(validity.until, part.until);
  }
  return validity.from < validity.until;
}

void strongest_first(std::vector<Proof>& proofs) {
  const auto rank = [](const Proof& proof) {
    return std::make_tuple(proof.conditional, proof.edges.size(), std::string_view(proof.rule),
                           proof.edges, std::string_view(proof.reason));
  };
  std::sort(proofs.begin(), proofs.end(),
            [&](const Proof& left, const Proof& right) { return rank(left) < rank(right); });
  proofs.erase(std::unique(proofs.begin(), proofs.end()), proofs.end());
}

class DerivationStage final : public CommitStage {
 public:
  std::string_view name() const override { return "derivation"; }

  Result<void> run(WriteBatch& batch) const override {
    if (!touches_raw_facts(batch)) return ok();
    std::map<Identity, std::vector<Proof>> wanted;
    std::vector<DerivedEdge> derived;
    for (const RulePack* pack : rule_packs()) pack->derive(batch.view(), derived);
    for (DerivedEdge& edge : derived)
      if (can_hold(batch.view(), edge.proof))
        wanted[{raw(edge.source), std::move(edge.type), raw(edge.target), std::move(edge.level)}]
            .push_back(std::move(edge.proof));
    MUSTER_TRY(auto standing, retire(batch, wanted));
    for (auto& [identity, proofs] : wanted) {
      strongest_first(proofs);
      MUSTER_CHECK(land(batch, identity, proofs, standing));
    }
    return ok();
  }

 private:
  using Edges = std::map<Identity, EdgeId>;

  // Whether the commit made, altered or removed anything that a pack reads.
  static bool touches_raw_facts(const WriteBatch& batch) {
    const ChangedElements changed = batch.graph().changed();
    std::set<std::string_view> kinds;
    std::set<std::string_view> types;
    for (const RulePack* pack : rule_packs()) {
      kinds.insert(pack->node_kinds.begin(), pack->node_kinds.end());
      types.insert(pack->edge_types.begin(), pack->edge_types.end());
    }
    const auto node_matters = [&](const GraphSnapshot& graph, NodeId node) {
      if (!graph.contains(node)) return false;
      const auto labels = graph.labels(node);
      return std::any_of(labels.begin(), labels.end(), [&](LabelId label) {
        return kinds.contains(graph.catalog().labels.name(label));
      });
    };
    const auto edge_matters = [&](const GraphSnapshot& graph, EdgeId edge) {
      if (!graph.contains(edge)) return false;
      // A derived edge that went with its node, or that somebody deleted, is due again if its facts
      // still stand.
      return types.contains(graph.catalog().edge_types.name(graph.ends(edge).type)) ||
             (graph.flags(edge) & kFlagDerived) != 0;
    };
    const GraphSnapshot& before = *batch.graph().base();
    return std::any_of(changed.nodes.begin(), changed.nodes.end(),
                       [&](NodeId node) {
                         return node_matters(batch.view(), node) || node_matters(before, node);
                       }) ||
           std::any_of(changed.edges.begin(), changed.edges.end(), [&](EdgeId edge) {
             return edge_matters(batch.view(), edge) || edge_matters(before, edge);
           });
  }

  // Removes the derived edges that no longer follow, and proofs of edges that are gone; gives those
  // that stay.
  static Result<Edges> retire(WriteBatch& batch,
                              const std::map<Identity, std::vector<Proof>>& wanted) {
    Edges standing;
    std::vector<EdgeId> proven;
    MUSTER_CHECK(
        batch.scan_records(Keyspace::kProofs, "", [&](std::string_view key, std::string_view) {
          std::uint64_t number = 0;
          for (const char byte : key) number = (number << 8) | static_cast<std::uint8_t>(byte);
          proven.push_back(static_cast<EdgeId>(number));
          return true;
        }));
    for (const EdgeId edge : proven) {
      if (batch.view().contains(edge)) {
        const Identity identity = identity_of(batch.view(), edge);
        if (wanted.contains(identity) && standing.emplace(identity, edge).second) continue;
        MUSTER_CHECK(batch.graph().delete_edge(edge));
      }
      batch.delete_record(Keyspace::kProofs, proof_key(edge));
    }
    return standing;
  }

  static Result<void> land(WriteBatch& batch, const Identity& identity,
                           const std::vector<Proof>& proofs, const Edges& standing) {
    const auto& [source, type, target, level] = identity;
    SnapshotBuilder& graph = batch.graph();
    const auto known = standing.find(identity);
    EdgeId edge{};
    if (known != standing.end()) {
      edge = known->second;
    } else {
      MUSTER_TRY(const EdgeTypeId type_id, graph.intern_edge_type(type));
      MUSTER_TRY(edge, graph.create_edge(static_cast<NodeId>(source), type_id,
                                         static_cast<NodeId>(target)));
      if (!level.empty())
        MUSTER_CHECK(graph.set_property(edge, graph.intern_key("level"), Value(level)));
    }
    const Standing now = standing_of(batch.view(), proofs);
    MUSTER_CHECK(graph.set_validity(edge, now.validity));
    MUSTER_CHECK(graph.set_flags(edge, now.flags));
    MUSTER_CHECK(graph.set_first_seen(edge, now.first_seen));
    std::string bytes = encode_proofs(proofs);
    MUSTER_TRY(const std::optional<std::string> before,
               batch.get_record(Keyspace::kProofs, proof_key(edge)));
    if (before != bytes) batch.put_record(Keyspace::kProofs, proof_key(edge), std::move(bytes));
    return ok();
  }
};

}  // namespace

std::unique_ptr<CommitStage> make_derivation_stage() { return std::make_unique<DerivationStage>(); }

std::string encode_proofs(const std::vector<Proof>& proofs) {
  RecordWriter writer(kVersion);
  writer.number(proofs.size());
  for (const Proof& proof : proofs) {
    writer.text(proof.rule)
        .text(proof.reason)
        .boolean(proof.conditional)
        .number(proof.edges.size());
    for (const EdgeId edge : proof.edges) writer.number(raw(edge));
  }
  return std::move(writer).take();
}

Result<std::vector<Proof>> decode_proofs(std::string_view bytes) {
  RecordFields fields(bytes, "proof", kVersion);
  std::vector<Proof> proofs(fields.count());
  for (Proof& proof : proofs) {
    proof.rule = fields.text();
    proof.reason = fields.text();
    proof.conditional = fields.boolean();
    proof.edges.resize(fields.count());
    for (EdgeId& edge : proof.edges) edge = static_cast<EdgeId>(fields.number());
  }
  MUSTER_CHECK(fields.finish());
  return proofs;
}

Result<std::vector<Proof>> proofs_of(const RecordReader& records, EdgeId edge) {
  MUSTER_TRY(const std::optional<std::string> bytes,
             records.get_record(Keyspace::kProofs, proof_key(edge)));
  if (!bytes.has_value()) return std::vector<Proof>();
  return decode_proofs(*bytes);
}

}  // namespace muster::derivation
