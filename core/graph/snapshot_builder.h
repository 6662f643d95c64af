// SnapshotBuilder: a writer's own graph. Reads exactly as a snapshot does (view()), changes in
// place the chunks it owns, copies the others on first touch. Statement visibility,
// read-your-own-writes, what-if (a builder thrown away) and derivation all use this.
//
// Threads: one thread changes a builder; while nobody changes it, several may read view().
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/execution.h"
#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"

namespace muster {

// Ids of the elements a builder changed since it began, sorted; an id that view() no longer
// contains was deleted.
struct ChangedElements {
  std::vector<NodeId> nodes;
  std::vector<EdgeId> edges;

  bool empty() const { return nodes.empty() && edges.empty(); }
};

class SnapshotBuilder {
 public:
  explicit SnapshotBuilder(std::shared_ptr<const GraphSnapshot> base);
  ~SnapshotBuilder();
  SnapshotBuilder(SnapshotBuilder&&) noexcept;
  SnapshotBuilder& operator=(SnapshotBuilder&&) noexcept;

  // The graph as changed so far. The reference stays valid; what it reads changes with the builder.
  const GraphSnapshot& view() const;
  // What it began from.
  const std::shared_ptr<const GraphSnapshot>& base() const;

  // --- Names.
  LabelId intern_label(std::string_view name);
  // Errors: kResourceExhausted past 65,535 types.
  Result<EdgeTypeId> intern_edge_type(std::string_view name);
  KeyId intern_key(std::string_view name);

  // --- Elements. A new element gets the lowest free slot with its next generation, so that the id
  // of the element that lived there before names nothing. A slot freed by this builder is free for
  // later builders only.
  NodeId create_node(std::span<const LabelId> labels);
  // Errors: kEntityNotFound: an end is gone.
  Result<EdgeId> create_edge(NodeId source, EdgeTypeId type, NodeId target);
  // Errors: kEntityNotFound; kConstraint: the node still has edges (delete them first, or use
  // detach_delete_node).
  Result<void> delete_node(NodeId node);
  Result<void> detach_delete_node(NodeId node);
  Result<void> delete_edge(EdgeId edge);

  // --- Content. Errors of each: kEntityNotFound. Setting what is already so changes nothing, and
  // is not counted as a change.
  Result<void> add_label(NodeId node, LabelId label);
  Result<void> remove_label(NodeId node, LabelId label);
  // Null removes. Errors: kInvalidArgument: nodes, edges, paths and maps cannot be stored, nor
  // lists of them.
  Result<void> set_property(NodeId node, KeyId key, Value value);
  Result<void> set_property(EdgeId edge, KeyId key, Value value);
  Result<void> set_flags(NodeId node, std::uint8_t flags);
  // In the edge and in both its adjacency entries. kFlagHasValidity stays as set_validity left it.
  Result<void> set_flags(EdgeId edge, std::uint8_t flags);
  Result<void> set_validity(EdgeId edge, Validity validity);  // Keeps kFlagHasValidity in step.
  Result<void> set_sources(NodeId node, std::vector<std::string> sources);
  Result<void> set_sources(EdgeId edge, std::vector<std::string> sources);
  Result<void> set_first_seen(NodeId node, Instant first_seen);
  Result<void> set_first_seen(EdgeId edge, Instant first_seen);
  Result<void> add_alias(NodeId node, std::string_view alias);
  Result<void> remove_alias(NodeId node, std::string_view alias);

  // Puts an element back under its own id, as a store does when it starts. REQUIRES: the slot is
  // free.
  void restore_node(NodeId node, std::span<const LabelId> labels);
  void restore_edge(EdgeId edge, NodeId source, EdgeTypeId type, NodeId target);
  // Says that `last` was the newest element in its slot and is gone, so that the slot's next
  // element gets the next generation and the stale id stays stale. REQUIRES: the slot is free.
  void restore_deleted(NodeId last);
  void restore_deleted(EdgeId last);

  // --- Schema (core/graph/schema.h). A new definition gets the next number, unless it brings its
  // own, as it does when a store starts. REQUIRES: no definition of its family has its name; an
  // ordered index has one label or type; labels, types and keys are interned.
  // Fills the index from what is there. Cost: O(elements of the label or type). The pointer lives
  // until the next change. Errors: what `budget` says; then nothing was made.
  Result<const IndexDefinition*> create_index(IndexDefinition definition, const WorkBudget& budget);
  // Errors: kNotFound; kFailedPrecondition: a constraint owns it.
  Result<void> drop_index(std::uint32_t number);
  // With the range index that it needs (kUnique, kKey), which gets its name. Errors: kConstraint:
  // an element breaks it; names one, and nothing was made. What `budget` says.
  Result<const ConstraintDefinition*> create_constraint(ConstraintDefinition definition,
                                                        const WorkBudget& budget);
  // With its index. Errors: kNotFound.
  Result<void> drop_constraint(std::uint32_t number);
  // Puts a constraint back under its own number, without its index and without a look at the data.
  void restore_constraint(ConstraintDefinition definition);
  // Says which number was the last one given. REQUIRES: no less than those of the definitions.
  void restore_schema_numbers(std::uint32_t number_last);
  bool schema_changed() const;
  // Whether all elements touched since the builder began, or since the last call that succeeded,
  // keep the constraints. To be asked when a statement ends; a commit asks it again.
  // Cost: O(touched * constraints on them). Errors: kConstraint, detail ConstraintValidationFailed;
  // names the element, and the one that was there before it.
  Result<void> check_constraints();

  ChangedElements changed() const;
  // Ids of the elements deleted since the builder began, those it had made itself included, sorted:
  // their slots are used up to these generations, which a store must remember for the ids to stay
  // stale.
  ChangedElements deleted() const;
  bool changed_anything() const;
  // Ends the changes: from here on the builder is only read and published, and bytes_copied() is
  // final. publish() does it too.
  void seal();
  // Bytes of chunks copied or made since the builder began: the chunk allocator's own counter.
  std::uint64_t bytes_copied() const;

  // Ends the builder and gives its graph as a snapshot of the given version.
  std::shared_ptr<const GraphSnapshot> publish(std::uint64_t version) &&;

 private:
  struct Tracking;  // What the edit owns and has touched (builder_tracking.h).
  GraphState& state();
  Catalog& own_catalog();
  void refresh_free_slots();
  Result<void> set_label(NodeId node, LabelId label, bool on);
  void index_label(NodeId node, LabelId label, bool on);
  void unindex(NodeId node);
  void unindex(EdgeId edge);

  std::unique_ptr<GraphSnapshot> graph_;
  std::shared_ptr<const GraphSnapshot> base_;
  std::unique_ptr<Tracking> tracking_;
};

}  // namespace muster
