// The registry of running queries: listed while they run, stopped by their id.
#include "api/service/query_registry.h"

#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/service/query_service.h"
#include "tests/support/matchers.h"

namespace muster::api {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(QueryRegistry, ListsAQueryForAsLongAsItRuns) {
  QueryRegistry registry;
  WorkBudget budget;
  std::optional<QueryRegistry::Entry> entry;
  entry.emplace(registry, "RETURN 1", Asker{.user = "ann", .client = "::1"}, Instant{5}, budget);

  const auto running = registry.list();
  ASSERT_THAT(running, SizeIs(1));
  EXPECT_EQ(running[0].text, "RETURN 1");
  EXPECT_EQ(running[0].user, "ann");
  EXPECT_EQ(running[0].started, Instant{5});
  EXPECT_EQ(registry.count(), 1u);
  entry.reset();
  EXPECT_THAT(registry.list(), IsEmpty());
}

TEST(QueryRegistry, StopsTheQueryOfTheIdAlone) {
  QueryRegistry registry;
  WorkBudget first;
  WorkBudget second;
  const QueryRegistry::Entry one(registry, "a", {}, Instant{}, first);
  const QueryRegistry::Entry other(registry, "b", {}, Instant{}, second);

  EXPECT_TRUE(registry.terminate(registry.list()[1].id));

  EXPECT_THAT(first.check(), muster::testing::IsOk());
  EXPECT_EQ(second.check().error().code, ErrorCode::kCancelled);
  EXPECT_TRUE(registry.list()[1].terminated);
  EXPECT_FALSE(registry.terminate("muster-transaction-99"));
}

}  // namespace
}  // namespace muster::api
