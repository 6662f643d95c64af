// What a GraphStore promises about indexes and constraints that keeps what was committed. A Subject
// is as in durable_store_contract.h.
#pragma once

#include <cstdint>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/contract/schema_contract.h"

namespace muster::testing {

template <typename Subject>
class DurableSchemaContract : public ::testing::Test {
 protected:
  GraphStore& store() { return subject_.store(); }
  void reopen() { subject_.reopen(); }

 private:
  Subject subject_;
};
TYPED_TEST_SUITE_P(DurableSchemaContract);

TYPED_TEST_P(DurableSchemaContract, IndexesAndTheirContentsComeBack) {
  ASSERT_THAT(create_index(this->store(), "users", "User", "id"), IsOk());
  commit_literal(this->store(), "(a:User {id: 1})\n(b:User {id: 2})");

  this->reopen();

  EXPECT_THAT(seek(*this->store().snapshot(), "users", 2), ::testing::ElementsAre(1));
}

TYPED_TEST_P(DurableSchemaContract, ConstraintsHoldAfterAnOpening) {
  commit_literal(this->store(), "(a:User {id: 1})");
  ASSERT_THAT(create_unique(this->store(), "once", "User", "id"), IsOk());

  this->reopen();

  EXPECT_NE(this->store().snapshot()->schema().find_constraint("once"), nullptr);
  const auto refused = commit(this->store(), [](WriteBatch& batch) {
    LiteralNames names;
    write_literal(batch.graph(), "(b:User {id: 1})", names);
  });
  EXPECT_FALSE(refused.has_value());
}

TYPED_TEST_P(DurableSchemaContract, WhatWasDroppedStaysGoneAndItsNumberIsNotGivenAgain) {
  ASSERT_THAT(create_unique(this->store(), "once", "User", "id"), IsOk());
  ASSERT_THAT(create_index(this->store(), "roles", "Role", "id"), IsOk());
  const std::uint32_t last = this->store().snapshot()->schema().number_last();
  ASSERT_THAT(commit(this->store(),
                     [](WriteBatch& batch) {
                       const Schema schema = batch.view().schema();
                       const auto once = schema.find_constraint("once")->number;
                       const auto roles = schema.find_index("roles")->number;
                       EXPECT_THAT(batch.graph().drop_constraint(once), IsOk());
                       EXPECT_THAT(batch.graph().drop_index(roles), IsOk());
                     }),
              IsOk());

  this->reopen();

  EXPECT_TRUE(this->store().snapshot()->schema().empty());
  EXPECT_EQ(this->store().snapshot()->schema().number_last(), last);
}

REGISTER_TYPED_TEST_SUITE_P(DurableSchemaContract, IndexesAndTheirContentsComeBack,
                            ConstraintsHoldAfterAnOpening,
                            WhatWasDroppedStaysGoneAndItsNumberIsNotGivenAgain);

}  // namespace muster::testing
