// RocksStore beyond the contract: what it makes and refuses to make, what it keeps across a
// restart, what it writes, and what it says about itself.
#include "storage/rocks_store.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <rocksdb/env.h>

#include "storage/database.h"
#include "storage/directory.h"
#include "storage/format_row_codec.h"
#include "storage/meta_key_codec.h"
#include "tests/contract/store_steps.h"
#include "tests/storage/random_commit.h"
#include "tests/storage/temporary_directory.h"
#include "tests/support/matchers.h"

namespace muster::storage {
namespace {

namespace fs = std::filesystem;

using ::muster::testing::commit;
using ::muster::testing::commit_literal;
using ::muster::testing::HasNode;
using ::muster::testing::IsErrorSaying;
using ::muster::testing::IsOk;
using ::muster::testing::put;
using ::muster::testing::random_commit;
using ::muster::testing::scan;
using ::muster::testing::TemporaryDirectory;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::unique_ptr<RocksStore> opened(const std::string& directory, rocksdb::Env* env = nullptr) {
  Result<std::unique_ptr<RocksStore>> store =
      RocksStore::open({.directory = directory, .env = env});
  EXPECT_THAT(store, IsOk());
  return store.has_value() ? *std::move(store) : nullptr;
}

// --- What is made and what is not.

TEST(RocksStore, AReaderOfAMissingDirectoryMakesNothing) {
  const TemporaryDirectory temporary;
  for (const bool read_only : {false, true}) {
    EXPECT_THAT(
        RocksStore::open(
            {.directory = temporary.store(), .create_if_missing = false, .read_only = read_only}),
        IsErrorSaying(ErrorCode::kNotFound, HasSubstr("There is no store in")));
    EXPECT_FALSE(fs::exists(temporary.store()));
  }
}

TEST(RocksStore, AReaderOfAnEmptyDirectoryMakesNothing) {
  const TemporaryDirectory temporary;
  fs::create_directory(temporary.store());
  EXPECT_THAT(RocksStore::open({.directory = temporary.store(), .create_if_missing = false}),
              IsErrorSaying(ErrorCode::kNotFound, HasSubstr("There is no store in")));
  EXPECT_TRUE(fs::is_empty(temporary.store()));
}

TEST(RocksStore, AForeignDirectoryIsLeftAsItIs) {
  const TemporaryDirectory temporary;
  std::ofstream(temporary.path() / "thesis.txt") << "mine";
  EXPECT_THAT(RocksStore::open({.directory = temporary.path().string()}),
              IsErrorSaying(ErrorCode::kFailedPrecondition,
                            HasSubstr("is not empty and holds no Muster store")));
  EXPECT_EQ(std::distance(fs::directory_iterator(temporary.path()), fs::directory_iterator()), 1);
}

TEST(RocksStore, AnotherFormatVersionIsLeftAsItIs) {
  const TemporaryDirectory temporary;
  std::ofstream(temporary.path() / "MUSTER") << "Muster store\nformat 3\n";
  EXPECT_THAT(RocksStore::open({.directory = temporary.path().string()}),
              IsErrorSaying(ErrorCode::kFailedPrecondition, HasSubstr("format version 3")));
  EXPECT_FALSE(fs::exists(temporary.path() / "rocksdb"));
}

// What version 1 left behind: its rows are those of version 2, its format row and marker say 1.
void turn_into_version_one(const std::string& directory, const std::string& marker) {
  const auto database = Database::open({.path = rocksdb_directory(directory), .is_complete = true});
  ASSERT_THAT(database, IsOk());
  const std::string key = encode_meta_key({.kind = MetaKind::kFormat});
  const auto bytes = (*database)->get(ColumnFamily::kMeta, key);
  ASSERT_TRUE(bytes.has_value() && bytes->has_value());
  Result<FormatRow> row = decode_format_row(**bytes);
  ASSERT_THAT(row, IsOk());
  row->format_version = 1;
  rocksdb::WriteBatch batch;
  ASSERT_TRUE(
      batch.Put((*database)->handle(ColumnFamily::kMeta), key, encode_format_row(*row)).ok());
  ASSERT_THAT((*database)->write(batch, true), IsOk());
  std::ofstream(fs::path(directory) / "MUSTER") << marker;
}

std::string marker_of(const std::string& directory) {
  std::ifstream file(fs::path(directory) / "MUSTER");
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(RocksStore, AStoreOfVersionOneIsReadAsItIsAndUpgradedByAWriter) {
  const TemporaryDirectory temporary;
  commit_literal(*opened(temporary.store()), "(ann:Human)");
  turn_into_version_one(temporary.store(), "Muster store\nformat 1\n");

  const auto reader = RocksStore::open({.directory = temporary.store(), .read_only = true});
  ASSERT_THAT(reader, IsOk());
  EXPECT_THAT(*(*reader)->snapshot(), HasNode("ann"));
  EXPECT_EQ(marker_of(temporary.store()), "Muster store\nformat 1\n");

  EXPECT_THAT(*opened(temporary.store())->snapshot(), HasNode("ann"));
  EXPECT_EQ(marker_of(temporary.store()), "Muster store\nformat 2\n");
  EXPECT_THAT(*opened(temporary.store())->snapshot(), HasNode("ann"));
}

TEST(RocksStore, AnUpgradeThatWasCutShortIsFinished) {
  const TemporaryDirectory temporary;
  commit_literal(*opened(temporary.store()), "(ann:Human)");
  // The format row is written before the marker.
  std::ofstream(fs::path(temporary.store()) / "MUSTER") << "Muster store\nformat 1\n";
  EXPECT_THAT(*opened(temporary.store())->snapshot(), HasNode("ann"));
  EXPECT_EQ(marker_of(temporary.store()), "Muster store\nformat 2\n");
}

TEST(RocksStore, OneWhoseMakingWasCutShortIsFinished) {
  const TemporaryDirectory temporary;
  const std::string instance = opened(temporary.store())->instance_id();
  fs::remove(fs::path(temporary.store()) / "MUSTER");

  const auto store = opened(temporary.store());

  EXPECT_EQ(store->instance_id(), instance);
  EXPECT_TRUE(fs::exists(fs::path(temporary.store()) / "MUSTER"));
}

TEST(RocksStore, EveryStoreHasItsOwnInstanceIdAndKeepsIt) {
  const TemporaryDirectory one;
  const TemporaryDirectory other;
  const std::string instance = opened(one.store())->instance_id();
  EXPECT_THAT(instance, SizeIs(32));
  EXPECT_EQ(opened(one.store())->instance_id(), instance);
  EXPECT_NE(opened(other.store())->instance_id(), instance);
}

// --- Read-only.

TEST(RocksStore, OpenedReadOnlyItReadsAndRefusesToWrite) {
  const TemporaryDirectory temporary;
  {
    const auto store = opened(temporary.store());
    commit_literal(*store, "(ann:Human)");
    ASSERT_THAT(put(*store, {{"key", "bytes"}}), IsOk());
  }

  const auto store = RocksStore::open({.directory = temporary.store(), .read_only = true});

  ASSERT_THAT(store, IsOk());
  EXPECT_THAT(*(*store)->snapshot(), HasNode("ann"));
  EXPECT_THAT(scan(**store, ""), SizeIs(1));
  EXPECT_THAT((*store)->begin_write(),
              IsErrorSaying(ErrorCode::kFailedPrecondition, "The store was opened read-only."));
}

// --- Across a restart.

RC_GTEST_PROP(RocksStore, ARestartGivesTheSameGraph, ()) {
  const TemporaryDirectory temporary;
  // In memory, where a restart costs little: what is tested is what is written, not the disk.
  const std::unique_ptr<rocksdb::Env> memory(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  auto store = opened(temporary.store(), memory.get());
  const int restarts = *rc::gen::inRange(1, 3);
  for (int restart = 0; restart < restarts; ++restart) {
    const int commits = *rc::gen::inRange(1, 6);
    for (int i = 0; i < commits; ++i) RC_ASSERT(random_commit(*store).has_value());
    const auto before = store->snapshot();
    const std::uint64_t sequence = store->sequence();

    store.reset();
    store = opened(temporary.store(), memory.get());

    const auto after = store->snapshot();
    RC_ASSERT(after->checksum() == before->checksum());
    RC_ASSERT(after->version() == before->version());
    RC_ASSERT(store->sequence() == sequence);
    RC_ASSERT(after->node_slot_bound() == before->node_slot_bound());
    RC_ASSERT(after->edge_slot_bound() == before->edge_slot_bound());
    RC_ASSERT(after->catalog().labels.names() == before->catalog().labels.names());
    RC_ASSERT(after->catalog().edge_types.names() == before->catalog().edge_types.names());
    RC_ASSERT(after->catalog().keys.names() == before->catalog().keys.names());

    // The next element gets the same id as it would have got without the restart.
    SnapshotBuilder going_on(before);
    SnapshotBuilder restarted(after);
    RC_ASSERT(going_on.create_node({}) == restarted.create_node({}));
  }
}

TEST(RocksStore, AnIdUsedUpWithinOneCommitStaysStale) {
  const TemporaryDirectory temporary;
  auto store = opened(temporary.store());
  NodeId passing{};
  ASSERT_THAT(commit(*store,
                     [&](WriteBatch& batch) {
                       batch.graph().create_node({});
                       passing = batch.graph().create_node({});
                       EXPECT_THAT(batch.graph().delete_node(passing), IsOk());
                     }),
              IsOk());

  store.reset();
  store = opened(temporary.store());

  ASSERT_THAT(commit(*store, [](WriteBatch& batch) { batch.graph().create_node({}); }), IsOk());
  EXPECT_EQ(store->snapshot()->node_count(), 2u);
  EXPECT_FALSE(store->snapshot()->contains(passing));
}

// --- What a commit costs on disk.

TEST(RocksStore, OneMoreEdgeOfAHubWritesLittle) {
  const TemporaryDirectory temporary;
  const auto store = opened(temporary.store());
  const auto names = commit_literal(*store, "(hub:Role)-[:GRANTS]->(bucket:Bucket)");
  ASSERT_THAT(commit(*store,
                     [&](WriteBatch& batch) {
                       const auto type = batch.graph().intern_edge_type("GRANTS");
                       for (int i = 0; i < 10'000; ++i) {
                         ASSERT_THAT(batch.graph().create_edge(names.nodes.at("hub"), *type,
                                                               names.nodes.at("bucket")),
                                     IsOk());
                       }
                     }),
              IsOk());
  const std::uint64_t before = store->statistics()->disk_bytes;

  ASSERT_THAT(commit(*store,
                     [&](WriteBatch& batch) {
                       const auto type = batch.graph().intern_edge_type("GRANTS");
                       ASSERT_THAT(batch.graph().create_edge(names.nodes.at("hub"), *type,
                                                             names.nodes.at("bucket")),
                                   IsOk());
                     }),
              IsOk());

  EXPECT_LE(store->statistics()->disk_bytes - before, 512u);
}

// --- What it says about itself.

TEST(RocksStore, StatisticsCountRecordsAndBytes) {
  const TemporaryDirectory temporary;
  const auto store = opened(temporary.store());
  ASSERT_THAT(put(*store, {{"1", "one"}, {"2", "two"}, {"2", "again"}, {"3", "three"}}), IsOk());

  const auto statistics = store->statistics();

  ASSERT_THAT(statistics, IsOk());
  EXPECT_EQ(statistics->records, 3u);
  EXPECT_EQ(statistics->format_version, 2u);
  EXPECT_GT(statistics->disk_bytes, 0u);
}

TEST(RocksStore, RelaxedDurabilityIsOptInAndVisible) {
  const TemporaryDirectory temporary;
  EXPECT_EQ(opened(temporary.store())->durability(), Durability::kSynced);
  const auto relaxed =
      RocksStore::open({.directory = temporary.store(), .durability = Durability::kRelaxed});
  ASSERT_THAT(relaxed, IsOk());
  EXPECT_EQ((*relaxed)->durability(), Durability::kRelaxed);
  commit_literal(**relaxed, "(ann)");
  EXPECT_THAT(*(*relaxed)->snapshot(), HasNode("ann"));
}

TEST(RocksStore, APropertyThatCannotBeStoredFailsItsCommitAndNothingElse) {
  const TemporaryDirectory temporary;
  const auto store = opened(temporary.store());
  Value deep(1);
  for (int level = 0; level < 100; ++level) deep = Value(ValueList{deep});

  EXPECT_THAT(commit(*store,
                     [&](WriteBatch& batch) {
                       SnapshotBuilder& graph = batch.graph();
                       const NodeId node = graph.create_node({});
                       EXPECT_THAT(graph.set_property(node, graph.intern_key("deep"), deep),
                                   IsOk());
                       EXPECT_THAT(graph.set_sources(node, {"aws"}), IsOk());
                     }),
              IsErrorSaying(ErrorCode::kInvalidArgument, HasSubstr("nested deeper")));
  EXPECT_EQ(store->snapshot()->node_count(), 0u);
  commit_literal(*store, "(ann {_sources: ['hr']})");
  EXPECT_THAT(*store->snapshot(), HasNode("ann"));
}

}  // namespace
}  // namespace muster::storage
