// Shortest paths for each row: from one end, or from both where both are known.
//
// A condition on the whole path is asked of what the fast search finds; where that fails, all
// trails between the two ends are tried, shortest first, until the selector has what it asks for.
#include <algorithm>

#include "query/functions/element_access.h"
#include "query/physical/operators.h"
#include "query/physical/path_search.h"

namespace muster::query {
namespace {

using Selector = ast::PathSelector;

class ShortestPathOperator final : public StreamOperator {
 public:
  ShortestPathOperator(const ShortestPathNode& node, SlotList carried)
      : node_(node), carried_(std::move(carried)), count_(compile_optional(node.count)) {
    for (const BoundProperty& property : node.properties)
      tests_.emplace_back(property.key, compile_expression(*property.value));
    for (const HopCondition& hop : node.hop_where)
      hop_where_.emplace_back(hop.hop, compile_expression(*hop.condition, {hop.hop}));
    std::set<SlotId> locals{node.step.edge};
    if (!node.step.into) locals.insert(node.step.to);
    if (node.path) locals.insert(*node.path);
    for (const auto& condition : node.path_where)
      path_where_.push_back(compile_expression(*condition, locals));
  }

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    if (node_.hops.hops_max && *node_.hops.hops_max < node_.hops.hops_min) return Flow::kMore;
    Search search{.context = context,
                  .input = input,
                  .writer = RowWriter(context, carried_, next),
                  .labels = LabelFilter(node_.step.to_labels, context.graph.catalog()),
                  .paths = PathSearch(context.graph, context.budget,
                                      TypeFilter(node_.step.types, context.graph.catalog()),
                                      node_.step.direction),
                  .frame = Frame(context)};
    search.frame.batch = &input;
    if (count_) {
      MUSTER_TRY(search.count, evaluate_count(*count_, context, "SHORTEST"));
    }
    if (search.labels.impossible || search.count == 0) return Flow::kMore;
    const Column& from = input.column(node_.step.from);
    for (search.row = 0; search.row < input.rows; ++search.row) {
      if (!from[search.row].is_node() || !context.graph.contains(from[search.row].as_node()))
        continue;
      MUSTER_TRY(const Flow flow, search_from(search, from[search.row].as_node()));
      if (flow == Flow::kStop) return flow;
    }
    return search.writer.flush();
  }

 private:
  struct Search {
    const ExecutionContext& context;
    const Batch& input;
    RowWriter writer;
    LabelFilter labels;
    PathSearch paths;
    Frame frame;
    std::size_t count = 1;
    std::size_t row = 0;
    NodeId start{};
  };

  Result<Flow> search_from(Search& search, NodeId start) const {
    search.start = start;
    search.frame.row = search.row;
    if (!tests_.empty() || !hop_where_.empty()) {
      MUSTER_TRY(ValueList wanted, wanted_properties(search));
      search.paths.set_accepts([this, &search, wanted = std::move(wanted)](EdgeId edge) {
        return accepts(search, wanted, edge);
      });
    }
    if (node_.step.into) {
      const Value& end = search.input.column(node_.step.to)[search.row];
      if (!end.is_node() || !wanted(search, end.as_node())) return Flow::kMore;
      return to_one(search, end.as_node());
    }
    return to_all(search);
  }

  bool wanted(const Search& search, NodeId node) const {
    return search.context.graph.contains(node) && search.labels.accepts(search.context.graph, node);
  }

  // One search finds a shortest path, and all others of its length, to any end but the start.
  bool is_quick(const Search& search) const {
    const bool one = node_.selector != Selector::kShortestGroups && search.count == 1;
    return node_.hops.hops_min <= 1 && (wants_all() || one);
  }
  bool wants_all() const { return node_.selector == Selector::kAllShortest; }

  Result<Flow> to_one(Search& search, NodeId end) const {
    if (end == search.start || !is_quick(search)) return by_trails(search, end);
    std::size_t given = 0;
    MUSTER_TRY(const Flow flow,
               search.paths.between(search.start, end, node_.hops.hops_max, wants_all(),
                                    [&](NodeId, const std::vector<EdgeId>& edges) {
                                      return give(search, end, edges, given);
                                    }));
    if (flow == Flow::kStop || given > 0 || path_where_.empty()) return flow;
    return by_trails(search, end);
  }

  Result<Flow> to_all(Search& search) const {
    const auto is_wanted = [&](NodeId node) { return wanted(search, node); };
    if (is_wanted(search.start)) {
      MUSTER_TRY(const Flow flow, by_trails(search, search.start));
      if (flow == Flow::kStop) return flow;
    }
    std::vector<NodeId> left;  // Ends that need every trail looked at.
    std::size_t given = 0;
    std::optional<NodeId> last;
    const auto settle = [&] {
      if (last && given == 0 && (!path_where_.empty() || !is_quick(search))) left.push_back(*last);
    };
    MUSTER_TRY(const Flow flow,
               search.paths.to_each(
                   search.start, node_.hops.hops_max, wants_all() && is_quick(search), is_wanted,
                   [&](NodeId end, const std::vector<EdgeId>& edges) -> Result<Flow> {
                     if (last != end) {
                       settle();
                       last = end;
                       given = 0;
                     }
                     if (!is_quick(search)) return Flow::kMore;
                     return give(search, end, edges, given);
                   }));
    if (flow == Flow::kStop) return flow;
    settle();
    for (const NodeId end : left) {
      MUSTER_TRY(const Flow more, by_trails(search, end));
      if (more == Flow::kStop) return more;
    }
    return Flow::kMore;
  }

  // Every selector, by looking at all trails between the two ends until it has enough.
  Result<Flow> by_trails(Search& search, NodeId end) const {
    BoundHops hops = node_.hops;
    if (end == search.start && node_.function_form) {
      // The functions ask for two ends; one node is a path only of length 0.
      if (hops.hops_min > 0) return Flow::kMore;
      hops.hops_max = 0;
    }
    std::size_t given = 0;
    std::size_t lengths = 0;
    std::optional<std::size_t> length;
    bool stopped = false;
    MUSTER_TRY(
        const Flow flow,
        search.paths.trails(
            search.start, end, hops, [&](NodeId, const std::vector<EdgeId>& edges) -> Result<Flow> {
              if (length != edges.size() && has_enough(search, given, lengths)) return Flow::kStop;
              const std::size_t before = given;
              MUSTER_TRY(const Flow more, give(search, end, edges, given));
              if (more == Flow::kStop) {
                stopped = true;
                return more;
              }
              if (given > before && length != edges.size()) {
                length = edges.size();
                ++lengths;
              }
              const bool counts =
                  node_.selector == Selector::kShortest || node_.selector == Selector::kAny;
              return counts && given >= search.count ? Flow::kStop : Flow::kMore;
            }));
    return stopped ? flow : Flow::kMore;
  }

  // Whether no path longer than those given is asked for.
  bool has_enough(const Search& search, std::size_t given, std::size_t lengths) const {
    switch (node_.selector) {
      case Selector::kAllShortest:
        return lengths >= 1;
      case Selector::kShortestGroups:
        return lengths >= search.count;
      default:
        return given >= search.count;
    }
  }

  // Writes the row of a path that fulfils the conditions on it.
  Result<Flow> give(Search& search, NodeId end, const std::vector<EdgeId>& edges,
                    std::size_t& given) const {
    ValueList list(edges.begin(), edges.end());
    if (node_.reversed) std::reverse(list.begin(), list.end());
    Value value(std::move(list));
    if (!path_where_.empty()) {
      MUSTER_TRY(const bool fits, fulfils(search, end, value));
      if (!fits) return Flow::kMore;
    }
    ++given;
    search.writer.put(node_.step.edge, std::move(value));
    if (!node_.step.into) search.writer.put(node_.step.to, Value(end));
    return search.writer.finish_row(search.input, search.row);
  }

  Result<bool> fulfils(Search& search, NodeId end, const Value& edges) const {
    Frame& frame = search.frame;
    frame.local(node_.step.edge) = edges;
    if (!node_.step.into) frame.local(node_.step.to) = Value(end);
    if (node_.path) {
      const NodeId first = node_.reversed ? end : search.start;
      const NodeId last = node_.reversed ? search.start : end;
      frame.local(*node_.path) =
          build_path(search.context.graph, {Value(first), Value(last)}, {edges});
    }
    for (const EvaluatorPtr& condition : path_where_) {
      MUSTER_TRY(const bool fits, is_true(frame, *condition));
      if (!fits) return false;
    }
    return true;
  }

  static Result<bool> is_true(Frame& frame, const Evaluator& condition) {
    const Value value = condition.evaluate(frame);
    if (frame.failed()) return frame.take_error();
    return value.is_boolean() && value.as_boolean();
  }

  Result<ValueList> wanted_properties(Search& search) const {
    ValueList wanted;
    for (const auto& [_, value] : tests_) {
      wanted.push_back(value->evaluate(search.frame));
      if (search.frame.failed()) return search.frame.take_error();
    }
    return wanted;
  }

  Result<bool> accepts(Search& search, const ValueList& wanted, EdgeId edge) const {
    for (std::size_t i = 0; i < tests_.size(); ++i) {
      MUSTER_TRY(const Value stored,
                 property_of(search.context.graph, Value(edge), tests_[i].first));
      if (cypher_equals(stored, wanted[i]) != true) return false;
    }
    for (const auto& [hop, condition] : hop_where_) {
      search.frame.local(hop) = Value(edge);
      MUSTER_TRY(const bool fits, is_true(search.frame, *condition));
      if (!fits) return false;
    }
    return true;
  }

  ShortestPathNode node_;
  SlotList carried_;
  EvaluatorPtr count_;
  std::vector<std::pair<std::string, EvaluatorPtr>> tests_;
  std::vector<std::pair<SlotId, EvaluatorPtr>> hop_where_;
  std::vector<EvaluatorPtr> path_where_;
};

}  // namespace

StreamPtr make_shortest_path_operator(const ShortestPathNode& node, SlotList carried) {
  return std::make_unique<ShortestPathOperator>(node, std::move(carried));
}

}  // namespace muster::query
