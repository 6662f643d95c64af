// The part of TreeBuilder that reads what asks something of a value: IS …, the names of types, and
// CASE.
#include <array>
#include <cctype>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "query/syntax/parse.h"
#include "query/syntax/tree_builder.h"

namespace muster::query {
namespace {

using Grammar = generated::CypherParser;
using Kind = ast::TypeName::Kind;

struct TypeSpelling {
  std::string_view words;
  Kind kind;
};
// Every spelling but the prefix ANY and the suffixes LIST and ARRAY.
constexpr std::array kTypes = {
    TypeSpelling{"ANY", Kind::kAny},
    TypeSpelling{"ANY VALUE", Kind::kAny},
    TypeSpelling{"VALUE", Kind::kAny},
    TypeSpelling{"NOTHING", Kind::kNothing},
    TypeSpelling{"NULL", Kind::kNull},
    TypeSpelling{"BOOLEAN", Kind::kBoolean},
    TypeSpelling{"BOOL", Kind::kBoolean},
    TypeSpelling{"STRING", Kind::kString},
    TypeSpelling{"VARCHAR", Kind::kString},
    TypeSpelling{"INTEGER", Kind::kInteger},
    TypeSpelling{"INT", Kind::kInteger},
    TypeSpelling{"SIGNED INTEGER", Kind::kInteger},
    TypeSpelling{"INTEGER64", Kind::kInteger},
    TypeSpelling{"INT64", Kind::kInteger},
    TypeSpelling{"FLOAT", Kind::kFloat},
    TypeSpelling{"FLOAT64", Kind::kFloat},
    TypeSpelling{"DATE", Kind::kDate},
    TypeSpelling{"LOCAL TIME", Kind::kLocalTime},
    TypeSpelling{"TIME WITHOUT TIME ZONE", Kind::kLocalTime},
    TypeSpelling{"ZONED TIME", Kind::kZonedTime},
    TypeSpelling{"TIME WITH TIME ZONE", Kind::kZonedTime},
    TypeSpelling{"LOCAL DATETIME", Kind::kLocalDateTime},
    TypeSpelling{"TIMESTAMP WITHOUT TIME ZONE", Kind::kLocalDateTime},
    TypeSpelling{"ZONED DATETIME", Kind::kZonedDateTime},
    TypeSpelling{"TIMESTAMP WITH TIME ZONE", Kind::kZonedDateTime},
    TypeSpelling{"DURATION", Kind::kDuration},
    TypeSpelling{"POINT", Kind::kPoint},
    TypeSpelling{"NODE", Kind::kNode},
    TypeSpelling{"VERTEX", Kind::kNode},
    TypeSpelling{"RELATIONSHIP", Kind::kRelationship},
    TypeSpelling{"EDGE", Kind::kRelationship},
    TypeSpelling{"PATH", Kind::kPath},
    TypeSpelling{"MAP", Kind::kMap},
    TypeSpelling{"PROPERTY VALUE", Kind::kPropertyValue},
};

std::optional<Kind> kind_of(std::string_view words) {
  constexpr std::string_view kPrefix = "ANY ";
  for (const auto& spelling : kTypes) {
    if (words == spelling.words) return spelling.kind;
    if (words.starts_with(kPrefix) && words.substr(kPrefix.size()) == spelling.words)
      return spelling.kind;
  }
  return std::nullopt;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

bool is_list_word(std::string_view word) { return word == "LIST" || word == "ARRAY"; }

ast::TypeName list_of(ast::TypeName element) {
  return {.kind = Kind::kList, .not_null = false, .members = {std::move(element)}};
}

}  // namespace

ast::ExpressionNode TreeBuilder::is_test(ast::ExpressionPtr object,
                                         Grammar::IsTestContext* context) {
  const bool negated = context->NOT() != nullptr;
  if (context->typeName() != nullptr) {
    return ast::TypeTest{
        .object = std::move(object), .type = type_name(context->typeName()), .negated = negated};
  }
  if (context->NORMALIZED() != nullptr) {
    ast::NormalForm form = ast::NormalForm::kNfc;
    if (context->NFD() != nullptr) form = ast::NormalForm::kNfd;
    if (context->NFKC() != nullptr) form = ast::NormalForm::kNfkc;
    if (context->NFKD() != nullptr) form = ast::NormalForm::kNfkd;
    return ast::NormalizedTest{.object = std::move(object), .form = form, .negated = negated};
  }
  if (context->labelOr() != nullptr)
    return ast::LabelTest{.object = std::move(object), .labels = labels(context->labelOr())};
  return ast::Unary{negated ? ast::UnaryOperator::kIsNotNull : ast::UnaryOperator::kIsNull,
                    std::move(object)};
}

// --- Types ---

ast::TypeName TreeBuilder::type_name(Grammar::TypeNameContext* context) {
  if (++depth_ > kTreeDepthMax) {
    fail(position(context), "this type is nested too deeply", "", "UnexpectedSyntax");
    --depth_;
    return {};
  }
  ast::TypeName out;
  if (context->typePart().size() == 1) {
    out = type_part(context->typePart(0));
  } else {
    out.kind = Kind::kUnion;
    for (auto* part : context->typePart()) out.members.push_back(type_part(part));
  }
  --depth_;
  return out;
}

ast::TypeName TreeBuilder::type_part(Grammar::TypePartContext* context) {
  // The words up to `<`, NOT NULL or `!`, without LIST or ARRAY behind others: `INTEGER LIST`.
  std::vector<std::string> words;
  std::size_t lists = 0;
  ast::TypeName out;
  bool named = false;
  const auto name_it = [&] {
    if (named) return;
    named = true;
    while (words.size() > 1 && is_list_word(words.back())) {
      words.pop_back();
      ++lists;
    }
    const std::string joined = fmt::format("{}", fmt::join(words, " "));
    auto* inner = context->typeName();
    if (is_list_word(joined) && inner != nullptr) {
      out = list_of(type_name(inner));
    } else if ((joined == "ANY" || joined == "ANY VALUE") && inner != nullptr) {
      out = type_name(inner);
    } else if (const auto kind = kind_of(joined); kind && inner == nullptr) {
      out.kind = *kind;
    } else {
      fail(position(context),
           is_list_word(joined) ? std::string("a list type needs the type of its elements")
                                : fmt::format("'{}' is not a type", text(context)),
           "types are BOOLEAN, STRING, INTEGER, FLOAT, DATE, LOCAL TIME, ZONED TIME, "
           "LOCAL DATETIME, ZONED DATETIME, DURATION, POINT, NODE, RELATIONSHIP, PATH, MAP, "
           "LIST<…> and ANY.",
           "UnexpectedSyntax");
    }
    for (; lists > 0; --lists) out = list_of(std::move(out));
  };
  for (auto* child : context->children) {
    if (dynamic_cast<Grammar::TypeNullabilityContext*>(child) != nullptr) {
      name_it();
      out.not_null = true;
      continue;
    }
    if (dynamic_cast<Grammar::TypeNameContext*>(child) != nullptr) {
      name_it();
      continue;
    }
    std::string word = upper(child->getText());
    if (word == "<" || word == ">") continue;
    if (named) {
      if (is_list_word(word)) {
        out = list_of(std::move(out));
      } else {
        fail(position(child), fmt::format("'{}' is not expected in a type", child->getText()), "",
             "UnexpectedSyntax");
      }
    } else if (word == "TIMEZONE") {
      words.insert(words.end(), {"TIME", "ZONE"});
    } else {
      words.push_back(std::move(word));
    }
  }
  name_it();
  return out;
}

// --- CASE ---

ast::ExpressionPtr TreeBuilder::case_test(Grammar::CaseTestContext* context) {
  const SourcePosition at = position(context);
  auto subject = make(at, ast::CaseSubject{});
  if (context->isTest() != nullptr) return make(at, is_test(subject, context->isTest()));
  ast::BinaryOperator op = ast::BinaryOperator::kEqual;
  if (context->op != nullptr) op = comparison_operator(context->op->getType());
  if (context->IN() != nullptr) op = ast::BinaryOperator::kIn;
  if (context->STARTS() != nullptr) op = ast::BinaryOperator::kStartsWith;
  if (context->ENDS() != nullptr) op = ast::BinaryOperator::kEndsWith;
  if (context->CONTAINS() != nullptr) op = ast::BinaryOperator::kContains;
  if (context->REGEX_MATCH() != nullptr) op = ast::BinaryOperator::kRegexMatch;
  return make(at, ast::Binary{op, at, std::move(subject), expression(context->expression())});
}

ast::ExpressionNode TreeBuilder::case_expression(Grammar::CaseExpressionContext* context) {
  ast::Case out;
  if (context->subject != nullptr) out.subject = expression(context->subject);
  const auto is_value = [](Grammar::CaseTestContext* test) {
    return test->expression() != nullptr && test->getStart() == test->expression()->getStart();
  };
  for (auto* branch : context->caseBranch()) {
    for (auto* test : branch->caseTest()) {
      if (branch->caseTest().size() > 1 || !is_value(test)) out.extended = true;
    }
    if (out.extended && !out.subject) {
      fail(position(branch->caseTest(0)), "this CASE has no value to compare with",
           "write it behind CASE, as in CASE n.tier WHEN > 3 THEN …, or write a whole condition.",
           "UnexpectedSyntax");
    }
  }
  for (auto* branch : context->caseBranch()) {
    ast::CaseBranch made;
    if (!out.extended) {
      made.when = expression(branch->caseTest(0)->expression());
    } else {
      std::vector<ast::ExpressionPtr> tests;
      std::vector<SourcePosition> ops;
      for (auto* test : branch->caseTest()) tests.push_back(case_test(test));
      for (auto* comma : branch->COMMA()) ops.push_back(position(comma));
      made.when = balanced_chain(ast::BinaryOperator::kOr, tests, ops, 0, tests.size());
    }
    made.then = expression(branch->expression());
    out.branches.push_back(std::move(made));
  }
  if (context->otherwise != nullptr) out.otherwise = expression(context->otherwise);
  return out;
}

}  // namespace muster::query
