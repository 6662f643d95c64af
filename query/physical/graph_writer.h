// Changing the graph on behalf of a statement: counts what happened, keeps the source of every
// write, and refuses to undo what another source asserts.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "query/physical/evaluator.h"
#include "query/physical/operators.h"

namespace muster::query {

class GraphWriter {
 public:
  // REQUIRES: context.writes is set.
  explicit GraphWriter(ExecutionContext& context)
      : context_(context), builder_(context.writes->graph()) {}

  Result<NodeId> create_node(const std::vector<std::string>& labels, const ValueMap& properties);
  // Errors: kEntityNotFound: an end was deleted.
  Result<EdgeId> create_edge(NodeId source, const std::string& type, NodeId target,
                             const ValueMap& properties);

  // `element` is a node or an edge. Null `value` removes.
  // Errors: kType/InvalidPropertyType, kEntityNotFound, kAssertedElsewhere.
  Result<void> set_property(const Value& element, const std::string& key, const Value& value);
  // Replaces all properties, or with `add` changes those that `map` names.
  Result<void> set_properties(const Value& element, const ValueMap& map, bool add);
  Result<void> add_labels(NodeId node, const std::vector<std::string>& labels);
  Result<void> remove_labels(NodeId node, const std::vector<std::string>& labels);

  Result<void> delete_edge(EdgeId edge);
  // Without `detach`, a node with relationships loses its labels and properties and goes with its
  // last relationship; finish() asks whether it went.
  Result<void> delete_node(NodeId node, bool detach);
  // At the end of the statement. Errors: kConstraint/DeleteConnectedNode: a deleted node still has
  // relationships.
  Result<void> finish() const;

 private:
  Result<void> check_own(const Value& element, std::string_view change) const;
  std::vector<EdgeId> edges_of(NodeId node) const;
  Result<void> delete_lone_node(NodeId node);
  Result<void> strip(NodeId node);

  ExecutionContext& context_;
  SnapshotBuilder& builder_;
};

// Applies SET items to one row.
struct CompiledSetItem {
  EvaluatorPtr target;
  EvaluatorPtr key;    // Of a property; null: the whole element, or labels.
  EvaluatorPtr value;  // Null: labels.
  bool add = false;
  std::vector<std::string> labels;
  std::vector<EvaluatorPtr> computed;  // Labels as well.
};
// `labels` and those that `computed` gives for the row. Errors: kRuntimeQuery InvalidArgumentType:
// one of them is no text.
Result<std::vector<std::string>> row_labels(const std::vector<std::string>& labels,
                                            const std::vector<EvaluatorPtr>& computed,
                                            Frame& frame);
// The relationship type that `computed` gives for the row. Errors: kRuntimeQuery
// InvalidArgumentType: it is neither a text nor a list of one text.
Result<std::string> row_type(const Evaluator& computed, Frame& frame);
std::vector<CompiledSetItem> compile_set_items(const std::vector<BoundSetItem>& items,
                                               const std::set<SlotId>& locals = {});
Result<void> apply_set_items(const std::vector<CompiledSetItem>& items, Frame& frame,
                             GraphWriter& writer);

// The elements a CREATE or the creating half of MERGE makes for one row, into the frame's locals.
class PatternCreator {
 public:
  // `locals`: the slots it writes; the others are read from the batch.
  PatternCreator(const std::vector<BoundPath>& paths, const std::set<SlotId>& locals);
  Result<void> create(Frame& frame, GraphWriter& writer) const;

 private:
  struct Node {
    SlotId slot;
    bool make;
    std::vector<std::string> labels;
    std::vector<EvaluatorPtr> computed;  // Labels as well.
    std::vector<std::pair<std::string, EvaluatorPtr>> properties;
    EvaluatorPtr map;
    EvaluatorPtr read;
  };
  struct Edge {
    SlotId slot;
    bool make;
    std::string type;
    EvaluatorPtr computed_type;  // Not null: instead of `type`.
    bool backwards;
    std::vector<std::pair<std::string, EvaluatorPtr>> properties;
    EvaluatorPtr map;
    EvaluatorPtr read;
  };
  struct Path {
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::optional<SlotId> path_slot;
  };
  std::vector<Path> paths_;
};

// A write: takes all rows of `input`, then calls `write` once for each, then gives the rows with
// what the write left in the locals of `added`.
class WriteOperator : public SourceOperator {
 public:
  WriteOperator(Pipeline input, SlotList added)
      : added_(std::move(added)), input_(std::move(input)) {}
  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override;

 protected:
  // `emit` adds one output row made of the input row and the current locals. REQUIRES: called once,
  // except by MERGE.
  virtual Result<void> write(Frame& frame, GraphWriter& writer,
                             const std::function<void()>& emit) const = 0;
  // After the last row.
  virtual Result<void> finish(const std::vector<Batch>&, ExecutionContext&, GraphWriter&) const {
    return ok();
  }

 private:
  SlotList added_;
  Pipeline input_;
};

}  // namespace muster::query
