// What every GraphStore promises about indexes and constraints, as tests that run for each store. A
// Subject is as in graph_store_contract.h.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/contract/store_steps.h"

namespace muster::testing {

// --- The steps these tests are written in.

inline IndexDefinition index_of(SnapshotBuilder& builder, std::string name, std::string_view label,
                                std::string_view key) {
  IndexDefinition index{.name = std::move(name)};
  index.tokens = {static_cast<std::uint32_t>(builder.intern_label(label))};
  index.keys = {builder.intern_key(key)};
  return index;
}

inline Result<CommitInfo> create_index(GraphStore& store, std::string name, std::string_view label,
                                       std::string_view key) {
  return commit(store, [&](WriteBatch& batch) {
    IndexDefinition index = index_of(batch.graph(), std::move(name), label, key);
    EXPECT_THAT(batch.graph().create_index(std::move(index), WorkBudget()), IsOk());
  });
}

inline Result<CommitInfo> create_unique(GraphStore& store, std::string name, std::string_view label,
                                        std::string_view key) {
  return commit(store, [&](WriteBatch& batch) {
    const IndexDefinition index = index_of(batch.graph(), name, label, key);
    ConstraintDefinition constraint{.name = std::move(name), .token = index.tokens[0]};
    constraint.keys = index.keys;
    EXPECT_THAT(batch.graph().create_constraint(std::move(constraint), WorkBudget()), IsOk());
  });
}

// Slots that the index of this name gives for the value.
inline std::vector<std::uint32_t> seek(const GraphSnapshot& graph, std::string_view name,
                                       Value value) {
  std::vector<std::uint32_t> slots;
  const IndexDefinition* const index = graph.schema().find_index(name);
  EXPECT_NE(index, nullptr) << "there is no index " << name;
  if (index != nullptr) graph.schema().seek_equal(*index, {&value, 1}, slots);
  return slots;
}

template <typename Subject>
class SchemaContract : public ::testing::Test {
 protected:
  GraphStore& store() { return subject_.store(); }

 private:
  Subject subject_;
};
TYPED_TEST_SUITE_P(SchemaContract);

TYPED_TEST_P(SchemaContract, AnIndexIsPublishedWithItsCommit) {
  commit_literal(this->store(), "(a:User {id: 1})\n(b:User {id: 2})");
  const auto before = this->store().snapshot();

  const auto info = create_index(this->store(), "users", "User", "id");

  ASSERT_THAT(info, IsOk());
  EXPECT_EQ(info->version, before->version() + 1);
  EXPECT_EQ(before->schema().find_index("users"), nullptr);
  EXPECT_THAT(seek(*this->store().snapshot(), "users", 2), ::testing::ElementsAre(1));
}

TYPED_TEST_P(SchemaContract, ACommitThatBreaksAConstraintIsRefused) {
  commit_literal(this->store(), "(a:User {id: 1})");
  ASSERT_THAT(create_unique(this->store(), "once", "User", "id"), IsOk());
  const std::uint64_t sequence = this->store().sequence();

  const auto refused = commit(this->store(), [](WriteBatch& batch) {
    LiteralNames names;
    write_literal(batch.graph(), "(b:User {id: 1})", names);
  });

  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kConstraint);
  EXPECT_EQ(refused.error().detail, "ConstraintValidationFailed");
  EXPECT_EQ(this->store().sequence(), sequence);
  EXPECT_EQ(this->store().snapshot()->node_count(), 1u);
}

TYPED_TEST_P(SchemaContract, AConstraintBindsWhatAStageWrites) {
  this->store().add_commit_stage(std::make_unique<LambdaStage>([](WriteBatch& batch) {
    LiteralNames names;
    if (batch.view().node_count() == 2) write_literal(batch.graph(), "(c:User {id: 1})", names);
    return ok();
  }));
  commit_literal(this->store(), "(a:User {id: 1})");
  ASSERT_THAT(create_unique(this->store(), "once", "User", "id"), IsOk());

  const auto refused = commit(this->store(), [](WriteBatch& batch) {
    LiteralNames names;
    write_literal(batch.graph(), "(b:User {id: 2})", names);
  });

  EXPECT_FALSE(refused.has_value());
}

REGISTER_TYPED_TEST_SUITE_P(SchemaContract, AnIndexIsPublishedWithItsCommit,
                            ACommitThatBreaksAConstraintIsRefused,
                            AConstraintBindsWhatAStageWrites);

}  // namespace muster::testing
