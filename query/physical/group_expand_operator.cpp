// A part of a path that repeats: depth first, one repetition a level, no edge twice.
#include <algorithm>

#include "query/physical/edge_walk.h"
#include "query/physical/operators.h"
#include "query/physical/pattern_matcher.h"

namespace muster::query {
namespace {

constexpr std::size_t kStepsBetweenChecks = 256;

// The pattern of one repetition, whose first node is known.
BoundPath started(const BoundPath& path) {
  BoundPath out = path;
  out.nodes.front().already_bound = true;
  return out;
}

class GroupExpandOperator final : public StreamOperator {
 public:
  GroupExpandOperator(const GroupExpandNode& node, SlotList carried)
      : node_(node),
        carried_(std::move(carried)),
        first_(node.group->path.nodes.front().slot),
        last_(node.group->path.nodes.back().slot),
        matcher_({started(node.group->path)}, {first_}),
        where_(compile_optional(node.group->where, matcher_.locals())) {}

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    const BoundHops& hops = node_.group->hops;
    if (hops.hops_max && *hops.hops_max < hops.hops_min) return Flow::kMore;
    Walk walk{.context = context,
              .input = input,
              .writer = RowWriter(context, carried_, next),
              .frame = Frame(context)};
    walk.frame.batch = &input;
    const Column& from = input.column(node_.from);
    for (walk.row = 0; walk.row < input.rows; ++walk.row) {
      if (!from[walk.row].is_node() || !context.graph.contains(from[walk.row].as_node())) continue;
      walk.frame.row = walk.row;
      MUSTER_TRY(const Flow flow, walk_from(walk, from[walk.row].as_node()));
      if (flow == Flow::kStop) return flow;
    }
    return walk.writer.flush();
  }

 private:
  struct Repetition {
    NodeId end{};
    std::vector<EdgeId> edges;
    ValueList elements;  // By list of the group.
  };
  struct Level {
    std::vector<Repetition> repetitions;
    std::size_t next = 0;
  };
  struct Walk {
    const ExecutionContext& context;
    const Batch& input;
    RowWriter writer;
    Frame frame;
    std::size_t row = 0;
    std::vector<Repetition> taken;
    std::size_t steps = 0;
  };

  Result<Flow> walk_from(Walk& walk, NodeId start) const {
    walk.taken.clear();
    MUSTER_TRY(const Flow first, emit(walk, start));
    if (first == Flow::kStop) return first;
    std::vector<Level> levels;
    if (may_go_on(walk)) {
      MUSTER_TRY(Level level, repetitions(walk, start));
      levels.push_back(std::move(level));
    }
    while (!levels.empty()) {
      Level& level = levels.back();
      if (level.next == level.repetitions.size()) {
        levels.pop_back();
        if (!walk.taken.empty()) walk.taken.pop_back();
        continue;
      }
      if (++walk.steps % kStepsBetweenChecks == 0) MUSTER_CHECK(walk.context.budget.check());
      walk.taken.push_back(std::move(level.repetitions[level.next++]));
      const NodeId end = walk.taken.back().end;
      MUSTER_TRY(const Flow flow, emit(walk, end));
      if (flow == Flow::kStop) return flow;
      if (may_go_on(walk)) {
        MUSTER_TRY(Level deeper, repetitions(walk, end));
        levels.push_back(std::move(deeper));
      } else {
        walk.taken.pop_back();
      }
    }
    return Flow::kMore;
  }

  bool may_go_on(const Walk& walk) const {
    const auto& hops_max = node_.group->hops.hops_max;
    return !hops_max || static_cast<std::int64_t>(walk.taken.size()) < *hops_max;
  }

  // All ways to repeat the part once more from `start`.
  Result<Level> repetitions(Walk& walk, NodeId start) const {
    Level level;
    Frame& frame = walk.frame;
    frame.local(first_) = Value(start);
    matcher_.match(frame, [&] {
      if (where_) {
        const Value fits = where_->evaluate(frame);
        if (frame.failed()) return false;
        if (!fits.is_boolean() || !fits.as_boolean()) return true;
      }
      Repetition repetition;
      for (const BoundEdge& edge : node_.group->path.edges)
        repetition.edges.push_back(frame.local(edge.slot).as_edge());
      if (std::ranges::any_of(repetition.edges, [&](EdgeId edge) { return is_used(walk, edge); }))
        return true;
      repetition.end = frame.local(last_).as_node();
      for (const BoundGroup::List& list : node_.group->lists)
        repetition.elements.push_back(frame.local(list.element));
      level.repetitions.push_back(std::move(repetition));
      return true;
    });
    if (frame.failed()) return frame.take_error();
    return level;
  }

  bool is_used(const Walk& walk, EdgeId edge) const {
    for (const Repetition& repetition : walk.taken) {
      if (std::ranges::find(repetition.edges, edge) != repetition.edges.end()) return true;
    }
    return std::ranges::any_of(node_.distinct_from, [&](SlotId slot) {
      return walk.input.has(slot) && is_or_holds(walk.input.column(slot)[walk.row], edge);
    });
  }

  Result<Flow> emit(Walk& walk, NodeId end) const {
    if (static_cast<std::int64_t>(walk.taken.size()) < node_.group->hops.hops_min)
      return Flow::kMore;
    if (node_.into) {
      const Value& wanted = walk.input.column(node_.to)[walk.row];
      if (!wanted.is_node() || wanted.as_node() != end) return Flow::kMore;
    }
    ValueList edges;
    for (const Repetition& repetition : walk.taken)
      edges.insert(edges.end(), repetition.edges.begin(), repetition.edges.end());
    walk.writer.put(node_.edges, Value(std::move(edges)));
    for (std::size_t i = 0; i < node_.group->lists.size(); ++i) {
      ValueList list;
      for (const Repetition& repetition : walk.taken) list.push_back(repetition.elements[i]);
      walk.writer.put(node_.group->lists[i].list, Value(std::move(list)));
    }
    if (!node_.into) walk.writer.put(node_.to, Value(end));
    return walk.writer.finish_row(walk.input, walk.row);
  }

  GroupExpandNode node_;
  SlotList carried_;
  SlotId first_;
  SlotId last_;
  PatternMatcher matcher_;
  EvaluatorPtr where_;
};

}  // namespace

StreamPtr make_group_expand_operator(const GroupExpandNode& node, SlotList carried) {
  return std::make_unique<GroupExpandOperator>(node, std::move(carried));
}

}  // namespace muster::query
