#include "query/semantics/mentions.h"

#include <algorithm>
#include <set>
#include <utility>

namespace muster::query {
namespace {

// Walks a whole statement. What a clause writes and what else may be called like a pattern's
// variable is gathered on the way and taken away at the end.
class MentionCollector {
 public:
  std::vector<Mention> collect(const ast::Query& query) {
    visit(query);
    settle_tests();
    std::erase_if(found_, [&](const auto& entry) {
      const Mention& mention = entry.second;
      if (written_.contains({mention.kind, mention.name})) return true;
      return mention.kind == Mention::Kind::kKey && !entry.first.empty() &&
             ((!nodes_.contains(entry.first) && !edges_.contains(entry.first)) ||
              others_.contains(entry.first));
    });
    std::set<std::pair<Mention::Kind, std::string>> seen;
    std::vector<Mention> out;
    for (auto& [owner, mention] : found_) {
      if (seen.emplace(mention.kind, mention.name).second) out.push_back(std::move(mention));
    }
    std::ranges::sort(out, {}, [](const Mention& mention) {
      return std::pair(mention.position.offset, mention.kind);
    });
    return out;
  }

 private:
  using Kind = Mention::Kind;

  void read(Kind kind, const ast::Name& name, const std::string& owner = "") {
    found_.emplace_back(owner, Mention{kind, name.text, name.position});
  }
  void write(Kind kind, const std::string& name) { written_.emplace(kind, name); }

  // --- Patterns ---

  void labels(const ast::LabelExpression& expression, Kind kind, bool writes) {
    if (expression.kind == ast::LabelExpression::Kind::kName) {
      if (writes) {
        write(kind, expression.name.text);
      } else {
        read(kind, expression.name);
      }
    }
    visit(expression.dynamic.name);
    for (const auto& operand : expression.operands) labels(operand, kind, writes);
  }

  void properties(const ast::ExpressionPtr& written, bool writes) {
    if (!written) return;
    const auto* map = std::get_if<ast::MapLiteral>(&written->node);
    if (map == nullptr) return;
    for (const auto& entry : map->entries) {
      if (writes) {
        write(Kind::kKey, entry.key.text);
      } else {
        read(Kind::kKey, entry.key);
      }
      visit(entry.value);
    }
  }

  // What `n:A` names is a label or a type by what the patterns say that n is.
  void settle_tests() {
    for (const auto& [variable, expression] : tested_) {
      const bool is_node = nodes_.contains(variable);
      if (others_.contains(variable) || is_node == edges_.contains(variable)) continue;
      labels(*expression, is_node ? Kind::kLabel : Kind::kEdgeType, false);
    }
  }

  void visit(const ast::PathPattern& pattern, bool writes = false) {
    if (pattern.variable) others_.insert(pattern.variable->text);
    for (const auto& node : pattern.nodes) {
      if (node.variable) nodes_.insert(node.variable->text);
      if (node.labels) labels(*node.labels, Kind::kLabel, writes);
      properties(node.properties, writes);
      visit(node.where);
    }
    for (const auto& edge : pattern.relationships) {
      if (edge.variable)
        (edge.hops && !edge.quantified ? others_ : edges_).insert(edge.variable->text);
      if (edge.types) labels(*edge.types, Kind::kEdgeType, writes);
      properties(edge.properties, writes);
      visit(edge.where);
      if (edge.group) {
        visit(edge.group->inner, writes);
        visit(edge.group->where);
      }
    }
    visit(pattern.where);
  }

  // --- Expressions ---

  void visit(const ast::ExpressionPtr& expression) {
    if (expression) std::visit([this](const auto& node) { this->node(node); }, expression->node);
  }
  void visit(const std::vector<ast::ExpressionPtr>& list) {
    for (const auto& expression : list) visit(expression);
  }

  void node(const ast::Literal& /*n*/) {}
  void node(const ast::Parameter& /*n*/) {}
  void node(const ast::Variable& /*n*/) {}
  void node(const ast::CountStar& /*n*/) {}
  void node(const ast::CaseSubject& /*n*/) {}
  void node(const ast::ListLiteral& n) { visit(n.items); }
  void node(const ast::MapLiteral& n) {
    for (const auto& entry : n.entries) visit(entry.value);
  }
  void node(const ast::PropertyAccess& n) {
    if (const auto* variable = std::get_if<ast::Variable>(&n.object->node))
      read(Kind::kKey, n.key, variable->name);
    visit(n.object);
  }
  void node(const ast::IndexAccess& n) {
    visit(n.object);
    visit(n.index);
  }
  void node(const ast::SliceAccess& n) {
    visit(n.object);
    visit(n.from);
    visit(n.to);
  }
  void node(const ast::LabelTest& n) {
    if (const auto* variable = std::get_if<ast::Variable>(&n.object->node))
      tested_.emplace_back(variable->name, &n.labels);
    visit(n.object);
  }
  void node(const ast::TypeTest& n) { visit(n.object); }
  void node(const ast::NormalizedTest& n) { visit(n.object); }
  void node(const ast::Unary& n) { visit(n.operand); }
  void node(const ast::Binary& n) {
    visit(n.left);
    visit(n.right);
  }
  void node(const ast::ComparisonChain& n) {
    visit(n.first);
    for (const auto& link : n.links) visit(link.right);
  }
  void node(const ast::FunctionCall& n) { visit(n.arguments); }
  void node(const ast::Case& n) {
    visit(n.subject);
    for (const auto& branch : n.branches) {
      visit(branch.when);
      visit(branch.then);
    }
    visit(n.otherwise);
  }
  void node(const ast::ListComprehension& n) {
    others_.insert(n.variable.text);
    visit(n.list);
    visit(n.where);
    visit(n.result);
  }
  void node(const ast::PatternComprehension& n) {
    visit(n.pattern);
    visit(n.where);
    visit(n.result);
  }
  void node(const ast::Quantifier& n) {
    others_.insert(n.variable.text);
    visit(n.list);
    visit(n.where);
  }
  void node(const ast::Reduce& n) {
    others_.insert(n.accumulator.text);
    others_.insert(n.variable.text);
    visit(n.initial);
    visit(n.list);
    visit(n.step);
  }
  void node(const ast::MapProjection& n) {
    for (const auto& item : n.items) {
      if (item.kind == ast::MapProjectionItem::Kind::kProperty)
        read(Kind::kKey, item.key, n.subject.text);
      visit(item.value);
    }
  }
  void node(const ast::PatternPredicate& n) { visit(n.pattern); }
  void node(const ast::SubqueryExpression& n) {
    for (const auto& pattern : n.patterns) visit(pattern);
    visit(n.where);
    if (n.query) visit(*n.query);
  }

  // --- Clauses ---

  void visit(const ast::Projection& projection) {
    for (const auto& item : projection.items) {
      // `WITH n` and `WITH n AS n` pass a variable on; any other name stands for something new.
      const auto* passed = std::get_if<ast::Variable>(&item.expression->node);
      if (item.alias && (passed == nullptr || passed->name != item.alias->text))
        others_.insert(item.alias->text);
      visit(item.expression);
    }
    for (const auto& key : projection.order_by) visit(key.expression);
    visit(projection.skip);
    visit(projection.limit);
  }

  void visit(const std::vector<ast::SetItem>& items) {
    for (const auto& item : items)
      std::visit([this](const auto& change) { this->change(change); }, item.change);
  }
  void change(const ast::SetProperty& c) {
    if (const auto* access = std::get_if<ast::PropertyAccess>(&c.target->node))
      write(Kind::kKey, access->key.text);
    visit(c.value);
  }
  void change(const ast::SetAllProperties& c) {
    properties(c.value, true);
    visit(c.value);
  }
  void change(const ast::ChangeLabels& c) {
    for (const auto& label : c.labels) write(Kind::kLabel, label.text);
    for (const auto& label : c.dynamic_labels) visit(label.name);
  }

  void clause(const ast::MatchClause& c) {
    for (const auto& pattern : c.patterns) visit(pattern);
    visit(c.where);
  }
  void clause(const ast::UnwindClause& c) {
    others_.insert(c.variable.text);
    visit(c.list);
  }
  void clause(const ast::WithClause& c) {
    visit(c.projection);
    visit(c.where);
  }
  void clause(const ast::ReturnClause& c) { visit(c.projection); }
  void clause(const ast::FilterClause& c) { visit(c.where); }
  void clause(const ast::LetClause& c) {
    for (const auto& item : c.items) {
      others_.insert(item.variable.text);
      visit(item.value);
    }
  }
  void clause(const ast::FinishClause& /*c*/) {}
  void clause(const ast::UseClause& /*c*/) {}
  void clause(const ast::CreateClause& c) {
    for (const auto& pattern : c.patterns) visit(pattern, true);
  }
  void clause(const ast::SetClause& c) { visit(c.items); }
  void clause(const ast::RemoveClause& /*c*/) {}
  void clause(const ast::DeleteClause& c) { visit(c.expressions); }
  void clause(const ast::MergeClause& c) {
    visit(c.pattern, true);
    visit(c.on_create);
    visit(c.on_match);
  }
  void clause(const ast::CallClause& c) {
    if (c.arguments) visit(*c.arguments);
    for (const auto& item : c.yields.value_or(std::vector<ast::YieldItem>()))
      others_.insert(item.alias ? item.alias->text : item.output.text);
    visit(c.where);
  }
  void clause(const ast::SubqueryClause& c) { visit(*c.query); }
  void clause(const ast::ForeachClause& c) {
    others_.insert(c.variable.text);
    visit(c.list);
    for (const auto& update : c.updates) visit(update);
  }
  void clause(const ast::LoadCsvClause& c) { others_.insert(c.variable.text); }

  void visit(const ast::Clause& clause) {
    std::visit([this](const auto& c) { this->clause(c); }, clause.node);
  }
  void visit(const ast::Query& query) {
    for (const auto& branch : query.branches) {
      for (const auto& clause : branch.clauses) visit(clause);
    }
  }

  std::vector<std::pair<std::string, Mention>> found_;  // With the variable that owns a key.
  std::set<std::pair<Kind, std::string>> written_;
  std::vector<std::pair<std::string, const ast::LabelExpression*>> tested_;  // `n:A`, of n.
  std::set<std::string> nodes_;                                              // Names of nodes,
  std::set<std::string> edges_;                                              // of relationships,
  std::set<std::string> others_;                                             // of anything else.
};

}  // namespace

std::vector<Mention> mentions(const ast::Statement& statement) {
  const ast::Query* query = statement.query();
  return query == nullptr ? std::vector<Mention>() : MentionCollector().collect(*query);
}

}  // namespace muster::query
