#include "query/engine/notification.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/memory_store.h"
#include "query/engine/query_engine.h"
#include "tests/support/graph_literal.h"

namespace muster::query {
namespace {

using muster::testing::graph_of;

// The notices of a reading query, a line each.
std::string notices(std::string_view text) {
  const auto graph = graph_of(R"(
      (ann:User {name: 'Ann', enabled: true})-[:CAN_ASSUME {since: 2020}]->(deploy:Role {name: 'deploy'})
  )");
  const QueryEngine engine;
  WorkBudget budget;
  const auto result = engine.read(text, {}, graph, budget);
  if (!result) return format_error(result.error(), text);
  std::string out;
  for (const auto& notification : result->summary.notifications)
    out += notification_text(notification) + "\n";
  return out;
}

TEST(Notification, NamesTheNearestLabelTypeAndProperty) {
  EXPECT_EQ(notices("MATCH (u:Usr)-[:CAN_ASUME]->(r:Role) RETURN u.nmae, r.name"),
            "note: the graph has no label 'Usr' (line 1, column 10): did you mean User?\n"
            "note: the graph has no relationship type 'CAN_ASUME' (line 1, column 17): did you "
            "mean CAN_ASSUME?\n"
            "note: the graph has no property 'nmae' (line 1, column 47): did you mean name?\n");
}

TEST(Notification, GivesNoAdviceWhereNothingIsNear) {
  EXPECT_EQ(notices("MATCH (n:Kubernetes) RETURN n"),
            "note: the graph has no label 'Kubernetes' (line 1, column 10)\n");
}

TEST(Notification, IsNotGivenForWhatTheGraphKnows) {
  EXPECT_EQ(notices("MATCH (u:User {enabled: true})-[r:CAN_ASSUME]->(:Role) WHERE u.observed "
                    "RETURN u.name, r.since"),
            "");
}

TEST(Notification, GoesWithAPlanAsWell) {
  EXPECT_EQ(notices("EXPLAIN MATCH (u:Usr) RETURN u"),
            "note: the graph has no label 'Usr' (line 1, column 18): did you mean User?\n");
}

TEST(Notification, SaysHowManyMoreThereAreBehindTheFirstHundred) {
  std::string text = "MATCH (n) WHERE n:L0";
  for (int i = 1; i < 105; ++i) text += " OR n:L" + std::to_string(i);
  const std::string told = notices(text + " RETURN n");
  EXPECT_THAT(told, ::testing::HasSubstr("the graph has no label 'L99' (line 1, column"));
  EXPECT_THAT(told, ::testing::Not(::testing::HasSubstr("'L100'")));
  EXPECT_THAT(told, ::testing::HasSubstr("note: 5 more names are not in the graph"));
}

TEST(Notification, FollowsTheGraphAndNotThePlan) {
  const auto store = make_memory_store();
  const QueryEngine engine;
  const auto notices_of = [&](std::string_view text) {
    auto transaction = store->begin_write();
    WorkBudget budget;
    const auto result = engine.write(text, {}, (*transaction)->batch(), budget);
    EXPECT_TRUE((*transaction)->commit().has_value());
    return result->summary.notifications.size();
  };
  EXPECT_EQ(notices_of("MATCH (n:Late) RETURN n"), 1U);
  EXPECT_EQ(notices_of("CREATE (:Late)"), 0U);
  EXPECT_EQ(notices_of("MATCH (n:Late) RETURN n"), 0U);
}

}  // namespace
}  // namespace muster::query
