// What a GraphStore promises that keeps what was committed, beside GraphStoreContract.
//
//   struct MySubject {
//     GraphStore& store();  // An empty store, open.
//     void reopen();        // Closes it and opens it again.
//   };
//   INSTANTIATE_TYPED_TEST_SUITE_P(MyStore, DurableGraphStoreContract, MySubject);
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/graph_store.h"
#include "tests/contract/store_steps.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster::testing {

template <typename Subject>
class DurableGraphStoreContract : public ::testing::Test {
 protected:
  GraphStore& store() { return subject_.store(); }
  void reopen() { subject_.reopen(); }

 private:
  Subject subject_;
};
TYPED_TEST_SUITE_P(DurableGraphStoreContract);

TYPED_TEST_P(DurableGraphStoreContract, KeepsTheWholeGraphUnderTheSameIds) {
  const auto names = commit_literal(this->store(), R"(
      (dev:User:Human {name: 'Ann', n: 3, f: 2.5, on: true,
                       seen: datetime('2026-06-15T08:50:00.000000001Z'),
                       l: [1, 'two', 2.5, false, []], _aliases: ['arn:dev'], _sources: ['hr', 'aws'],
                       _planes: 'recorded', _absent: 'observed', _first_seen: '2026-01-01'})
      (dev)-[r:CAN_ASSUME {level: 'read', _conditional: true, _valid_from: '2026-02-01',
                           _valid_until: '2026-03-01',
                           _sources: ['aws'], _first_seen: '2026-01-02'}]->(deploy:Role)
      (dev)-[:CAN_ASSUME]->(deploy) (deploy)-[:R {_derived: true, _planes: ''}]->(deploy)
  )");
  const std::uint64_t checksum = this->store().snapshot()->checksum();

  this->reopen();

  const auto snapshot = this->store().snapshot();
  EXPECT_EQ(snapshot->checksum(), checksum);
  EXPECT_EQ(snapshot->version(), 1u);
  EXPECT_EQ(this->store().sequence(), 1u);
  EXPECT_THAT(snapshot->nodes_by_alias("arn:dev"), ::testing::ElementsAre(names.nodes.at("dev")));
  EXPECT_EQ(snapshot->property(names.edges.at("r"), "level"), Value("read"));
  EXPECT_EQ(snapshot->degree(slot_of(names.nodes.at("deploy")), Direction::kIncoming), 3u);
  EXPECT_EQ(snapshot->label_count(*snapshot->catalog().labels.find("User")), 1u);
}

TYPED_TEST_P(DurableGraphStoreContract, KeepsRecordsAndWhatWasDeletedStaysDeleted) {
  ASSERT_THAT(put(this->store(), {{"1", "one"}, {"2", std::string("\0\xff", 2)}, {"3", ""}}),
              IsOk());
  ASSERT_THAT(commit(this->store(),
                     [](WriteBatch& batch) { batch.delete_record(Keyspace::kTestRecords, "1"); }),
              IsOk());

  this->reopen();

  EXPECT_THAT(scan(this->store(), ""),
              ::testing::ElementsAre(::testing::Pair("2", std::string("\0\xff", 2)),
                                     ::testing::Pair("3", "")));
  EXPECT_EQ(this->store().sequence(), 2u);
  EXPECT_EQ(this->store().snapshot()->version(), 0u);
}

TYPED_TEST_P(DurableGraphStoreContract, ForgetsWhatWasNotCommitted) {
  commit_literal(this->store(), "(kept)");
  {
    const auto transaction = this->store().begin_write();
    ASSERT_THAT(transaction, IsOk());
    LiteralNames names;
    write_literal((*transaction)->batch().graph(), "(dropped)", names);
  }

  this->reopen();

  EXPECT_THAT(*this->store().snapshot(), HasNode("kept"));
  EXPECT_THAT(*this->store().snapshot(), ::testing::Not(HasNode("dropped")));
}

TYPED_TEST_P(DurableGraphStoreContract, KeepsChangesAndRemovalsOfContent) {
  const auto names = commit_literal(
      this->store(), "(a:Old {gone: 1, kept: 1})-[r:R {gone: 1, _valid_until: '2026-01-01'}]->(b)");
  ASSERT_THAT(
      commit(this->store(),
             [&](WriteBatch& batch) {
               SnapshotBuilder& graph = batch.graph();
               const NodeId a = names.nodes.at("a");
               const EdgeId r = names.edges.at("r");
               EXPECT_THAT(graph.set_property(a, graph.intern_key("gone"), nullptr), IsOk());
               EXPECT_THAT(graph.set_property(r, graph.intern_key("gone"), nullptr), IsOk());
               EXPECT_THAT(graph.set_property(a, graph.intern_key("kept"), "changed"), IsOk());
               EXPECT_THAT(graph.remove_label(a, graph.intern_label("Old")), IsOk());
               EXPECT_THAT(graph.add_label(a, graph.intern_label("New")), IsOk());
               EXPECT_THAT(graph.set_validity(r, Validity{}), IsOk());
               EXPECT_THAT(graph.remove_alias(a, "a"), IsOk());
               EXPECT_THAT(graph.set_flags(a, kFlagObservedAbsent), IsOk());
             }),
      IsOk());
  const std::uint64_t checksum = this->store().snapshot()->checksum();

  this->reopen();

  EXPECT_EQ(this->store().snapshot()->checksum(), checksum);
  EXPECT_THAT(*this->store().snapshot(), ::testing::Not(HasNode("a")));
  EXPECT_EQ(this->store().snapshot()->property(names.nodes.at("a"), "kept"), Value("changed"));
}

TYPED_TEST_P(DurableGraphStoreContract, AStaleIdStaysStale) {
  const auto names = commit_literal(this->store(), "(old)-[r:R]->(kept)");
  const NodeId old = names.nodes.at("old");
  const EdgeId edge = names.edges.at("r");
  ASSERT_THAT(commit(this->store(),
                     [&](WriteBatch& batch) {
                       EXPECT_THAT(batch.graph().detach_delete_node(old), IsOk());
                     }),
              IsOk());

  this->reopen();
  const auto next = commit_literal(this->store(), "(next)-[r:R]->(next)");

  EXPECT_NE(next.nodes.at("next"), old);
  EXPECT_NE(next.edges.at("r"), edge);
  EXPECT_FALSE(this->store().snapshot()->contains(old));
  EXPECT_FALSE(this->store().snapshot()->contains(edge));
}

TYPED_TEST_P(DurableGraphStoreContract, GoesOnCountingWhereItWas) {
  commit_literal(this->store(), "(a)");
  ASSERT_THAT(put(this->store(), {{"key", "bytes"}}), IsOk());

  this->reopen();
  commit_literal(this->store(), "(b)");

  EXPECT_EQ(this->store().sequence(), 3u);
  EXPECT_EQ(this->store().snapshot()->version(), 2u);
}

REGISTER_TYPED_TEST_SUITE_P(DurableGraphStoreContract, KeepsTheWholeGraphUnderTheSameIds,
                            KeepsRecordsAndWhatWasDeletedStaysDeleted, ForgetsWhatWasNotCommitted,
                            KeepsChangesAndRemovalsOfContent, AStaleIdStaysStale,
                            GoesOnCountingWhereItWas);

}  // namespace muster::testing
