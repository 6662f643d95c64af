// The queries that security teams run today, from the libraries of attack-path tools: all bind, and
// those of the main library run on a small directory within the limits that a server sets.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/engine/query_engine.h"
#include "tests/corpora/directory_graph.h"
#include "tests/corpora/named_queries.h"
#include "tests/support/query_session.h"
#include "tests/support/shared_folder.h"

namespace muster::query {
namespace {

using testing::NamedQuery;
using testing::queries_of;

// Names a variable that no pattern binds; upstream's mistake.
constexpr std::string_view kInvalid = "Shortest Paths from Owned Azure Users to Azure Keyvaults";
constexpr std::string_view kInvalidExtension = "Full Identity Attack Paths";  // `src` for `s`.

TEST(AttackPathQueries, EveryLibraryQueryBindsButTheOneWithAnUndefinedVariable) {
  MUSTER_SHARED_OR_SKIP(path, "inputs/queries/bloodhound-library.json");
  const QueryEngine engine;
  testing::QuerySession session(engine);
  std::size_t invalid = 0;
  for (const NamedQuery& query : queries_of(path)) {
    WorkBudget unbounded;
    const auto found = engine.writes(query.text, *session.snapshot(), unbounded);
    if (query.name == kInvalid) {
      ++invalid;
      ASSERT_FALSE(found) << query.text;
      EXPECT_EQ(found.error().detail, "UndefinedVariable");
      EXPECT_THAT(found.error().message, ::testing::HasSubstr("'m'"));
      continue;
    }
    EXPECT_TRUE(found) << query.name << ": " << format_error(found.error()) << "\n" << query.text;
  }
  EXPECT_EQ(invalid, 1U);
}

TEST(AttackPathQueries, EveryExtensionQueryBindsButTheOneWithAnUndefinedVariable) {
  MUSTER_SHARED_OR_SKIP(path, "inputs/queries/opengraph-extensions.json");
  const QueryEngine engine;
  testing::QuerySession session(engine);
  for (const NamedQuery& query : queries_of(path)) {
    WorkBudget unbounded;
    const auto found = engine.writes(query.text, *session.snapshot(), unbounded);
    if (query.name == kInvalidExtension) {
      ASSERT_FALSE(found) << query.text;
      EXPECT_EQ(found.error().detail, "UndefinedVariable");
      EXPECT_THAT(found.error().message, ::testing::HasSubstr("'src'"));
      continue;
    }
    EXPECT_TRUE(found) << query.name << ": " << format_error(found.error()) << "\n" << query.text;
  }
}

TEST(AttackPathQueries, TheLibraryRunsOnASmallDirectory) {
  MUSTER_SHARED_OR_SKIP(path, "inputs/queries/bloodhound-library.json");
  const QueryEngine engine;
  testing::QuerySession session(engine, std::chrono::seconds(60));
  testing::make_directory(session);
  std::size_t answered = 0;
  for (const NamedQuery& query : queries_of(path)) {
    if (query.name == kInvalid) continue;
    const auto result = session.run(query.text);
    EXPECT_TRUE(result) << query.name << ": " << format_error(result.error()) << "\n" << query.text;
    if (result && !result->rows.empty()) ++answered;
  }
  // A directory on which nothing is found would show little.
  EXPECT_GT(answered, 20U);
}

}  // namespace
}  // namespace muster::query
