// Filter(n:L, n.key = e){Scan(n)} becomes IndexSeek(n:L, n.key = e), where an index is on the key
// and e reads nothing that the scan binds. Likewise IN, STARTS WITH and ranges.
//
// An equality on all keys of an index is preferred to the others, and among equalities the index
// with the fewest elements a value.
#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "query/logical/cardinality.h"
#include "query/logical/expression_tools.h"
#include "query/logical/rules.h"

namespace muster::query {
namespace {

using Lookup = IndexSeekNode::Lookup;

// Read like properties and are none (DESIGN.md 2.2): no index holds them.
bool is_plane_name(const std::string& key) { return key == "recorded" || key == "observed"; }

// One condition on a property of the node that an index may answer.
struct Condition {
  const BoundExpressionPtr* term;
  std::string key;
  Lookup lookup;
  BoundExpressionPtr value;
  bool is_lower = false;  // Of kRange.
  bool inclusive = false;
};

ast::BinaryOperator mirrored(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kLess:
      return ast::BinaryOperator::kGreater;
    case ast::BinaryOperator::kLessEqual:
      return ast::BinaryOperator::kGreaterEqual;
    case ast::BinaryOperator::kGreater:
      return ast::BinaryOperator::kLess;
    case ast::BinaryOperator::kGreaterEqual:
      return ast::BinaryOperator::kLessEqual;
    default:
      return op;
  }
}

// How `key op value` is looked up. False: no index answers it.
bool set_lookup(Condition& condition, ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kEqual:
      condition.lookup = Lookup::kEqual;
      return true;
    case ast::BinaryOperator::kIn:
      condition.lookup = Lookup::kIn;
      return true;
    case ast::BinaryOperator::kStartsWith:
      condition.lookup = Lookup::kPrefix;
      return true;
    case ast::BinaryOperator::kLess:
    case ast::BinaryOperator::kLessEqual:
    case ast::BinaryOperator::kGreater:
    case ast::BinaryOperator::kGreaterEqual:
      condition.lookup = Lookup::kRange;
      condition.is_lower =
          op == ast::BinaryOperator::kGreater || op == ast::BinaryOperator::kGreaterEqual;
      condition.inclusive =
          op == ast::BinaryOperator::kLessEqual || op == ast::BinaryOperator::kGreaterEqual;
      return true;
    default:
      return false;
  }
}

// Values whose computing cannot fail where the filter would not have come to them.
bool is_plain_value(const BoundExpression& value) {
  if (const auto* access = std::get_if<BoundPropertyAccess>(&value.node))
    return is_plain_value(*access->object);
  return std::holds_alternative<BoundVariable>(value.node) ||
         std::holds_alternative<BoundParameter>(value.node) || is_infallible(value);
}

std::optional<Condition> condition_of(const BoundExpressionPtr& term, SlotId slot, bool is_first) {
  const auto* binary = std::get_if<BoundBinary>(&term->node);
  if (binary == nullptr) return std::nullopt;
  for (const bool turned : {false, true}) {
    const BoundExpressionPtr& access = turned ? binary->right : binary->left;
    const BoundExpressionPtr& value = turned ? binary->left : binary->right;
    const std::string* const key = property_of_slot(*access, slot);
    if (key == nullptr || is_plane_name(*key)) continue;
    SlotSet read;
    collect_slots(value, read);
    if (read.contains(slot) || !(is_first || is_plain_value(*value))) continue;
    Condition condition{.term = &term, .key = *key, .lookup = Lookup::kEqual, .value = value};
    const bool mirrors =
        mirrored(binary->op) != binary->op || binary->op == ast::BinaryOperator::kEqual;
    if (turned && !mirrors) continue;
    if (set_lookup(condition, turned ? mirrored(binary->op) : binary->op)) return condition;
  }
  return std::nullopt;
}

// The best seek for one filter over a scan.
class SeekChoice {
 public:
  SeekChoice(const FilterNode& filter, SlotId slot, const GraphSnapshot& graph)
      : slot_(slot), graph_(graph) {
    bool first = true;
    for (const BoundExpressionPtr& term : filter.predicates) {
      const auto* test = std::get_if<BoundLabelTest>(&term->node);
      if (test != nullptr && is_slot(*test->object)) {
        labels_.insert(labels_.end(), test->labels.begin(), test->labels.end());
        continue;
      }
      if (auto condition = condition_of(term, slot, first))
        conditions_.push_back(std::move(*condition));
      first = false;
    }
  }

  // Whether there is one; then node() and takes() say what it is.
  bool choose() {
    if (conditions_.empty()) return false;
    for (const std::string& name : labels_) {
      const auto label = graph_.catalog().labels.find(name);
      if (!label) continue;
      for (const IndexDefinition* const index :
           graph_.schema().indexes_of(ElementKind::kNode, static_cast<std::uint32_t>(*label))) {
        if (index->kind != IndexKind::kRange && index->kind != IndexKind::kText) continue;
        consider(name, *index);
      }
    }
    return rows_ < std::numeric_limits<double>::infinity();
  }

  IndexSeekNode node() const { return node_; }
  bool takes(const BoundExpressionPtr& term) const {
    // A list that is none makes IN fail, which is the filter's to say.
    if (node_.lookup != Lookup::kIn &&
        std::find(taken_.begin(), taken_.end(), term.get()) != taken_.end())
      return true;
    const auto* test = std::get_if<BoundLabelTest>(&term->node);
    return test != nullptr && is_slot(*test->object) && test->labels.size() == 1 &&
           test->labels[0] == node_.label;
  }

 private:
  bool is_slot(const BoundExpression& object) const {
    const auto* variable = std::get_if<BoundVariable>(&object.node);
    return variable != nullptr && variable->slot == slot_;
  }

  const Condition* find(const std::string& key, Lookup lookup) const {
    for (const Condition& condition : conditions_) {
      if (condition.key == key && condition.lookup == lookup) return &condition;
    }
    return nullptr;
  }

  // A text index has no other values, so it answers only for what is surely a string.
  static bool answers(const IndexDefinition& index, const Condition& condition) {
    return index.kind == IndexKind::kRange || condition.lookup == Lookup::kPrefix ||
           (condition.lookup == Lookup::kEqual && condition.value->type.is(TypeKind::kString));
  }

  void consider(const std::string& label, const IndexDefinition& index) {
    const IndexStatistics found = graph_.schema().statistics(index);
    IndexSeekNode seek{.slot = slot_, .label = label};
    std::vector<const BoundExpression*> taken;
    for (const KeyId key : index.keys) {
      const Condition* const equal = find(graph_.catalog().keys.name(key), Lookup::kEqual);
      if (equal == nullptr || !answers(index, *equal)) break;
      seek.keys.push_back(equal->key);
      seek.values.push_back(equal->value);
      taken.push_back(equal->term->get());
    }
    if (seek.keys.size() == index.keys.size()) {
      offer(std::move(seek), std::move(taken), found);
      return;
    }
    if (index.keys.size() != 1) return;
    const std::string& key = graph_.catalog().keys.name(index.keys[0]);
    consider_others(label, index, key, found);
  }

  void consider_others(const std::string& label, const IndexDefinition& index,
                       const std::string& key, const IndexStatistics& found) {
    for (const Lookup lookup : {Lookup::kIn, Lookup::kPrefix}) {
      const Condition* const condition = find(key, lookup);
      if (condition == nullptr || !answers(index, *condition)) continue;
      IndexSeekNode seek{.slot = slot_, .label = label, .keys = {key}, .lookup = lookup};
      seek.values = {condition->value};
      offer(std::move(seek), {condition->term->get()}, found);
    }
    if (index.kind != IndexKind::kRange) return;
    IndexSeekNode seek{.slot = slot_, .label = label, .keys = {key}, .lookup = Lookup::kRange};
    seek.values = {nullptr, nullptr};
    std::vector<const BoundExpression*> taken;
    for (const Condition& condition : conditions_) {
      if (condition.key != key || condition.lookup != Lookup::kRange) continue;
      BoundExpressionPtr& bound = seek.values[condition.is_lower ? 0 : 1];
      if (bound) continue;  // A second one stays in the filter.
      bound = condition.value;
      (condition.is_lower ? seek.lower_inclusive : seek.upper_inclusive) = condition.inclusive;
      taken.push_back(condition.term->get());
    }
    if (taken.empty()) return;
    offer(std::move(seek), std::move(taken), found);
  }

  void offer(IndexSeekNode seek, std::vector<const BoundExpression*> taken,
             const IndexStatistics& found) {
    const double rows = seek_rows(found, seek);
    if (rows >= rows_) return;
    node_ = std::move(seek);
    taken_ = std::move(taken);
    rows_ = rows;
  }

  SlotId slot_;
  const GraphSnapshot& graph_;
  std::vector<std::string> labels_;
  std::vector<Condition> conditions_;
  IndexSeekNode node_{};
  std::vector<const BoundExpression*> taken_;
  double rows_ = std::numeric_limits<double>::infinity();
};

class IndexSeekRule final : public OptimizerRule {
 public:
  std::string_view name() const override { return "IndexSeek"; }

  void apply(PlanNodePtr& root, const GraphSnapshot& graph) const override {
    if (graph.schema().empty()) return;
    for_each_node(root, [&](PlanNodePtr& node) {
      if (node->get<FilterNode>() == nullptr) return;
      PlanNode& input = *node->inputs[0];
      const auto* scan = input.get<ScanNode>();
      if (scan == nullptr) return;
      SeekChoice choice(*node->get<FilterNode>(), scan->slot, graph);
      if (!choice.choose()) return;
      input.operation = choice.node();
      take_terms(node, [&](const BoundExpressionPtr& term) { return choice.takes(term); });
    });
  }
};

}  // namespace

std::unique_ptr<OptimizerRule> make_index_seek_rule() { return std::make_unique<IndexSeekRule>(); }

}  // namespace muster::query
