#include "query/syntax/parse.h"

#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/syntax/ast_text.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

// The text of the tree, or the reason why there is none.
std::string read(std::string_view text) {
  const auto statement = parse(text);
  return statement ? ast::to_text(*statement) : statement.error().detail;
}
std::string read_expression(std::string_view text) {
  const std::string whole = read("RETURN " + std::string(text));
  return whole.starts_with("RETURN ") ? whole.substr(7) : whole;
}

TEST(Parse, ReadsEveryFormOfRelationship) {
  EXPECT_EQ(read("MATCH (a)-->(b)<--(c)--(d)<-->(e) RETURN a"),
            "MATCH (a)-->(b)<--(c)--(d)--(e) RETURN a");
  EXPECT_EQ(read("MATCH (a)-[r:A|:B*1..3 {k: 1}]->() RETURN r"),
            "MATCH (a)-[r:A|B*1..3 {k: 1}]->() RETURN r");
  EXPECT_EQ(read("MATCH ()-[*]-()-[*2]-()-[*2..]-()-[*..3]-() RETURN 1"),
            "MATCH ()-[*]-()-[*2]-()-[*2..]-()-[*..3]-() RETURN 1");
}

TEST(Parse, BindsOperatorsAsTightlyAsTheLanguageSays) {
  EXPECT_EQ(read_expression("1 + 2 * 3 ^ 2"), "(1) + ((2) * ((3) ^ (2)))");
  EXPECT_EQ(read_expression("-3 ^ 2"), "(-3) ^ (2)");
  EXPECT_EQ(read_expression("NOT a = b AND c"), "(NOT (a = b)) AND c");
  EXPECT_EQ(read_expression("a = b IN c"), "a = (b IN c)");
  EXPECT_EQ(read_expression("a OR b XOR c AND d"), "a OR (b XOR (c AND d))");
  EXPECT_EQ(read_expression("a.b[0].c"), "a.b[0].c");
  EXPECT_EQ(read_expression("1 < x <= 3"), "(1) < x <= (3)");
}

TEST(Parse, TakesKeywordsAsNamesWhereANameStands) {
  EXPECT_EQ(read("MATCH (end:Order {limit: 1}) RETURN end.type AS contains"),
            "MATCH (`end`:Order {limit: 1}) RETURN `end`.type AS `contains`");
  EXPECT_EQ(read("match (N) Return N"), "MATCH (N) RETURN N");
}

TEST(Parse, ReadsQuotedNamesAndParameters) {
  EXPECT_EQ(read("MATCH (`a``b`) RETURN `a``b`, $x, $0, $`odd name`"),
            "MATCH (`a``b`) RETURN `a``b`, $x, $0, $`odd name`");
}

TEST(Parse, ReadsEveryStringEscape) {
  const auto statement = parse(R"(RETURN '\'\"\\\n\tA\u0041\U0001F511\uD83D\uDD11')");
  ASSERT_TRUE(statement);
  const auto& item = std::get<ast::ReturnClause>(statement->query()->branches[0].clauses[0].node)
                         .projection.items[0];
  EXPECT_EQ(std::get<ast::Literal>(item.expression->node).value,
            Value("'\"\\\n\tAA\xF0\x9F\x94\x91\xF0\x9F\x94\x91"));
}

TEST(Parse, FoldsTheSignBeforeItChecksTheRangeOfAnInteger) {
  EXPECT_EQ(read_expression("-9223372036854775808"), "-9223372036854775808");
  EXPECT_EQ(read_expression("9223372036854775808"), "IntegerOverflow");
  EXPECT_EQ(read_expression("-0x8000000000000000"), "-9223372036854775808");
  EXPECT_EQ(read_expression("0o17"), "15");
}

TEST(Parse, TellsFloatsThatAreTooLargeFromThoseThatAreTiny) {
  EXPECT_EQ(read_expression("1.34E999"), "FloatingPointOverflow");
  EXPECT_EQ(read_expression("1e-999"), "0.0");
}

TEST(Parse, SkipsCommentsAndTrailingSemicolons) {
  EXPECT_EQ(read("/* why */ RETURN 1 // because\n;;"), "RETURN 1");
}

TEST(Parse, KnowsABarBetweenTypesFromABarBeforeAResult) {
  EXPECT_EQ(read_expression("[x IN xs WHERE x:A | x]"), "[x IN xs WHERE x:A | x]");
  EXPECT_EQ(read_expression("[(a)-[:A|B]->(b) | b]"), "[(a)-[:A|B]->(b) | b]");
}

TEST(Parse, KeepsTheTextOfAnItemAsItWasWritten) {
  const auto statement = parse("RETURN cOuNt( * ),  n . x");
  ASSERT_TRUE(statement);
  const auto& items =
      std::get<ast::ReturnClause>(statement->query()->branches[0].clauses[0].node).projection.items;
  EXPECT_EQ(items[0].text, "cOuNt( * )");
  EXPECT_EQ(items[1].text, "n . x");
}

TEST(Parse, CountsColumnsInCodePoints) {
  const auto statement = parse("RETURN 'é🔑' )");
  ASSERT_FALSE(statement);
  EXPECT_EQ(statement.error().position->column, 13U);
}

TEST(Parse, RefusesDeepNestingInsteadOfRunningOutOfStack) {
  for (const std::string_view opener : {"(", "[", "{a: ", "NOT ", "- ", "CASE WHEN "}) {
    std::string text = "RETURN ";
    for (int i = 0; i < 20'000; ++i) text += opener;
    const auto statement = parse(text);
    ASSERT_FALSE(statement);
    EXPECT_THAT(statement.error().message, ::testing::HasSubstr("nested")) << opener;
  }
}

TEST(Parse, BoundsChainsOfOperatorsButBalancesConditions) {
  std::string sum = "RETURN 1";
  std::string condition = "RETURN a";
  for (int i = 0; i < 5'000; ++i) {
    sum += " + 1";
    condition += " OR a";
  }
  EXPECT_FALSE(parse(sum));
  EXPECT_TRUE(parse(condition));
}

class ParseOfManySteps : public ::testing::TestWithParam<const char*> {};

TEST_P(ParseOfManySteps, IsRefusedBeforeAPlanGetsTooDeepToWalk) {
  const std::string step = GetParam();
  const auto repeated = [&](std::size_t times) {
    std::string text = "MATCH (n) ";
    for (std::size_t i = 0; i < times; ++i) text += step;
    return text + " RETURN 1 AS x";
  };
  EXPECT_TRUE(parse(repeated(kStepsMax / 4)));
  EXPECT_THAT(parse(repeated(kStepsMax)),
              muster::testing::IsErrorSaying(ErrorCode::kSyntax, ::testing::HasSubstr("5000")));
}

INSTANTIATE_TEST_SUITE_P(Steps, ParseOfManySteps,
                         ::testing::Values("WITH 1 AS x LIMIT 1 ", "MATCH (n) WHERE n.a ",
                                           "-->() "));

TEST(Parse, RefusesWhatIsNotUtf8AndSaysWhere) {
  const auto statement = parse("RETURN '\xC3(");
  ASSERT_FALSE(statement);
  EXPECT_EQ(statement.error().position->column, 9U);
}

TEST(Parse, GivesEqualTreesOnAllThreads) {
  static constexpr std::string_view kText =
      "MATCH p = (a:A {x: 1})-[:T*1..2]->(b) WHERE a.y IN [1, 2] RETURN p ORDER BY a.y LIMIT 3";
  const std::string expected = read(kText);
  std::vector<std::string> read_texts(4);
  std::vector<std::thread> threads;
  for (auto& out : read_texts) {
    threads.emplace_back([&out] {
      for (int i = 0; i < 20; ++i) out = read(kText);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(read_texts, ::testing::Each(expected));
}

}  // namespace
}  // namespace muster::query
