#include "query/physical/pattern_matcher.h"

#include <algorithm>

#include "query/functions/element_access.h"
#include "query/physical/edge_walk.h"
#include "query/physical/graph_writer.h"

namespace muster::query {
namespace {

struct PropertyTest {
  std::string key;
  EvaluatorPtr value;
};

// A node of the pattern: where its value is and what it must be.
struct NodeStep {
  SlotId slot;
  EvaluatorPtr bound;  // Reads the value; null: to be found.
  std::vector<std::string> labels;
  std::vector<EvaluatorPtr> computed;  // Labels as well.
  std::vector<PropertyTest> tests;
};

struct EdgeStep {
  SlotId slot;
  EvaluatorPtr bound;
  std::vector<std::string> types;
  EvaluatorPtr computed_type;  // Not null: instead of `types`.
  ast::Direction direction;
  std::optional<BoundHops> hops;
  std::vector<PropertyTest> tests;
  std::size_t from;  // Index of the node it is walked from.
  std::size_t to;
  bool reversed;  // Walked against the way the pattern is written.
};

struct PathStep {
  SlotId slot;
  std::vector<SlotId> nodes;
  std::vector<SlotId> edges;
};

}  // namespace

struct PatternMatcher::Program {
  struct Step {
    bool is_edge;
    std::size_t index;
  };
  std::set<SlotId> locals;
  std::vector<NodeStep> nodes;
  std::vector<EdgeStep> edges;
  std::vector<PathStep> paths;
  std::vector<Step>
      steps;  // A start node (or a check of it), then edges with the nodes they lead to.

  void add_path(const BoundPath& path, std::set<SlotId>& bound);
};

void PatternMatcher::Program::add_path(const BoundPath& path, std::set<SlotId>& bound) {
  const std::size_t first = nodes.size();
  const auto tests_of = [&](const std::vector<BoundProperty>& properties) {
    std::vector<PropertyTest> tests;
    for (const BoundProperty& property : properties)
      tests.push_back({property.key, compile_expression(*property.value, locals)});
    return tests;
  };
  const auto reader = [&](SlotId slot) {
    BoundExpression variable{{}, {}, BoundVariable{slot}};
    return compile_expression(variable, locals);
  };
  std::size_t start = 0;
  bool found = false;
  for (std::size_t i = 0; i < path.nodes.size(); ++i) {
    const BoundNode& node = path.nodes[i];
    if (!found && bound.contains(node.slot)) {
      start = i;
      found = true;
    }
    std::vector<EvaluatorPtr> computed;
    for (const auto& names : node.computed_labels)
      computed.push_back(compile_expression(*names, locals));
    nodes.push_back(
        {node.slot, nullptr, node.labels, std::move(computed), tests_of(node.properties)});
  }
  const auto bind_node = [&](std::size_t i) {
    NodeStep& step = nodes[first + i];
    if (!bound.insert(step.slot).second) step.bound = reader(step.slot);
  };
  const auto add_edge = [&](std::size_t i, bool reversed) {
    const BoundEdge& edge = path.edges[i];
    EdgeStep step{.slot = edge.slot,
                  .direction = reversed ? flipped(edge.direction) : edge.direction};
    if (!bound.insert(edge.slot).second) step.bound = reader(edge.slot);
    step.types = edge.types;
    step.computed_type = compile_optional(edge.computed_type, locals);
    step.hops = edge.hops;
    step.tests = tests_of(edge.properties);
    step.from = first + (reversed ? i + 1 : i);
    step.to = first + (reversed ? i : i + 1);
    step.reversed = reversed;
    bind_node(reversed ? i : i + 1);
    steps.push_back({true, edges.size()});
    edges.push_back(std::move(step));
  };
  bind_node(start);
  steps.push_back({false, first + start});
  for (std::size_t i = start; i < path.edges.size(); ++i) add_edge(i, false);
  for (std::size_t i = start; i > 0; --i) add_edge(i - 1, true);
  if (path.path_slot) {
    PathStep value{*path.path_slot, {}, {}};
    for (const BoundNode& node : path.nodes) value.nodes.push_back(node.slot);
    for (const BoundEdge& edge : path.edges) value.edges.push_back(edge.slot);
    paths.push_back(std::move(value));
  }
}

// One search: the stack of a depth-first walk over the program's steps.
class PatternMatcher::Run {
 public:
  Run(const Program& program, Frame& frame, const std::function<bool()>& on_match)
      : program_(program), frame_(frame), graph_(frame.context.graph), on_match_(on_match) {}

  // Looks up the labels and types of the row. REQUIRES: called before from_step(), and it gave no
  // error.
  Result<void> name_kinds() {
    for (const NodeStep& node : program_.nodes) {
      if (node.computed.empty()) {
        labels_.emplace_back(node.labels, graph_.catalog());
      } else {
        MUSTER_TRY(const auto names, row_labels(node.labels, node.computed, frame_));
        labels_.emplace_back(names, graph_.catalog());
      }
    }
    for (const EdgeStep& edge : program_.edges) {
      if (edge.computed_type == nullptr) {
        types_.emplace_back(edge.types, graph_.catalog());
      } else {
        MUSTER_TRY(std::string name, row_type(*edge.computed_type, frame_));
        types_.emplace_back(std::vector{std::move(name)}, graph_.catalog());
      }
    }
    return ok();
  }

  // False: stop searching.
  bool from_step(std::size_t index) {
    if (frame_.failed()) return false;
    if (index == program_.steps.size()) return finish();
    const Program::Step& step = program_.steps[index];
    return step.is_edge ? walk_edge(program_.edges[step.index], index)
                        : start_node(program_.nodes[step.index], index);
  }

 private:
  const LabelFilter& labels_of(const NodeStep& step) const {
    return labels_[static_cast<std::size_t>(&step - program_.nodes.data())];
  }
  const TypeFilter& types_of(const EdgeStep& step) const {
    return types_[static_cast<std::size_t>(&step - program_.edges.data())];
  }

  bool finish() {
    for (const PathStep& path : program_.paths) {
      std::vector<Value> nodes;
      std::vector<Value> edges;
      for (const SlotId slot : path.nodes) nodes.push_back(value_of(slot));
      for (const SlotId slot : path.edges) edges.push_back(value_of(slot));
      frame_.local(path.slot) = build_path(graph_, nodes, edges);
    }
    return on_match_();
  }

  Value value_of(SlotId slot) {
    if (program_.locals.contains(slot)) return frame_.local(slot);
    return frame_.batch->column(slot)[frame_.row];
  }

  bool fits(const Value& element, const std::vector<PropertyTest>& tests) {
    for (const PropertyTest& test : tests) {
      const Value wanted = test.value->evaluate(frame_);
      if (frame_.failed()) return false;
      auto stored = property_of(graph_, element, test.key);
      if (!stored) {
        frame_.fail(std::move(stored).error(), {});
        return false;
      }
      if (cypher_equals(*stored, wanted) != true) return false;
    }
    return true;
  }

  bool node_fits(const NodeStep& step, NodeId node) {
    if (!graph_.contains(node)) return false;
    return labels_of(step).accepts(graph_, node) && fits(Value(node), step.tests);
  }

  // Binds or checks `node` as `step`, then goes on. False: stop.
  bool take_node(const NodeStep& step, NodeId node, std::size_t index) {
    if (step.bound) {
      const Value value = step.bound->evaluate(frame_);
      if (!value.is_node() || value.as_node() != node) return !frame_.failed();
    }
    if (!node_fits(step, node)) return !frame_.failed();
    if (!step.bound) frame_.local(step.slot) = Value(node);
    return from_step(index + 1);
  }

  bool start_node(const NodeStep& step, std::size_t index) {
    if (step.bound) {
      const Value value = step.bound->evaluate(frame_);
      return !value.is_node() ? !frame_.failed() : take_node(step, value.as_node(), index);
    }
    const LabelFilter& labels = labels_of(step);
    if (labels.impossible) return true;
    std::vector<std::uint32_t> slots;
    if (seek(step, labels, slots)) return take_each(step, slots, index);
    constexpr std::uint32_t kStride = 4096;
    for (std::uint32_t begin = 0; begin < graph_.node_slot_bound(); begin += kStride) {
      const std::uint32_t end = std::min(graph_.node_slot_bound(), begin + kStride);
      if (auto checked = frame_.context.budget.check(); !checked) {
        frame_.fail(std::move(checked).error(), {});
        return false;
      }
      slots.clear();
      if (labels.labels.empty()) {
        for (std::uint32_t slot = begin; slot < end; ++slot) slots.push_back(slot);
      } else {
        graph_.label_slots(labels.labels[0], begin, end, slots);
      }
      if (!take_each(step, slots, index)) return false;
    }
    return true;
  }

  bool take_each(const NodeStep& step, const std::vector<std::uint32_t>& slots, std::size_t index) {
    for (const std::uint32_t slot : slots) {
      const auto node = graph_.node_at(slot);
      if (node && !take_node(step, *node, index)) return false;
    }
    return true;
  }

  // Gives the nodes of the index that is the most selective of those whose keys are all tested.
  // False: there is none.
  bool seek(const NodeStep& step, const LabelFilter& labels, std::vector<std::uint32_t>& slots) {
    const Schema schema = graph_.schema();
    if (step.tests.empty() || schema.empty()) return false;
    const IndexDefinition* best = nullptr;
    std::vector<const PropertyTest*> best_tests;
    for (const LabelId label : labels.labels) {
      for (const IndexDefinition* const index :
           schema.indexes_of(ElementKind::kNode, static_cast<std::uint32_t>(label))) {
        if (index->kind != IndexKind::kRange) continue;
        std::vector<const PropertyTest*> tests = tests_of(step, *index);
        if (tests.empty() || (best != nullptr && schema.statistics(*index).distinct <=
                                                     schema.statistics(*best).distinct))
          continue;
        best = index;
        best_tests = std::move(tests);
      }
    }
    if (best == nullptr) return false;
    std::vector<Value> values;
    for (const PropertyTest* const test : best_tests) {
      values.push_back(test->value->evaluate(frame_));
      if (frame_.failed()) return true;
    }
    schema.seek_equal(*best, values, slots);
    return true;
  }

  // The tests of the index's keys, in their order; empty unless there is one for each.
  std::vector<const PropertyTest*> tests_of(const NodeStep& step,
                                            const IndexDefinition& index) const {
    std::vector<const PropertyTest*> found;
    for (const KeyId key : index.keys) {
      const std::string& name = graph_.catalog().keys.name(key);
      const auto test = std::find_if(step.tests.begin(), step.tests.end(),
                                     [&](const PropertyTest& one) { return one.key == name; });
      if (test == step.tests.end()) return {};
      found.push_back(&*test);
    }
    return found;
  }

  bool used(EdgeId edge) const {
    return std::find(used_.begin(), used_.end(), edge) != used_.end();
  }

  bool walk_edge(const EdgeStep& step, std::size_t index) {
    const Value from = value_of(program_.nodes[step.from].slot);
    if (!from.is_node() || !graph_.contains(from.as_node())) return true;
    const TypeFilter& types = types_of(step);
    if (step.hops) {
      ValueList walked;
      return walk_hops(step, types, from.as_node(), walked, index);
    }
    return for_each_edge(graph_, from.as_node(), step.direction, types,
                         [&](EdgeId edge, NodeId to) {
                           if (used(edge)) return true;
                           if (step.bound) {
                             const Value value = step.bound->evaluate(frame_);
                             if (!value.is_edge() || value.as_edge() != edge)
                               return !frame_.failed();
                           }
                           if (!fits(Value(edge), step.tests)) return !frame_.failed();
                           if (!step.bound) frame_.local(step.slot) = Value(edge);
                           used_.push_back(edge);
                           const bool more = take_node(program_.nodes[step.to], to, index);
                           used_.pop_back();
                           return more;
                         });
  }

  bool walk_hops(const EdgeStep& step, const TypeFilter& types, NodeId at, ValueList& walked,
                 std::size_t index) {
    const auto hops = static_cast<std::int64_t>(walked.size());
    if (step.hops->hops_max && hops > *step.hops->hops_max) return true;
    if (auto checked = frame_.context.budget.check(); !checked) {
      frame_.fail(std::move(checked).error(), {});
      return false;
    }
    if (hops >= step.hops->hops_min) {
      ValueList list = walked;
      if (step.reversed) std::reverse(list.begin(), list.end());
      bool same = true;
      if (step.bound) {
        same = cypher_equals(step.bound->evaluate(frame_), Value(std::move(list))) == true;
      } else {
        frame_.local(step.slot) = Value(std::move(list));
      }
      if (same && !take_node(program_.nodes[step.to], at, index)) return false;
    }
    if (step.hops->hops_max && hops >= *step.hops->hops_max) return true;
    return for_each_edge(graph_, at, step.direction, types, [&](EdgeId edge, NodeId to) {
      if (used(edge)) return true;
      if (!fits(Value(edge), step.tests)) return !frame_.failed();
      used_.push_back(edge);
      walked.emplace_back(edge);
      const bool more = walk_hops(step, types, to, walked, index);
      walked.pop_back();
      used_.pop_back();
      return more;
    });
  }

  const Program& program_;
  Frame& frame_;
  const GraphSnapshot& graph_;
  const std::function<bool()>& on_match_;
  std::vector<LabelFilter> labels_;  // Of each node of the program.
  std::vector<TypeFilter> types_;    // Of each edge.
  std::vector<EdgeId> used_;
};

PatternMatcher::PatternMatcher(const std::vector<BoundPath>& paths,
                               const std::set<SlotId>& outer_locals) {
  auto program = std::make_unique<Program>();
  program->locals = outer_locals;
  std::set<SlotId> bound;
  for (const BoundPath& path : paths) {
    for (const BoundNode& node : path.nodes)
      (node.already_bound ? bound : program->locals).insert(node.slot);
    for (const BoundEdge& edge : path.edges)
      (edge.already_bound ? bound : program->locals).insert(edge.slot);
    if (path.path_slot) program->locals.insert(*path.path_slot);
  }
  for (const BoundPath& path : paths) program->add_path(path, bound);
  program_ = std::move(program);
}
PatternMatcher::PatternMatcher(PatternMatcher&&) noexcept = default;
PatternMatcher::~PatternMatcher() = default;

const std::set<SlotId>& PatternMatcher::locals() const { return program_->locals; }

void PatternMatcher::match(Frame& frame, const std::function<bool()>& on_match) const {
  Run run(*program_, frame, on_match);
  if (auto named = run.name_kinds(); !named) {
    frame.fail_anywhere(std::move(named).error());
    return;
  }
  run.from_step(0);
}

}  // namespace muster::query
