// Depth first, so that memory is the length of one path; paths come in the graph's order.
#include <algorithm>
#include <unordered_set>

#include "query/physical/edge_walk.h"
#include "query/physical/hop_tests.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

// A step costs as much as the path is long, since each row has a list of its own.
constexpr std::size_t kHopsBetweenChecks = 1 << 16;

class VariableExpandOperator final : public StreamOperator {
 public:
  VariableExpandOperator(const VariableExpandNode& node, SlotList carried)
      : step_(node.step),
        hops_(node.hops),
        reversed_(node.reversed),
        tests_(node.properties, node.hop_where),
        carried_(std::move(carried)) {}

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    if (hops_.hops_max && *hops_.hops_max < hops_.hops_min) return Flow::kMore;
    MUSTER_TRY(HopTests::OfBatch tests, HopTests::OfBatch::make(tests_, context, input));
    Walk walk{.context = context,
              .input = input,
              .writer = RowWriter(context, carried_, next),
              .types = TypeFilter(step_.types, context.graph.catalog()),
              .labels = LabelFilter(step_.to_labels, context.graph.catalog()),
              .tests = tests};
    const Column& from = input.column(step_.from);
    for (walk.row = 0; walk.row < input.rows; ++walk.row) {
      if (!from[walk.row].is_node() || !context.graph.contains(from[walk.row].as_node())) continue;
      MUSTER_TRY(const Flow flow, walk_from_row(walk, from[walk.row].as_node()));
      if (flow == Flow::kStop) return flow;
    }
    return walk.writer.flush();
  }

 private:
  // An explicit stack: a path may be as long as the graph has edges.
  struct Level {
    std::vector<std::pair<EdgeId, NodeId>> edges;
    std::size_t next = 0;
  };
  struct Walk {
    const ExecutionContext& context;
    const Batch& input;
    RowWriter writer;
    TypeFilter types;
    LabelFilter labels;
    HopTests::OfBatch& tests;
    std::size_t row = 0;
    std::vector<EdgeId> path;
    std::unordered_set<std::uint64_t> on_path;
    std::size_t unchecked_hops = 0;
  };

  Result<Flow> walk_from_row(Walk& walk, NodeId start) const {
    walk.path.clear();
    walk.on_path.clear();
    MUSTER_TRY(const Flow first, emit(walk, start));
    if (first == Flow::kStop) return first;
    std::vector<Level> levels;
    if (may_go_on(walk)) {
      MUSTER_TRY(Level level, neighbours(walk, start));
      levels.push_back(std::move(level));
    }
    while (!levels.empty()) {
      Level& level = levels.back();
      if (level.next == level.edges.size()) {
        levels.pop_back();
        if (!walk.path.empty() && !levels.empty()) {
          walk.on_path.erase(raw(walk.path.back()));
          walk.path.pop_back();
        }
        continue;
      }
      const auto [edge, node] = level.edges[level.next++];
      walk.unchecked_hops += 16 + walk.path.size();
      if (walk.unchecked_hops >= kHopsBetweenChecks) {
        walk.unchecked_hops = 0;
        MUSTER_CHECK(walk.context.budget.check());
      }
      walk.path.push_back(edge);
      walk.on_path.insert(raw(edge));
      MUSTER_TRY(const Flow flow, emit(walk, node));
      if (flow == Flow::kStop) return flow;
      if (may_go_on(walk)) {
        MUSTER_TRY(Level deeper, neighbours(walk, node));
        levels.push_back(std::move(deeper));
      } else {
        walk.on_path.erase(raw(edge));
        walk.path.pop_back();
      }
    }
    return Flow::kMore;
  }

  bool may_go_on(const Walk& walk) const {
    return !hops_.hops_max || static_cast<std::int64_t>(walk.path.size()) < *hops_.hops_max;
  }

  Result<Level> neighbours(Walk& walk, NodeId node) const {
    Level level;
    Result<void> failed;
    for_each_edge(walk.context.graph, node, step_.direction, walk.types,
                  [&](EdgeId edge, NodeId to) {
                    if (walk.on_path.contains(raw(edge)) || excluded(walk, edge)) return true;
                    auto fits = walk.tests.accept(walk.row, edge);
                    if (!fits) {
                      failed = std::move(fits).error();
                      return false;
                    }
                    if (*fits) level.edges.emplace_back(edge, to);
                    return true;
                  });
    MUSTER_CHECK(std::move(failed));
    return level;
  }

  bool excluded(const Walk& walk, EdgeId edge) const {
    return std::any_of(step_.distinct_from.begin(), step_.distinct_from.end(), [&](SlotId slot) {
      return walk.input.has(slot) && is_or_holds(walk.input.column(slot)[walk.row], edge);
    });
  }

  Result<Flow> emit(Walk& walk, NodeId end) const {
    if (static_cast<std::int64_t>(walk.path.size()) < hops_.hops_min) return Flow::kMore;
    if (step_.into) {
      const Value& wanted = walk.input.column(step_.to)[walk.row];
      if (!wanted.is_node() || wanted.as_node() != end) return Flow::kMore;
    }
    if (!walk.labels.accepts(walk.context.graph, end)) return Flow::kMore;
    ValueList list(walk.path.begin(), walk.path.end());
    if (reversed_) std::reverse(list.begin(), list.end());
    walk.writer.put(step_.edge, Value(std::move(list)));
    if (!step_.into) walk.writer.put(step_.to, Value(end));
    return walk.writer.finish_row(walk.input, walk.row);
  }

  ExpandNode step_;
  BoundHops hops_;
  bool reversed_;
  HopTests tests_;
  SlotList carried_;
};

}  // namespace

StreamPtr make_variable_expand_operator(const VariableExpandNode& node, SlotList carried) {
  return std::make_unique<VariableExpandOperator>(node, std::move(carried));
}

}  // namespace muster::query
