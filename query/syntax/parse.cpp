#include "query/syntax/parse.h"

#include <optional>
#include <string>

#include "core/base/escape.h"
#include "query/syntax/syntax_error.h"
#include "query/syntax/token_stream.h"
#include "query/syntax/tree_builder.h"

namespace muster::query {
namespace {

using Grammar = generated::CypherParser;

// Thrown inside ANTLR, which has no other way to stop, and caught in read_tree below.
struct ParseStopped {
  std::size_t token_index;
};

// Stops at the first token that fits nowhere; recovering would only make later errors of earlier
// ones.
class StopAtFirstError final : public antlr4::DefaultErrorStrategy {
 public:
  void recover(antlr4::Parser* parser, std::exception_ptr exception) override {
    std::size_t index = parser->getCurrentToken()->getTokenIndex();
    try {
      std::rethrow_exception(exception);
    } catch (const antlr4::RecognitionException& recognition) {
      if (recognition.getOffendingToken() != nullptr)
        index = recognition.getOffendingToken()->getTokenIndex();
    }
    throw ParseStopped{index};  // house-ok: ANTLR has no other way to stop
  }
  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    const std::size_t index = parser->getCurrentToken()->getTokenIndex();
    throw ParseStopped{index};  // house-ok: ANTLR has no other way to stop
  }
  void sync(antlr4::Parser* /*parser*/) override {}
  void reportError(antlr4::Parser* /*parser*/,
                   const antlr4::RecognitionException& /*exception*/) override {}
};

// The tree, which lives as long as `parser`, or where reading stopped.
struct TreeOrStop {
  Grammar::StatementContext* tree = nullptr;
  std::size_t stopped_at = 0;
};

TreeOrStop read_tree(Grammar& parser, antlr4::atn::PredictionMode mode) {
  parser.reset();
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(mode);
  try {
    return {.tree = parser.statement(), .stopped_at = 0};
  } catch (const ParseStopped& stopped) {
    return {.tree = nullptr, .stopped_at = stopped.token_index};
  }
}

std::unique_ptr<Grammar> make_parser(antlr4::TokenStream& tokens) {
  auto parser = std::make_unique<Grammar>(&tokens);
  parser->removeErrorListeners();
  parser->setErrorHandler(std::make_shared<StopAtFirstError>());
  return parser;
}

// Whether the first `count` tokens followed by one of type `type` get past that token.
// A long query is not read again for each word that might follow: there the error says only where.
bool could_continue(const TokenStream& tokens, std::size_t count, std::size_t type) {
  constexpr std::size_t kTokensMax = 3000;
  if (count > kTokensMax) return false;
  std::vector<std::unique_ptr<antlr4::Token>> copy;
  for (std::size_t i = 0; i < count; ++i)
    copy.push_back(std::make_unique<antlr4::CommonToken>(tokens.type(i)));
  if (type != antlr4::Token::EOF) copy.push_back(std::make_unique<antlr4::CommonToken>(type));
  copy.push_back(std::make_unique<antlr4::CommonToken>(antlr4::Token::EOF));
  antlr4::ListTokenSource source(std::move(copy));
  antlr4::CommonTokenStream stream(&source);
  const auto parser = make_parser(stream);
  const TreeOrStop read = read_tree(*parser, antlr4::atn::PredictionMode::LL);
  return read.tree != nullptr || (type != antlr4::Token::EOF && read.stopped_at > count);
}

Error utf8_error(std::string_view text) {
  std::size_t valid = 0;
  while (valid < text.size()) {
    std::size_t length = 1;
    while (valid + length < text.size() &&
           (static_cast<unsigned char>(text[valid + length]) & 0xC0U) == 0x80U)
      ++length;
    if (!is_valid_utf8(text.substr(valid, length))) break;
    valid += length;
  }
  return Error{.code = ErrorCode::kSyntax,
               .message = "the query is not valid UTF-8 from here on",
               .position = SourceText(text.substr(0, valid)).position_of_byte(valid),
               .hint = "send query text encoded as UTF-8.",
               .detail = "InvalidUnicodeCharacter"};
}

Result<ast::Statement> parse_valid(std::string_view text) {
  const SourceText source(text);
  TokenStream tokens(source);
  MUSTER_CHECK(tokens.check());
  const auto parser = make_parser(tokens.antlr());
  // SLL decides nearly every query and is several times faster; what it refuses, LL decides.
  TreeOrStop read = read_tree(*parser, antlr4::atn::PredictionMode::SLL);
  if (read.tree == nullptr) read = read_tree(*parser, antlr4::atn::PredictionMode::LL);
  if (read.tree == nullptr && tokens.soften()) {
    const TreeOrStop softened = read_tree(*parser, antlr4::atn::PredictionMode::LL);
    if (softened.tree != nullptr) {
      read = softened;
    } else {
      tokens.restore();
    }
  }
  if (read.tree == nullptr) {
    const std::size_t at = std::min(read.stopped_at, tokens.size());
    return describe_syntax_error(
        tokens, at, [&](std::size_t type) { return could_continue(tokens, at, type); });
  }
  return TreeBuilder(tokens).build(read.tree);
}

}  // namespace

Result<ast::Statement> parse(std::string_view text) {
  if (!is_valid_utf8(text)) return utf8_error(text);
  try {
    return parse_valid(text);
  } catch (const std::exception& foreign) {
    // The runtime throws for what it holds impossible (and bad_alloc); a query must not end the
    // process.
    return Error{.code = ErrorCode::kSyntax,
                 .message = std::string("the query cannot be read: ") + foreign.what(),
                 .position = std::nullopt,
                 .hint = "",
                 .detail = "UnexpectedSyntax"};
  }
}

void warm_parser() {
  // NOLINTBEGIN(bugprone-suspicious-missing-comma): most queries are longer than a line.
  constexpr std::string_view kTypical[] = {
      "MATCH (u:User {name: $name})-[r:MEMBER_OF*1..5]->(g:Group) WHERE g.tier = 0 AND NOT "
      "u.enabled = false RETURN u.name AS name, "
      "count(DISTINCT g) AS groups ORDER BY groups DESC, name SKIP 5 LIMIT 10",
      "MATCH p = (a)-[:A|B]->(b)<-[x]-(c)--(d) OPTIONAL MATCH (b)-->(e) WITH *, a.x + 1 AS y WHERE "
      "y IN [1, 2] RETURN DISTINCT *",
      "UNWIND $rows AS row CREATE (n:Node {id: row.id})-[:HAS {at: row.at}]->(:Key) SET n += "
      "row.properties, n.seen = true, n:Seen REMOVE "
      "n.old, n:Old",
      "MATCH (n) WHERE n.name STARTS WITH 'a' OR n.name =~ '.*b' OR n.x IS NOT NULL AND (n)-->() "
      "DETACH DELETE n",
      "CALL muster.blastRadius($principal, {hops_max: 4}) YIELD node, hop AS h WHERE h > 1 RETURN "
      "node, CASE WHEN h < 3 THEN 'near' ELSE "
      "'far' END, [x IN labels(node) WHERE x <> 'A' | toLower(x)], all(k IN keys(node) WHERE k > "
      "'')",
      "MATCH p = shortestPath((n:User)-[:MemberOf|AdminTo*1..]->(m:Computer {name: 'x'})) WHERE n "
      "<> m "
      "AND NOT n:Tag AND n.pwdlastset < (datetime().epochseconds - (90 * 86400)) AND NOT "
      "n.pwdlastset IN [-1.0, 0.0] RETURN p LIMIT 1000 UNION ALL MATCH (a)-[r]->(b) WHERE r.isacl "
      "OR "
      "type(r) ENDS WITH 'x' OR toUpper(a.name) CONTAINS 'y' RETURN r AS p",
      "UNWIND $list AS item MERGE (i:L {id: item.id}) ON CREATE SET i.firstseen = timestamp() SET "
      "i.a = item.a, i:Extra WITH i, item CALL (i, item) { OPTIONAL MATCH (j:T {id: $k}) WITH i, "
      "item, j WHERE j IS NOT NULL MERGE (i)<-[r:REL]-(j) SET r.x = 1 UNION OPTIONAL MATCH (k:U) "
      "WITH i, k WHERE k IS NOT NULL MERGE (i)-[:R]->(k) } FOREACH (_ IN CASE WHEN item.v = 'x' "
      "THEN "
      "[1] ELSE [] END | SET i:Label)",
      "CREATE INDEX IF NOT EXISTS FOR (n:L) ON (n.a, n.b)",
      "SHOW INDEXES YIELD name, type WHERE type = 'RANGE' RETURN name",
      "MATCH (n:A WHERE n.x > 1) WHERE EXISTS { MATCH (n)-[:T]->(:B) WHERE n.y } AND COUNT { "
      "(n)-->() } > 2 AND n:A|B RETURN n {.name, .*, size: size(n.list)} AS m, reduce(s = 0, x IN "
      "[1, 2] | s + x) AS sum",
      "MERGE (a:A {k: -1.5}) ON CREATE SET a.t = 1 WITH a MATCH (a) RETURN a.list[0], "
      "a.list[1..3], size(a.s) / 2 * 3 % 4 ^ 2",
  };
  // NOLINTEND(bugprone-suspicious-missing-comma)
  for (const std::string_view text : kTypical) static_cast<void>(parse(text).has_value());
}

}  // namespace muster::query
