// The change log: what each commit did, before and after, and whether it can rebuild the graph.
#include "storage/change_log.h"

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <rocksdb/env.h>

#include "core/base/clock.h"
#include "storage/change_part_codec.h"
#include "storage/rocks_store.h"
#include "tests/contract/store_steps.h"
#include "tests/storage/random_commit.h"
#include "tests/storage/temporary_directory.h"
#include "tests/support/matchers.h"

namespace muster::storage {
namespace {

using ::muster::testing::commit;
using ::muster::testing::commit_literal;
using ::muster::testing::IsError;
using ::muster::testing::IsOk;
using ::muster::testing::put;
using ::muster::testing::random_commit;
using ::muster::testing::TemporaryDirectory;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Logged = std::vector<std::pair<ChangeCommit, ElementChange>>;

Logged logged(const RocksStore& store, std::uint64_t after = 0) {
  Logged log;
  EXPECT_THAT(store.read_changes(after,
                                 [&](const ChangeCommit& commit, const ElementChange& change) {
                                   log.emplace_back(commit, change);
                                   return true;
                                 }),
              IsOk());
  return log;
}

std::unique_ptr<RocksStore> opened(const TemporaryDirectory& temporary, const Clock& clock,
                                   rocksdb::Env* env = nullptr) {
  auto store = RocksStore::open({.directory = temporary.store(), .clock = &clock, .env = env});
  EXPECT_THAT(store, IsOk());
  return *std::move(store);
}

TEST(ChangeLog, ACreatedElementHasNoBefore) {
  const TemporaryDirectory temporary;
  const FixedClock clock({42});
  const auto store = opened(temporary, clock);
  const auto names = commit_literal(*store, "(ann {_sources: ['hr']})-[r:R]->(bob)");

  const Logged log = logged(*store);

  ASSERT_THAT(log, SizeIs(3));
  EXPECT_EQ(log[0].first, (ChangeCommit{.sequence = 1, .version = 1, .committed_at = {42}}));
  const auto& ann = std::get<NodeChange>(log[0].second);
  EXPECT_EQ(ann.node, names.nodes.at("ann"));
  EXPECT_FALSE(ann.before.has_value());
  ASSERT_TRUE(ann.after.has_value());
  EXPECT_THAT(ann.after->aliases, ElementsAre("ann"));
  const auto& edge = std::get<EdgeChange>(log[2].second);
  EXPECT_EQ(edge.edge, names.edges.at("r"));
  EXPECT_EQ(edge.ends.source, names.nodes.at("ann"));
}

TEST(ChangeLog, AChangedElementHasBoth) {
  const TemporaryDirectory temporary;
  const FixedClock clock({1});
  const auto store = opened(temporary, clock);
  const NodeId ann = commit_literal(*store, "(ann {n: 1})").nodes.at("ann");
  ASSERT_THAT(commit(*store,
                     [&](WriteBatch& batch) {
                       SnapshotBuilder& graph = batch.graph();
                       EXPECT_THAT(graph.set_property(ann, graph.intern_key("n"), 2), IsOk());
                     }),
              IsOk());

  const Logged log = logged(*store, 1);

  ASSERT_THAT(log, SizeIs(1));
  const auto& change = std::get<NodeChange>(log[0].second);
  EXPECT_EQ(change.before->row.properties, (std::vector<Property>{{KeyId{0}, 1}}));
  EXPECT_EQ(change.after->row.properties, (std::vector<Property>{{KeyId{0}, 2}}));
}

TEST(ChangeLog, TheEndOfAnEdgeIsNoChangeOfItsNodes) {
  const TemporaryDirectory temporary;
  const FixedClock clock({1});
  const auto store = opened(temporary, clock);
  auto names = commit_literal(*store, "(ann) (bob)");
  commit_literal(*store, "(ann)-[:R]->(bob)", names);

  EXPECT_THAT(logged(*store, 1), SizeIs(1));
}

TEST(ChangeLog, SaysWhereAChangeComesFrom) {
  const TemporaryDirectory temporary;
  const FixedClock clock({1});
  const auto store = opened(temporary, clock);
  commit_literal(*store, R"(
      (asserted {_sources: ['hr']})
      (resolved {_sources: ['hr', 'aws']})
      (derived  {_derived: true})
  )");

  std::vector<ChangeOrigin> origins;
  for (const auto& [commit, change] : logged(*store)) {
    origins.push_back(std::get<NodeChange>(change).origin);
  }
  EXPECT_THAT(origins, ElementsAre(ChangeOrigin::kAsserted, ChangeOrigin::kResolved,
                                   ChangeOrigin::kDerived));
}

TEST(ChangeLog, ACommitOfRecordsAloneIsNotInIt) {
  const TemporaryDirectory temporary;
  const FixedClock clock({1});
  const auto store = opened(temporary, clock);
  ASSERT_THAT(put(*store, {{"key", "bytes"}}), IsOk());
  EXPECT_THAT(logged(*store), IsEmpty());
}

TEST(ChangeLog, ALargeCommitIsCutIntoPartsAndReadsAsOne) {
  const TemporaryDirectory temporary;
  const FixedClock clock({1});
  const auto store = opened(temporary, clock);
  const std::string text(1000, 'x');
  ASSERT_THAT(commit(*store,
                     [&](WriteBatch& batch) {
                       SnapshotBuilder& graph = batch.graph();
                       for (int i = 0; i < 500; ++i) {
                         EXPECT_THAT(graph.set_property(graph.create_node({}),
                                                        graph.intern_key("text"), text),
                                     IsOk());
                       }
                     }),
              IsOk());
  EXPECT_THAT(logged(*store), SizeIs(500));
}

RC_GTEST_PROP(ChangeLog, EveryBeforeIsTheAfterBeforeIt, ()) {
  const TemporaryDirectory temporary;
  const FixedClock clock({1});
  const std::unique_ptr<rocksdb::Env> memory(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  const auto store = opened(temporary, clock, memory.get());
  const int commits = *rc::gen::inRange(1, 8);
  for (int i = 0; i < commits; ++i) RC_ASSERT(random_commit(*store).has_value());

  std::map<NodeId, NodeImage> nodes;
  std::map<EdgeId, EdgeRow> edges;
  const auto replay = [](auto& images, auto id, const auto& change) {
    const auto known = images.find(id);
    RC_ASSERT(change.before.has_value() == (known != images.end()));
    if (change.before.has_value()) RC_ASSERT(*change.before == known->second);
    images.erase(id);
    if (change.after.has_value()) images.emplace(id, *change.after);
  };
  for (const auto& [commit, change] : logged(*store)) {
    if (const auto* node = std::get_if<NodeChange>(&change)) {
      replay(nodes, node->node, *node);
    } else {
      const auto& edge = std::get<EdgeChange>(change);
      // A replica can apply this: an edge never comes before its ends or goes after them.
      RC_ASSERT(nodes.contains(edge.ends.source) && nodes.contains(edge.ends.target));
      replay(edges, edge.edge, edge);
    }
  }

  const auto graph = store->snapshot();
  RC_ASSERT(nodes.size() == graph->node_count());
  RC_ASSERT(edges.size() == graph->edge_count());
  for (const auto& [node, image] : nodes) {
    RC_ASSERT(graph->contains(node));
    RC_ASSERT(image.aliases == graph->aliases(node));
    RC_ASSERT(image.row.properties == graph->properties(node));
    RC_ASSERT(image.row.flags == graph->flags(node));
  }
  for (const auto& [edge, row] : edges) {
    RC_ASSERT(graph->contains(edge));
    RC_ASSERT(row.validity == graph->validity(edge));
    RC_ASSERT(row.properties == graph->properties(edge));
  }
}

TEST(ChangePartCodec, HasTheBytesOfTheFormat) {
  std::string part = begin_change_part({.sequence = 9, .version = 3, .committed_at = {5}});
  ASSERT_THAT(append_edge_change({.edge = make_id<EdgeId>(4, 1),
                                  .ends = {.source = make_id<NodeId>(7, 0),
                                           .target = make_id<NodeId>(9, 2),
                                           .type = EdgeTypeId{3}},
                                  .origin = ChangeOrigin::kDerived,
                                  .after = EdgeRow{.flags = kFlagDerived}},
                                 part),
              IsOk());
  EXPECT_EQ(part, std::string("\x01"                              // layout
                              "\x00\x00\x00\x00\x00\x00\x00\x05"  // committed at: 5 ns
                              "\x03"                              // version 3
                              "\x02\x22"                          // an edge, derived, has an after
                              "\x00\x00\x00\x04\x00\x00\x00\x01"  // edge: slot 4, generation 1
                              "\x00\x00\x00\x07\x00\x00\x00\x00"  // source
                              "\x00\x00\x00\x03"                  // type
                              "\x00\x00\x00\x09\x00\x00\x00\x02"  // target
                              "\x05\x01\x00\x40\x00\x00",         // after: a row of 5 bytes
                              46));
}

TEST(ChangePartCodec, RefusesEveryShorterPartThatCutsAChange) {
  std::string part = begin_change_part({.sequence = 1, .version = 1});
  const std::size_t header = part.size();
  ASSERT_THAT(append_node_change({.node = NodeId{1}, .after = NodeImage{.aliases = {"ann"}}}, part),
              IsOk());
  for (std::size_t size = header + 1; size < part.size(); ++size) {
    EXPECT_THAT(decode_change_part(part.substr(0, size)), IsError(ErrorCode::kCorruption))
        << size << " bytes";
  }
}

}  // namespace
}  // namespace muster::storage
