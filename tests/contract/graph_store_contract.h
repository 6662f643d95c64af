// What every GraphStore promises (core/graph/graph_store.h), as tests that run for each store.
//
// A store's test file defines a Subject and instantiates the suites:
//
//   struct MySubject {
//     GraphStore& store();  // An empty store, open.
//   };
//   INSTANTIATE_TYPED_TEST_SUITE_P(MyStore, GraphStoreContract, MySubject);
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/graph_store.h"
#include "tests/contract/store_steps.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster::testing {

template <typename Subject>
class GraphStoreContract : public ::testing::Test {
 protected:
  GraphStore& store() { return subject_.store(); }

  // REQUIRES: nothing was written yet.
  void add_stage(LambdaStage::Body body) {
    store().add_commit_stage(std::make_unique<LambdaStage>(std::move(body)));
  }

 private:
  Subject subject_;
};
TYPED_TEST_SUITE_P(GraphStoreContract);

TYPED_TEST_P(GraphStoreContract, BeginsEmpty) {
  EXPECT_EQ(this->store().sequence(), 0u);
  EXPECT_EQ(this->store().snapshot()->version(), 0u);
  EXPECT_EQ(this->store().snapshot()->node_count(), 0u);
  EXPECT_THAT(scan(this->store(), ""), ::testing::IsEmpty());
}

TYPED_TEST_P(GraphStoreContract, ACommitPublishesWhatWasWritten) {
  commit_literal(this->store(), "(dev:User {n: 1})-[:CAN_ASSUME]->(deploy:Role)");

  const auto snapshot = this->store().snapshot();
  EXPECT_THAT(*snapshot, HasEdge("dev", "CAN_ASSUME", "deploy"));
  EXPECT_EQ(snapshot->version(), 1u);
}

TYPED_TEST_P(GraphStoreContract, ABatchReadsBackWhatItWroteAndNobodyElseDoes) {
  const auto transaction = this->store().begin_write();
  ASSERT_THAT(transaction, IsOk());
  LiteralNames names;
  write_literal((*transaction)->batch().graph(), "(dev)", names);
  (*transaction)->batch().put_record(Keyspace::kTestRecords, "key", "bytes");

  EXPECT_THAT((*transaction)->batch().view(), HasNode("dev"));
  EXPECT_THAT(scan((*transaction)->batch(), ""), ::testing::SizeIs(1));
  EXPECT_THAT(*this->store().snapshot(), ::testing::Not(HasNode("dev")));
  EXPECT_THAT(scan(this->store(), ""), ::testing::IsEmpty());
}

TYPED_TEST_P(GraphStoreContract, ATransactionThatIsDroppedChangesNothing) {
  {
    const auto transaction = this->store().begin_write();
    ASSERT_THAT(transaction, IsOk());
    LiteralNames names;
    write_literal((*transaction)->batch().graph(), "(dev)", names);
    (*transaction)->batch().put_record(Keyspace::kTestRecords, "key", "bytes");
  }

  EXPECT_EQ(this->store().sequence(), 0u);
  EXPECT_EQ(this->store().snapshot()->node_count(), 0u);
  EXPECT_THAT(scan(this->store(), ""), ::testing::IsEmpty());
  EXPECT_THAT(this->store().begin_write(kShortWait), IsOk());
}

TYPED_TEST_P(GraphStoreContract, APinnedSnapshotNeverChanges) {
  const auto names = commit_literal(this->store(), "(dev {n: 1})-[:R]->(x)");
  const auto pinned = this->store().snapshot();
  const std::uint64_t before = pinned->checksum();

  ASSERT_THAT(commit(this->store(),
                     [&](WriteBatch& batch) {
                       EXPECT_THAT(batch.graph().detach_delete_node(names.nodes.at("dev")), IsOk());
                     }),
              IsOk());

  EXPECT_EQ(pinned->checksum(), before);
  EXPECT_EQ(pinned->edge_count(), 1u);
  EXPECT_EQ(this->store().snapshot()->edge_count(), 0u);
}

TYPED_TEST_P(GraphStoreContract, SequenceCountsCommitsAndVersionThoseThatChangedTheGraph) {
  commit_literal(this->store(), "(dev)");
  const auto records_only = put(this->store(), {{"key", "bytes"}});

  ASSERT_THAT(records_only, IsOk());
  EXPECT_EQ(records_only->sequence, 2u);
  EXPECT_EQ(records_only->version, 1u);
  EXPECT_EQ(this->store().sequence(), 2u);
  EXPECT_EQ(this->store().snapshot()->version(), 1u);
}

TYPED_TEST_P(GraphStoreContract, AnEmptyBatchCommitsNothing) {
  commit_literal(this->store(), "(dev)");

  const auto nothing = commit(this->store(), [](WriteBatch&) {});

  ASSERT_THAT(nothing, IsOk());
  EXPECT_EQ(nothing->sequence, 1u);
  EXPECT_EQ(nothing->version, 1u);
  EXPECT_EQ(this->store().sequence(), 1u);
}

TYPED_TEST_P(GraphStoreContract, SettingWhatIsSoAlreadyCommitsNothing) {
  const auto names = commit_literal(this->store(), "(dev:User {n: 1})");

  const auto same = commit(this->store(), [&](WriteBatch& batch) {
    SnapshotBuilder& graph = batch.graph();
    EXPECT_THAT(graph.set_property(names.nodes.at("dev"), graph.intern_key("n"), 1), IsOk());
    EXPECT_THAT(graph.add_label(names.nodes.at("dev"), graph.intern_label("User")), IsOk());
    EXPECT_THAT(graph.add_alias(names.nodes.at("dev"), "dev"), IsOk());
  });

  ASSERT_THAT(same, IsOk());
  EXPECT_EQ(same->version, 1u);
  EXPECT_EQ(this->store().sequence(), 1u);
}

TYPED_TEST_P(GraphStoreContract, ATransactionCommitsOnce) {
  const auto transaction = this->store().begin_write();
  ASSERT_THAT(transaction, IsOk());
  (*transaction)->batch().put_record(Keyspace::kTestRecords, "key", "bytes");
  ASSERT_THAT((*transaction)->commit(), IsOk());

  EXPECT_THAT((*transaction)->commit(), IsError(ErrorCode::kFailedPrecondition));
  EXPECT_EQ(this->store().sequence(), 1u);
}

TYPED_TEST_P(GraphStoreContract, OneWriterAtATime) {
  auto first = this->store().begin_write();
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(this->store().begin_write(kShortWait), IsError(ErrorCode::kBusy));

  ASSERT_THAT((*first)->commit(), IsOk());
  EXPECT_THAT(this->store().begin_write(kShortWait), IsOk());
}

TYPED_TEST_P(GraphStoreContract, AWaitingWriterSeesWhatTheOtherCommitted) {
  auto first = this->store().begin_write();
  ASSERT_THAT(first, IsOk());
  LiteralNames names;
  write_literal((*first)->batch().graph(), "(dev)", names);
  std::thread second([&] {
    const auto transaction = this->store().begin_write();
    ASSERT_THAT(transaction, IsOk());
    EXPECT_THAT((*transaction)->batch().view(), HasNode("dev"));
  });

  EXPECT_THAT((*first)->commit(), IsOk());
  second.join();
}

TYPED_TEST_P(GraphStoreContract, ATransactionMayEndOnAnotherThread) {
  auto transaction = this->store().begin_write();
  ASSERT_THAT(transaction, IsOk());
  (*transaction)->batch().put_record(Keyspace::kTestRecords, "key", "bytes");
  std::thread([&] { EXPECT_THAT((*transaction)->commit(), IsOk()); }).join();

  EXPECT_THAT(this->store().begin_write(kShortWait), IsOk());
}

TYPED_TEST_P(GraphStoreContract, RecordsComeByKeyBytesAndPrefix) {
  ASSERT_THAT(put(this->store(), {{"b/2", "two"},
                                  {"b/1", "one"},
                                  {"a", ""},
                                  {std::string("b/1\0z", 5), std::string("\0\xff", 2)},
                                  {"b/\xff", "last"},
                                  {"c", "other"}}),
              IsOk());

  EXPECT_THAT(
      scan(this->store(), "b/"),
      ::testing::ElementsAre(::testing::Pair("b/1", "one"),
                             ::testing::Pair(std::string("b/1\0z", 5), std::string("\0\xff", 2)),
                             ::testing::Pair("b/2", "two"), ::testing::Pair("b/\xff", "last")));
  EXPECT_THAT(scan(this->store(), "", 2), ::testing::SizeIs(2));
  EXPECT_THAT(this->store().get_record(Keyspace::kTestRecords, "a"),
              IsOkAndHolds(::testing::Optional(std::string())));
  EXPECT_THAT(this->store().get_record(Keyspace::kTestRecords, "z"),
              IsOkAndHolds(::testing::Eq(std::nullopt)));
}

TYPED_TEST_P(GraphStoreContract, KeyspacesAreApart) {
  ASSERT_THAT(commit(this->store(),
                     [](WriteBatch& batch) {
                       batch.put_record(Keyspace::kSources, "key", "source");
                       batch.put_record(Keyspace::kTestRecords, "key", "test");
                     }),
              IsOk());

  EXPECT_THAT(scan(this->store(), ""), ::testing::ElementsAre(::testing::Pair("key", "test")));
  EXPECT_THAT(this->store().get_record(Keyspace::kSources, "key"),
              IsOkAndHolds(::testing::Optional(std::string("source"))));
  EXPECT_THAT(this->store().get_record(Keyspace::kRuns, "key"),
              IsOkAndHolds(::testing::Eq(std::nullopt)));
}

TYPED_TEST_P(GraphStoreContract, ABatchReadsItsOwnRecordsOverTheCommittedOnes) {
  ASSERT_THAT(put(this->store(), {{"1", "old"}, {"2", "old"}, {"4", "old"}}), IsOk());
  const auto transaction = this->store().begin_write();
  ASSERT_THAT(transaction, IsOk());
  WriteBatch& batch = (*transaction)->batch();
  batch.put_record(Keyspace::kTestRecords, "0", "new");
  batch.delete_record(Keyspace::kTestRecords, "1");
  batch.put_record(Keyspace::kTestRecords, "2", "new");
  batch.put_record(Keyspace::kTestRecords, "3", "new");
  batch.put_record(Keyspace::kTestRecords, "5", "new");

  const Records merged{{"0", "new"}, {"2", "new"}, {"3", "new"}, {"4", "old"}, {"5", "new"}};
  EXPECT_EQ(scan(batch, ""), merged);
  EXPECT_EQ(scan(batch, "", 3).size(), 3u);
  EXPECT_THAT(batch.get_record(Keyspace::kTestRecords, "1"),
              IsOkAndHolds(::testing::Eq(std::nullopt)));
  EXPECT_THAT(batch.get_record(Keyspace::kTestRecords, "4"),
              IsOkAndHolds(::testing::Optional(std::string("old"))));

  ASSERT_THAT((*transaction)->commit(), IsOk());
  EXPECT_EQ(scan(this->store(), ""), merged);
}

TYPED_TEST_P(GraphStoreContract, AVisitorMayReadTheStoreItScans) {
  ASSERT_THAT(put(this->store(), {{"1", "one"}, {"2", "two"}}), IsOk());

  std::size_t read = 0;
  EXPECT_THAT(this->store().scan_records(
                  Keyspace::kTestRecords, "",
                  [&](std::string_view key, std::string_view bytes) {
                    EXPECT_THAT(this->store().get_record(Keyspace::kTestRecords, key),
                                IsOkAndHolds(::testing::Optional(std::string(bytes))));
                    ++read;
                    return true;
                  }),
              IsOk());
  EXPECT_EQ(read, 2u);
}

TYPED_TEST_P(GraphStoreContract, StagesRunInOrderAndLandInTheCommitThatCausedThem) {
  this->add_stage([](WriteBatch& batch) -> Result<void> {
    batch.put_record(Keyspace::kTestRecords, "nodes", std::to_string(batch.view().node_count()));
    return ok();
  });
  this->add_stage([](WriteBatch& batch) -> Result<void> {
    MUSTER_TRY(const auto seen, batch.get_record(Keyspace::kTestRecords, "nodes"));
    batch.put_record(Keyspace::kTestRecords, "seen", seen.value_or("nothing"));
    LiteralNames names;
    write_literal(batch.graph(), "(derived)", names);
    return ok();
  });

  commit_literal(this->store(), "(a) (b)");

  EXPECT_EQ(this->store().sequence(), 1u);
  EXPECT_THAT(*this->store().snapshot(), HasNode("derived"));
  EXPECT_THAT(scan(this->store(), ""),
              ::testing::ElementsAre(::testing::Pair("nodes", "2"), ::testing::Pair("seen", "2")));
}

TYPED_TEST_P(GraphStoreContract, AStageThatFailsFailsTheCommit) {
  this->add_stage([](WriteBatch& batch) -> Result<void> {
    if (batch.view().node_count() < 2) return ok();
    return Error{.code = ErrorCode::kConstraint, .message = "At most one node."};
  });
  commit_literal(this->store(), "(a)");
  const std::uint64_t before = this->store().snapshot()->checksum();

  const auto refused = commit(this->store(), [](WriteBatch& batch) {
    LiteralNames names;
    write_literal(batch.graph(), "(b)", names);
    batch.put_record(Keyspace::kTestRecords, "key", "bytes");
  });

  EXPECT_THAT(refused, IsErrorSaying(ErrorCode::kConstraint, "At most one node."));
  EXPECT_EQ(this->store().sequence(), 1u);
  EXPECT_EQ(this->store().snapshot()->checksum(), before);
  EXPECT_THAT(scan(this->store(), ""), ::testing::IsEmpty());
  EXPECT_THAT(this->store().begin_write(kShortWait), IsOk());
}

TYPED_TEST_P(GraphStoreContract, AStaleIdNeverNamesTheNextElementOfItsSlot) {
  const auto names = commit_literal(this->store(), "(old)");
  const NodeId old = names.nodes.at("old");
  ASSERT_THAT(
      commit(this->store(),
             [&](WriteBatch& batch) { EXPECT_THAT(batch.graph().delete_node(old), IsOk()); }),
      IsOk());

  const NodeId next = commit_literal(this->store(), "(next)").nodes.at("next");

  EXPECT_EQ(slot_of(next), slot_of(old));
  EXPECT_NE(next, old);
  EXPECT_FALSE(this->store().snapshot()->contains(old));
  EXPECT_THAT(this->store().snapshot()->nodes_by_alias("old"), ::testing::IsEmpty());
}

TYPED_TEST_P(GraphStoreContract, ACommitSaysHowMuchItCopied) {
  const auto names = commit_literal(this->store(), "(a)-[:R]->(b)");

  const auto one_edge = commit(this->store(), [&](WriteBatch& batch) {
    const auto type = batch.graph().intern_edge_type("R");
    EXPECT_THAT(batch.graph().create_edge(names.nodes.at("a"), *type, names.nodes.at("b")), IsOk());
  });

  ASSERT_THAT(one_edge, IsOk());
  EXPECT_GT(one_edge->bytes_copied, 0u);
  EXPECT_LE(one_edge->bytes_copied, kCommitCopyMax);
}

TYPED_TEST_P(GraphStoreContract, ReadersSeeWholeCommitsWhileAWriterWorks) {
  constexpr int kCommits = 50;
  commit_literal(this->store(), "(counter {n: 0}) (twin {n: 0})");
  std::atomic<bool> done{false};
  std::atomic<std::uint64_t> torn{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      std::uint64_t version_last = 0;
      while (!done) {
        const auto snapshot = this->store().snapshot();
        const NodeId counter = snapshot->nodes_by_alias("counter").front();
        const NodeId twin = snapshot->nodes_by_alias("twin").front();
        if (snapshot->property(counter, "n") != snapshot->property(twin, "n")) ++torn;
        if (snapshot->degree(slot_of(counter), Direction::kOutgoing) + 1 != snapshot->version())
          ++torn;
        if (snapshot->version() < version_last) ++torn;
        version_last = snapshot->version();
      }
    });
  }

  for (int i = 1; i <= kCommits; ++i) {
    EXPECT_THAT(commit(this->store(),
                       [&](WriteBatch& batch) {
                         SnapshotBuilder& graph = batch.graph();
                         const NodeId counter = graph.view().nodes_by_alias("counter").front();
                         const NodeId twin = graph.view().nodes_by_alias("twin").front();
                         EXPECT_THAT(graph.set_property(counter, graph.intern_key("n"), i), IsOk());
                         EXPECT_THAT(
                             graph.create_edge(counter, *graph.intern_edge_type("TICK"), twin),
                             IsOk());
                         EXPECT_THAT(graph.set_property(twin, graph.intern_key("n"), i), IsOk());
                       }),
                IsOk());
  }
  done = true;
  for (std::thread& reader : readers) reader.join();

  EXPECT_EQ(torn, 0u);
  EXPECT_EQ(this->store().sequence(), 1u + kCommits);
}

REGISTER_TYPED_TEST_SUITE_P(
    GraphStoreContract, BeginsEmpty, ACommitPublishesWhatWasWritten,
    ABatchReadsBackWhatItWroteAndNobodyElseDoes, ATransactionThatIsDroppedChangesNothing,
    APinnedSnapshotNeverChanges, SequenceCountsCommitsAndVersionThoseThatChangedTheGraph,
    AnEmptyBatchCommitsNothing, SettingWhatIsSoAlreadyCommitsNothing, ATransactionCommitsOnce,
    OneWriterAtATime, AWaitingWriterSeesWhatTheOtherCommitted, ATransactionMayEndOnAnotherThread,
    RecordsComeByKeyBytesAndPrefix, KeyspacesAreApart, ABatchReadsItsOwnRecordsOverTheCommittedOnes,
    AVisitorMayReadTheStoreItScans, StagesRunInOrderAndLandInTheCommitThatCausedThem,
    AStageThatFailsFailsTheCommit, AStaleIdNeverNamesTheNextElementOfItsSlot,
    ACommitSaysHowMuchItCopied, ReadersSeeWholeCommitsWhileAWriterWorks);

}  // namespace muster::testing
