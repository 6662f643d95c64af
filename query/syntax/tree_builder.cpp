#include "query/syntax/tree_builder.h"

#include <fmt/format.h>

#include "query/syntax/parse.h"

namespace muster::query {

Result<ast::Statement> TreeBuilder::build(Grammar::StatementContext* context) {
  ast::Statement statement;
  for (auto* prefix : context->statementPrefix()) {
    if (prefix->EXPLAIN() != nullptr) statement.mode = ast::StatementMode::kExplain;
    if (prefix->PROFILE() != nullptr) statement.mode = ast::StatementMode::kProfile;
  }
  if (context->command() != nullptr) {
    statement.body = command(context->command());
  } else {
    statement.body = query(context->query());
  }
  statement.end = tokens_.end_position();
  if (error_) return *std::move(error_);
  return statement;
}

void TreeBuilder::fail(SourcePosition position, std::string message, std::string hint,
                       std::string detail) {
  if (error_) return;
  error_ = Error{.code = ErrorCode::kSyntax,
                 .message = std::move(message),
                 .position = position,
                 .hint = std::move(hint),
                 .detail = std::move(detail)};
}

void TreeBuilder::take_steps(std::size_t steps, SourcePosition position) {
  steps_ += steps;
  if (steps_ <= kStepsMax) return;
  fail(position,
       fmt::format("this statement is longer than {} clauses, conditions and parts of patterns",
                   kStepsMax),
       "pass rows as a parameter and UNWIND it, or split the statement.", "UnexpectedSyntax");
}

std::string_view TreeBuilder::text(antlr4::ParserRuleContext* context) const {
  return tokens_.text_between(*context->getStart(), *context->getStop());
}

SourcePosition TreeBuilder::position(antlr4::ParserRuleContext* context) const {
  return tokens_.position(*context->getStart());
}

SourcePosition TreeBuilder::position(antlr4::tree::ParseTree* tree) const {
  if (auto* terminal = dynamic_cast<antlr4::tree::TerminalNode*>(tree))
    return tokens_.position(*terminal->getSymbol());
  return position(static_cast<antlr4::ParserRuleContext*>(tree));
}

ast::Name TreeBuilder::name(antlr4::ParserRuleContext* context) {
  return {.text = read_name(text(context)), .position = position(context)};
}

// --- Queries and clauses ---

ast::Query TreeBuilder::query(Grammar::QueryContext* context) {
  ast::Query query;
  for (auto* branch : context->singleQuery()) {
    ast::SingleQuery single{.position = position(branch), .clauses = {}};
    for (auto* item : branch->clause()) single.clauses.push_back(clause(item));
    query.branches.push_back(std::move(single));
  }
  for (auto* op : context->unionOperator())
    query.unions.push_back({.position = position(op), .all = op->ALL() != nullptr});
  return query;
}

ast::Clause TreeBuilder::clause(Grammar::ClauseContext* context) {
  take_steps(1, position(context));
  return {.position = position(context), .node = clause_node(context)};
}

ast::ClauseNode TreeBuilder::clause_node(Grammar::ClauseContext* context) {
  if (auto* c = context->matchClause()) return match(c);
  if (auto* c = context->unwindClause())
    return ast::UnwindClause{.list = expression(c->expression()), .variable = name(c->variable())};
  if (auto* c = context->filterClause()) return ast::FilterClause{expression(c->expression())};
  if (auto* c = context->letClause()) {
    ast::LetClause out;
    for (auto* item : c->letItem())
      out.items.push_back({name(item->variable()), expression(item->expression())});
    return out;
  }
  if (context->finishClause() != nullptr) return ast::FinishClause{};
  if (auto* c = context->useClause()) return use(c);
  if (auto* c = context->withClause())
    return ast::WithClause{.projection = projection(c->projection()), .where = where(c->where())};
  if (auto* c = context->returnClause())
    return ast::ReturnClause{.projection = projection(c->projection())};
  if (auto* c = context->createClause())
    return ast::CreateClause{.patterns = patterns(c->patternList())};
  if (auto* c = context->mergeClause()) return merge(c);
  if (auto* c = context->setClause()) return ast::SetClause{.items = set_items(c)};
  if (auto* c = context->removeClause()) return remove(c);
  if (auto* c = context->deleteClause()) {
    ast::DeleteClause out{.detach = c->DETACH() != nullptr, .expressions = {}};
    for (auto* e : c->expression()) out.expressions.push_back(expression(e));
    return out;
  }
  if (auto* c = context->subqueryClause()) return subquery(c);
  if (auto* c = context->callClause()) return call(c);
  if (auto* c = context->foreachClause()) return foreach_clause(c);
  return load_csv(context->loadCsvClause());
}

ast::ExpressionPtr TreeBuilder::where(Grammar::WhereContext* context) {
  if (context == nullptr) return nullptr;
  take_steps(1, position(context));
  return expression(context->expression());
}

ast::MatchClause TreeBuilder::match(Grammar::MatchClauseContext* context) {
  ast::MatchClause out;
  out.optional = context->OPTIONAL() != nullptr;
  if (auto* mode = context->matchMode(); mode != nullptr && mode->REPEATABLE() != nullptr)
    out.mode = ast::MatchMode::kRepeatableElements;
  out.patterns = patterns(context->patternList());
  for (const ast::PathPattern& path : out.patterns) take_steps(path);
  for (auto* item : context->hint()) out.hints.push_back(hint(item));
  out.where = where(context->where());
  return out;
}

ast::PlannerHint TreeBuilder::hint(Grammar::HintContext* context) {
  ast::PlannerHint out;
  out.position = position(context);
  if (context->JOIN() != nullptr) out.kind = ast::PlannerHint::Kind::kJoin;
  if (context->SCAN() != nullptr) out.kind = ast::PlannerHint::Kind::kScan;
  for (auto* variable : context->variable()) out.variables.push_back(name(variable));
  const auto& names = context->schemaName();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i == 0) {
      out.label = name(names[i]);
    } else {
      out.properties.push_back(name(names[i]));
    }
  }
  return out;
}

ast::UseClause TreeBuilder::use(Grammar::UseClauseContext* context) {
  return {.graph = dotted_name(context->procedureName()),
          .dynamic_graph =
              context->expression() == nullptr ? nullptr : expression(context->expression())};
}

ast::Name TreeBuilder::dotted_name(Grammar::ProcedureNameContext* context) {
  ast::Name out{.text = "", .position = position(context)};
  for (auto* part : context->schemaName()) {
    if (!out.text.empty()) out.text += '.';
    out.text += name(part).text;
  }
  return out;
}

ast::Projection TreeBuilder::projection(Grammar::ProjectionContext* context) {
  ast::Projection out;
  out.distinct = context->DISTINCT() != nullptr;
  auto* items = context->projectionItems();
  out.all_variables = items->STAR() != nullptr;
  for (auto* item : items->projectionItem()) {
    ast::ProjectionItem projected;
    projected.position = position(item);
    projected.expression = expression(item->expression());
    if (item->variable() != nullptr) projected.alias = name(item->variable());
    projected.text = std::string(text(item->expression()));
    out.items.push_back(std::move(projected));
  }
  order(context->orderBy(), out);
  if (context->skip() != nullptr) out.skip = expression(context->skip()->expression());
  if (context->limit() != nullptr) out.limit = expression(context->limit()->expression());
  take_steps((out.distinct ? 1 : 0) + (out.order_by.empty() ? 0 : 1) + (out.skip ? 1 : 0) +
                 (out.limit ? 1 : 0),
             position(context));
  return out;
}

void TreeBuilder::order(Grammar::OrderByContext* context, ast::Projection& out) {
  if (context == nullptr) return;
  for (auto* key : context->sortItem()) {
    out.order_by.push_back({.expression = expression(key->expression()),
                            .descending = key->DESC() != nullptr || key->DESCENDING() != nullptr});
  }
}

ast::MergeClause TreeBuilder::merge(Grammar::MergeClauseContext* context) {
  ast::MergeClause out;
  out.pattern = pattern(context->pattern());
  for (auto* action : context->mergeAction()) {
    auto& items = action->CREATE() != nullptr ? out.on_create : out.on_match;
    for (auto& item : set_items(action->setClause())) items.push_back(std::move(item));
  }
  return out;
}

std::vector<ast::SetItem> TreeBuilder::set_items(Grammar::SetClauseContext* context) {
  std::vector<ast::SetItem> items;
  for (auto* item : context->setItem()) items.push_back(set_item(item));
  return items;
}

ast::SetItem TreeBuilder::set_item(Grammar::SetItemContext* context) {
  const SourcePosition at = position(context);
  if (auto* c = dynamic_cast<Grammar::SetReplaceContext*>(context)) {
    return {at, ast::SetAllProperties{.variable = name(c->variable()),
                                      .value = expression(c->expression()),
                                      .add = false}};
  }
  if (auto* c = dynamic_cast<Grammar::SetAddContext*>(context)) {
    return {at, ast::SetAllProperties{.variable = name(c->variable()),
                                      .value = expression(c->expression()),
                                      .add = true}};
  }
  if (auto* c = dynamic_cast<Grammar::SetLabelsContext*>(context))
    return {at, change_labels(c->variable(), c->labelList())};
  auto* c = dynamic_cast<Grammar::SetPropertyContext*>(context);
  return {at, ast::SetProperty{.target = property_target(c->propertyTarget()),
                               .value = expression(c->expression())}};
}

ast::ChangeLabels TreeBuilder::change_labels(Grammar::VariableContext* variable,
                                             Grammar::LabelListContext* labels) {
  ast::ChangeLabels out{.variable = name(variable), .labels = {}};
  for (auto* label : labels->labelReference()) {
    if (label->dynamicLabel() != nullptr) {
      out.dynamic_labels.push_back(dynamic_label(label->dynamicLabel()));
    } else {
      out.labels.push_back(name(label->schemaName()));
    }
  }
  return out;
}

ast::ExpressionPtr TreeBuilder::property_target(Grammar::PropertyTargetContext* context) {
  ast::ExpressionPtr target = atom(context->atom());
  for (auto* step : context->propertyStep()) {
    if (++depth_ > kTreeDepthMax) {
      fail(position(step), "this chain of properties is too long", "", "UnexpectedSyntax");
      break;
    }
    target =
        step->schemaName() != nullptr
            ? make(position(context), ast::PropertyAccess{.object = std::move(target),
                                                          .key = name(step->schemaName())})
            : make(position(context), ast::IndexAccess{.object = std::move(target),
                                                       .index = expression(step->expression())});
  }
  depth_ -= std::min(depth_, context->propertyStep().size());
  return target;
}

ast::RemoveClause TreeBuilder::remove(Grammar::RemoveClauseContext* context) {
  ast::RemoveClause out;
  for (auto* item : context->removeItem()) {
    if (item->labelList() != nullptr) {
      out.items.push_back({position(item), change_labels(item->variable(), item->labelList())});
    } else {
      out.items.push_back({position(item), property_target(item->propertyTarget())});
    }
  }
  return out;
}

ast::CallClause TreeBuilder::call(Grammar::CallClauseContext* context) {
  ast::CallClause out;
  out.procedure = dotted_name(context->procedureName());
  out.optional = context->OPTIONAL() != nullptr;
  if (auto* arguments = context->callArguments()) {
    out.arguments.emplace();
    for (auto* argument : arguments->expression()) out.arguments->push_back(expression(argument));
  }
  if (auto* yields = context->yieldItems()) {
    out.yield_all = yields->STAR() != nullptr;
    if (!out.yield_all) out.yields.emplace();
    for (auto* item : yields->yieldItem()) {
      ast::YieldItem yielded{.output = name(item->variable(0)), .alias = std::nullopt};
      if (item->variable().size() > 1) yielded.alias = name(item->variable(1));
      out.yields->push_back(std::move(yielded));
    }
  }
  out.where = where(context->where());
  return out;
}

ast::SubqueryClause TreeBuilder::subquery(Grammar::SubqueryClauseContext* context) {
  ast::SubqueryClause out;
  out.query = std::make_shared<const ast::Query>(query(context->query()));
  if (context->LPAREN() != nullptr) {
    out.imports.emplace();
    for (auto* variable : context->variable()) out.imports->push_back(name(variable));
  }
  out.import_all = context->STAR() != nullptr;
  out.optional = context->OPTIONAL() != nullptr;
  if (context->inTransactions() != nullptr)
    out.transactions = in_transactions(context->inTransactions());
  return out;
}

ast::InTransactions TreeBuilder::in_transactions(Grammar::InTransactionsContext* context) {
  ast::InTransactions out;
  out.position = position(context);
  out.concurrent = context->CONCURRENT() != nullptr;
  if (context->expression() != nullptr) out.concurrency = expression(context->expression());
  bool on_error = false;
  for (auto* option : context->transactionOption()) {
    const bool twice = (option->OF() != nullptr && out.batch_rows != nullptr) ||
                       (option->ERROR() != nullptr && on_error) ||
                       (option->REPORT() != nullptr && out.status.has_value());
    if (twice) {
      fail(position(option), "this option stands twice",
           "write OF … ROWS, ON ERROR … and REPORT STATUS AS … once each.", "UnexpectedSyntax");
      return out;
    }
    if (option->OF() != nullptr) out.batch_rows = expression(option->expression());
    if (option->REPORT() != nullptr) out.status = name(option->variable());
    if (option->ERROR() == nullptr) continue;
    on_error = true;
    if (option->BREAK() != nullptr) out.on_error = ast::OnTransactionError::kBreak;
    if (option->CONTINUE() != nullptr) out.on_error = ast::OnTransactionError::kContinue;
  }
  return out;
}

ast::ForeachClause TreeBuilder::foreach_clause(Grammar::ForeachClauseContext* context) {
  ast::ForeachClause out{.variable = name(context->variable()),
                         .list = expression(context->expression()),
                         .updates = {}};
  for (auto* update : context->clause()) out.updates.push_back(clause(update));
  return out;
}

ast::LoadCsvClause TreeBuilder::load_csv(Grammar::LoadCsvClauseContext* context) {
  ast::LoadCsvClause out;
  out.with_headers = context->HEADERS() != nullptr;
  out.url = expression(context->expression(0));
  out.variable = name(context->variable());
  if (context->expression().size() > 1) out.field_terminator = expression(context->expression(1));
  return out;
}

}  // namespace muster::query
