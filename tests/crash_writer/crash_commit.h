// The commits of muster_crash_writer and what makes one whole. Commit n, counted from 1, is
//
//   (n:Left {n: n})-[:PAIR {n: n}]->(n:Right {n: n, load: …})      both nodes with alias "pair n"
//   record "n" with the bytes of n and the same load
//
// and every third one deletes the pair of commit n - 2, so that free slots are in play too.
#pragma once

#include <cstdint>
#include <string>

#include "core/graph/graph_store.h"

namespace muster::testing {

// Between a few bytes and 200 KiB, so that some commits span several blocks of the log.
inline std::string crash_load(std::uint64_t n) {
  return std::string(n % 7 == 0 ? 200'000 : n % 50, static_cast<char>('a' + n % 26));
}

// Whether the pair of commit `n` is there once `committed` commits are.
inline bool crash_pair_lives(std::uint64_t n, std::uint64_t committed) {
  const bool deleted_later = (n + 2) % 3 == 0 && n + 2 <= committed;
  return n <= committed && !deleted_later;
}

inline std::string crash_alias(std::uint64_t n) { return "pair " + std::to_string(n); }

inline Result<void> write_crash_commit(WriteBatch& batch, std::uint64_t n) {
  SnapshotBuilder& graph = batch.graph();
  const LabelId left_label[] = {graph.intern_label("Left")};
  const LabelId right_label[] = {graph.intern_label("Right")};
  const KeyId number = graph.intern_key("n");
  const auto signed_n = static_cast<std::int64_t>(n);
  MUSTER_TRY(const EdgeTypeId type, graph.intern_edge_type("PAIR"));
  const NodeId left = graph.create_node(left_label);
  const NodeId right = graph.create_node(right_label);
  MUSTER_TRY(const EdgeId edge, graph.create_edge(left, type, right));
  MUSTER_CHECK(graph.set_property(left, number, signed_n));
  MUSTER_CHECK(graph.set_property(right, number, signed_n));
  MUSTER_CHECK(graph.set_property(edge, number, signed_n));
  MUSTER_CHECK(graph.set_property(right, graph.intern_key("load"), crash_load(n)));
  MUSTER_CHECK(graph.set_sources(left, {"crash"}));
  MUSTER_CHECK(graph.add_alias(left, crash_alias(n)));
  MUSTER_CHECK(graph.add_alias(right, crash_alias(n)));
  if (n % 3 == 0) {
    for (const NodeId old : graph.view().nodes_by_alias(crash_alias(n - 2))) {
      MUSTER_CHECK(graph.detach_delete_node(old));
    }
  }
  batch.put_record(Keyspace::kTestRecords, std::to_string(n), std::to_string(n) + crash_load(n));
  return ok();
}

}  // namespace muster::testing
