#include "query/semantics/mentions.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/syntax/parse.h"

namespace muster::query {
namespace {

// "A@10, :T@17, .k@25": labels, types and keys with their columns.
std::string mentioned(std::string_view text) {
  const auto statement = parse(text);
  if (!statement) return format_error(statement.error(), text);
  std::string out;
  for (const Mention& mention : mentions(*statement)) {
    constexpr std::string_view kMarks[] = {"", ":", "."};
    if (!out.empty()) out += ", ";
    out += std::string(kMarks[static_cast<std::size_t>(mention.kind)]) + mention.name + "@" +
           std::to_string(mention.position.column);
  }
  return out;
}

TEST(Mentions, AreLabelsTypesAndKeysInTheOrderOfTheText) {
  EXPECT_EQ(mentioned("MATCH (a:A|B {k: 1})-[r:T]->(b) WHERE b.x > r.y RETURN a.z"),
            "A@10, B@12, .k@15, :T@25, .x@41, .y@47, .z@58");
}

TEST(Mentions, StandOnceForEachName) {
  EXPECT_EQ(mentioned("MATCH (a:A), (b:A) RETURN a.k, b.k"), "A@10, .k@29");
}

TEST(Mentions, AreNotWhatTheStatementWrites) {
  EXPECT_EQ(mentioned("CREATE (:A {k: 1})-[:T]->(:B)"), "");
  EXPECT_EQ(mentioned("MERGE (a:A {k: 1}) SET a.x = 2, a:B RETURN a.x, a.k, a.other"), ".other@56");
  EXPECT_EQ(mentioned("MATCH (n:N) SET n += {seen: true} RETURN n.seen"), "N@10");
}

TEST(Mentions, LeaveKeysOfMapsAlone) {
  EXPECT_EQ(mentioned("UNWIND $rows AS row MATCH (n:N {id: row.id}) RETURN {a: 1}.a, row.name"),
            "N@30, .id@33");
  EXPECT_EQ(mentioned("MATCH (n) WITH properties(n) AS m RETURN m.k"), "");
}

TEST(Mentions, AreLabelsAndTypesThatAConditionAsksFor) {
  EXPECT_EQ(mentioned("MATCH (a)-[r]->(b) WHERE (a:A OR NOT b:B|C) AND r:T RETURN a:D"),
            "A@29, B@40, C@42, :T@51, D@62");
  EXPECT_EQ(mentioned("MATCH (a) UNWIND [a] AS x WITH x WHERE x:A RETURN x"), "");
}

TEST(Mentions, ReachIntoSubqueriesAndRepeatedParts) {
  EXPECT_EQ(mentioned("MATCH (n) WHERE EXISTS { (n)-[:T]->(:B) } CALL (n) { MATCH (n)-->(c:C) "
                      "RETURN c } RETURN [(n)-->(d:D) | d.k]"),
            ":T@32, B@38, C@69, D@100, .k@107");
  EXPECT_EQ(mentioned("MATCH ((a:A)-[:T]->(b) WHERE a.k = 1){2} RETURN a"), "A@11, :T@16, .k@32");
}

}  // namespace
}  // namespace muster::query
