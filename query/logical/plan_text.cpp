#include "query/logical/plan_text.h"

#include <fmt/format.h>

namespace muster::query {
namespace {

struct NodeText {
  std::string name;
  std::string details;
};

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string all;
  for (const std::string& part : parts) {
    if (!all.empty()) all += separator;
    all += part;
  }
  return all;
}

struct NodeTextVisitor {
  const std::vector<SlotInfo>& slots;

  std::string slot(SlotId id) const {
    const auto index = static_cast<std::size_t>(id);
    return slots[index].name.empty() ? fmt::format("@{}", index) : slots[index].name;
  }
  bool named(SlotId id) const { return !slots[static_cast<std::size_t>(id)].name.empty(); }
  std::string text(const BoundExpressionPtr& expression) const {
    return expression_text(*expression, slots);
  }
  std::string labelled(SlotId id, const std::vector<std::string>& labels) const {
    std::string all = slot(id);
    for (const std::string& label : labels) all += ":" + label;
    return all;
  }
  std::string arrow(const ExpandNode& step, const std::string& hops) const {
    std::string middle = named(step.edge) ? slot(step.edge) : "";
    if (!step.types.empty()) middle += (middle.empty() ? "" : ":") + joined(step.types, "|");
    middle += hops;
    return fmt::format("{}{}{}{}{}", slot(step.from),
                       step.direction == ast::Direction::kIncoming ? "<-" : "-", middle,
                       step.direction == ast::Direction::kOutgoing ? "->" : "-",
                       labelled(step.to, step.to_labels));
  }
  static std::string hops_text(const BoundHops& hops) {
    return fmt::format("*{}..{}", hops.hops_min,
                       hops.hops_max ? std::to_string(*hops.hops_max) : std::string());
  }
  std::string paths_text(const std::vector<BoundPath>& paths) const {
    std::vector<std::string> parts;
    for (const BoundPath& path : paths) {
      std::string all = labelled(path.nodes[0].slot, path.nodes[0].labels);
      for (std::size_t i = 0; i < path.edges.size(); ++i) {
        ExpandNode step{
            .from = path.nodes[i].slot, .edge = path.edges[i].slot, .to = path.nodes[i + 1].slot};
        step.types = path.edges[i].types;
        step.direction = path.edges[i].direction;
        step.to_labels = path.nodes[i + 1].labels;
        all += arrow(step, "").substr(slot(step.from).size());
      }
      parts.push_back(std::move(all));
    }
    return joined(parts, ", ");
  }

  std::string hops_arrow(const VariableExpandNode& node) const {
    std::string all = arrow(node.step, hops_text(node.hops));
    if (node.not_start) all += fmt::format(", {} <> {}", slot(node.step.to), slot(node.step.from));
    return all;
  }

  NodeText operator()(const UnitNode&) const { return {"Unit", ""}; }
  NodeText operator()(const ArgumentNode&) const { return {"Argument", ""}; }
  NodeText operator()(const ScanNode& node) const {
    if (node.any) return {"Scan", slot(node.slot) + ":" + joined(node.labels, "|")};
    return {"Scan", labelled(node.slot, node.labels)};
  }
  NodeText operator()(const SeekNode& node) const {
    return {"Seek", fmt::format("{}({}) = {}", node.by_element_id ? "elementId" : "id",
                                slot(node.slot), text(node.id))};
  }
  NodeText operator()(const IndexSeekNode& node) const {
    std::vector<std::string> parts;
    const std::string property = slot(node.slot) + "." + node.keys[0];
    switch (node.lookup) {
      case IndexSeekNode::Lookup::kEqual:
        for (std::size_t i = 0; i < node.keys.size(); ++i)
          parts.push_back(slot(node.slot) + "." + node.keys[i] + " = " + text(node.values[i]));
        break;
      case IndexSeekNode::Lookup::kIn:
        parts.push_back(property + " IN " + text(node.values[0]));
        break;
      case IndexSeekNode::Lookup::kPrefix:
        parts.push_back(property + " STARTS WITH " + text(node.values[0]));
        break;
      case IndexSeekNode::Lookup::kRange:
        if (node.values[0])
          parts.push_back(property + (node.lower_inclusive ? " >= " : " > ") +
                          text(node.values[0]));
        if (node.values[1])
          parts.push_back(property + (node.upper_inclusive ? " <= " : " < ") +
                          text(node.values[1]));
        break;
    }
    return {"IndexSeek", labelled(node.slot, {node.label}) + ", " + joined(parts, ", ")};
  }
  NodeText operator()(const ExpandNode& node) const {
    return {node.into ? "ExpandInto" : "Expand", arrow(node, "")};
  }
  NodeText operator()(const VariableExpandNode& node) const {
    const std::string name = node.ends_only ? "ExpandEnds" : "Expand";
    return {node.step.into ? name + "Into" : name, hops_arrow(node)};
  }
  NodeText operator()(const EndpointSetNode& node) const {
    return {node.count ? "CountEnds" : "Ends", hops_arrow(node.expand)};
  }
  NodeText operator()(const ShortestPathNode& node) const {
    std::string all =
        selector_text(node.selector, node.count) + " " + arrow(node.step, hops_text(node.hops));
    for (const HopCondition& hop : node.hop_where) all += "; each hop " + text(hop.condition);
    for (const auto& condition : node.path_where) all += "; path " + text(condition);
    return {node.step.into ? "ShortestPathInto" : "ShortestPath", all};
  }
  NodeText operator()(const GroupExpandNode& node) const {
    return {node.into ? "GroupExpandInto" : "GroupExpand",
            fmt::format("{}-({}){}-{}", slot(node.from), paths_text({node.group->path}),
                        hops_text(node.group->hops), slot(node.to))};
  }
  NodeText operator()(const SelectPathsNode& node) const {
    return {"SelectPaths", fmt::format("{} {} to {}", selector_text(node.selector, node.count),
                                       slot(node.first), slot(node.last))};
  }
  std::string selector_text(ast::PathSelector selector, const BoundExpressionPtr& count) const {
    const std::string number = count ? text(count) : "1";
    switch (selector) {
      case ast::PathSelector::kShortest:
        return "shortest " + number;
      case ast::PathSelector::kAllShortest:
        return "all shortest";
      case ast::PathSelector::kShortestGroups:
        return "shortest " + number + " groups";
      case ast::PathSelector::kAny:
        return "any " + number;
      case ast::PathSelector::kAll:
        break;
    }
    return "all";
  }
  NodeText operator()(const EdgeEndsNode& node) const {
    ExpandNode step{.from = node.left, .edge = node.edge, .to = node.right};
    step.types = node.types;
    step.direction = node.direction;
    return {"EdgeEnds", arrow(step, "")};
  }
  NodeText operator()(const SequenceNode& node) const {
    return {"Sequence", arrow(node.step, hops_text(node.hops))};
  }
  NodeText operator()(const FilterNode& node) const {
    std::vector<std::string> parts;
    for (const auto& predicate : node.predicates) parts.push_back(text(predicate));
    return {"Filter", joined(parts, ", ")};
  }
  NodeText operator()(const PathNode& node) const { return {"Path", slot(node.path)}; }
  NodeText operator()(const UnwindNode& node) const {
    return {"Unwind", text(node.list) + " AS " + slot(node.slot)};
  }
  NodeText operator()(const OptionalNode&) const { return {"Optional", ""}; }
  NodeText operator()(const ApplyNode& node) const {
    std::vector<std::string> columns;
    for (const SlotId id : node.columns) columns.push_back(slot(id));
    return {node.optional ? "OptionalApply" : "Apply", joined(columns, ", ")};
  }
  NodeText operator()(const SemiApplyNode& node) const {
    return {node.anti ? "AntiSemiApply" : "SemiApply", ""};
  }
  NodeText operator()(const LoadCsvNode& node) const {
    return {"LoadCsv", text(node.load.url) + " AS " + slot(node.load.row)};
  }
  NodeText operator()(const ForeachNode& node) const {
    return {"Foreach", slot(node.variable) + " IN " + text(node.list)};
  }
  NodeText operator()(const CallNode& node) const {
    std::vector<std::string> arguments;
    for (const auto& argument : node.call.arguments) arguments.push_back(text(argument));
    return {"Call", fmt::format("{}({})", node.call.procedure->name, joined(arguments, ", "))};
  }
  NodeText operator()(const ProjectNode& node) const {
    std::vector<std::string> parts;
    for (const auto& item : node.items) {
      const std::string expression = text(item.expression);
      parts.push_back(expression == item.name ? expression : expression + " AS " + item.name);
    }
    return {"Project", joined(parts, ", ")};
  }
  NodeText operator()(const AggregateNode& node) const {
    std::vector<std::string> parts;
    for (const auto& key : node.keys) parts.push_back(text(key.expression));
    for (const auto& aggregate : node.aggregates) {
      std::vector<std::string> arguments;
      for (const auto& argument : aggregate.arguments) arguments.push_back(text(argument));
      parts.push_back(aggregate.function == nullptr
                          ? "count(*)"
                          : fmt::format("{}({}{})", aggregate.function->name,
                                        aggregate.distinct ? "DISTINCT " : "",
                                        joined(arguments, ", ")));
    }
    return {"Aggregate", joined(parts, ", ")};
  }
  NodeText operator()(const KeptCountNode& node) const {
    const std::string names = node.names.empty() ? "" : ":" + joined(node.names, "|");
    if (!node.edges) return {"KeptCount", "(" + names + ")"};
    const std::string label = node.end_label ? ":" + *node.end_label : "";
    const bool leaves = node.end == Direction::kOutgoing;
    return {"KeptCount",
            fmt::format("({})-[{}]->({})", leaves ? label : "", names, leaves ? "" : label)};
  }
  NodeText operator()(const DistinctNode& node) const {
    std::vector<std::string> parts;
    for (const SlotId id : node.slots) parts.push_back(slot(id));
    return {"Distinct", joined(parts, ", ")};
  }
  NodeText operator()(const SortNode& node) const {
    std::vector<std::string> parts;
    for (const auto& key : node.keys)
      parts.push_back(text(key.expression) + (key.descending ? " DESC" : ""));
    std::string all = joined(parts, ", ");
    if (node.skip) all += "; skip " + text(node.skip);
    if (node.limit) all += "; limit " + text(node.limit);
    return {node.limit ? "TopN" : "Sort", all};
  }
  NodeText operator()(const SkipNode& node) const { return {"Skip", text(node.count)}; }
  NodeText operator()(const LimitNode& node) const { return {"Limit", text(node.count)}; }
  NodeText operator()(const UnionNode&) const { return {"Union", ""}; }
  NodeText operator()(const CreateNode& node) const { return {"Create", paths_text(node.paths)}; }
  NodeText operator()(const MergeNode& node) const {
    return {"Merge", paths_text({node.merge.path})};
  }
  NodeText operator()(const SetNode& node) const {
    return {"Set", fmt::format("{} items", node.items.size())};
  }
  NodeText operator()(const RemoveNode& node) const {
    return {"Remove", fmt::format("{} items", node.items.size())};
  }
  NodeText operator()(const DeleteNode& node) const {
    std::vector<std::string> parts;
    for (const auto& expression : node.expressions) parts.push_back(text(expression));
    return {node.detach ? "DetachDelete" : "Delete", joined(parts, ", ")};
  }
};

// The plan that runs for the rows of `node`; null: none.
const PlanNode* inner_plan(const PlanNode& node, const LogicalPlan& plan) {
  if (const auto* semi = node.get<SemiApplyNode>())
    return plan.subplans[static_cast<std::size_t>(semi->subplan)].root.get();
  return node.inner();
}

std::string line_of(const PlanNode& node, const LogicalPlan& plan) {
  NodeText text = std::visit(NodeTextVisitor{plan.slots}, node.operation);
  std::string below;
  if (const PlanNode* inner = inner_plan(node, plan)) below = line_of(*inner, plan);
  for (const PlanNodePtr& input : node.inputs) {
    if (input->get<UnitNode>() != nullptr)
      continue;  // Where everything begins goes without saying.
    if (!below.empty()) below += ", ";
    below += line_of(*input, plan);
  }
  std::string line =
      text.details.empty() ? text.name : fmt::format("{}({})", text.name, text.details);
  return below.empty() ? line : fmt::format("{}{{{}}}", line, below);
}

void explain_into(const PlanNode& node, const LogicalPlan& plan, std::size_t level,
                  std::vector<ExplainRow>& rows) {
  NodeText text = std::visit(NodeTextVisitor{plan.slots}, node.operation);
  rows.push_back(
      {std::string(level * 2, ' ') + "+ " + text.name, std::move(text.details), node.rows, &node});
  if (const PlanNode* inner = inner_plan(node, plan)) explain_into(*inner, plan, level + 1, rows);
  // A chain stays flush left, as its rows flow straight down; only branches are indented.
  const bool branches = node.inputs.size() > 1;
  for (const PlanNodePtr& input : node.inputs)
    explain_into(*input, plan, branches ? level + 1 : level, rows);
}

}  // namespace

std::string plan_line(const LogicalPlan& plan) { return line_of(*plan.root, plan); }

std::vector<ExplainRow> explain_rows(const LogicalPlan& plan) {
  std::vector<ExplainRow> rows;
  explain_into(*plan.root, plan, 0, rows);
  for (auto stage = plan.stages.rbegin(); stage != plan.stages.rend(); ++stage) {
    const auto& apply = *stage->apply->get<ApplyNode>();
    NodeText text = NodeTextVisitor{plan.slots}(apply);
    rows.push_back(
        {"+ Transactions", std::move(text.details), stage->rows->rows, stage->apply.get()});
    explain_into(*apply.inner, plan, 1, rows);
    explain_into(*stage->rows, plan, 0, rows);
  }
  return rows;
}

}  // namespace muster::query
