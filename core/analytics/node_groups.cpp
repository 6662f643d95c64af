#include "core/analytics/node_groups.h"

namespace muster::analytics {

namespace {

constexpr std::size_t kNoLabel = static_cast<std::size_t>(-1);

ReachGroup group_of(const NodeKind& kind) {
  if (kind.identity) return ReachGroup::kIdentity;
  switch (kind.group) {
    case KindGroup::kPeople:
    case KindGroup::kAccount:
    case KindGroup::kMachine:
      return ReachGroup::kIdentity;
    case KindGroup::kSecret:
    case KindGroup::kAuth:
      return ReachGroup::kSecret;
    case KindGroup::kResource:
    case KindGroup::kPlace:
    case KindGroup::kComponent:
      return ReachGroup::kResource;
    case KindGroup::kRight:
    case KindGroup::kTrust:
    case KindGroup::kGovernance:
      return ReachGroup::kOther;
  }
  MUSTER_UNREACHABLE();
}

}  // namespace

NodeGroups::NodeGroups(const GraphSnapshot& graph) : graph_(graph) {
  const NameTable<LabelId>& labels = graph.catalog().labels;
  kinds_.reserve(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i)
    kinds_.push_back(find_node_kind(labels.name(LabelId{static_cast<std::uint32_t>(i)})));
}

std::size_t NodeGroups::best_label(NodeId node) const {
  std::size_t best = kNoLabel;
  for (const LabelId label : graph_.labels(node)) {
    const std::size_t i = raw(label);
    if (kinds_[i] == nullptr) continue;
    if (best == kNoLabel || kinds_[i]->name < kinds_[best]->name) best = i;
  }
  return best;
}

const NodeKind* NodeGroups::node_kind(NodeId node) const {
  const std::size_t label = best_label(node);
  return label == kNoLabel ? nullptr : kinds_[label];
}

const std::string& NodeGroups::kind(NodeId node) const {
  static const std::string unknown = "Unknown";
  const std::size_t label = best_label(node);
  if (label == kNoLabel) return unknown;
  return graph_.catalog().labels.name(LabelId{static_cast<std::uint32_t>(label)});
}

ReachGroup NodeGroups::group(NodeId node) const {
  const NodeKind* kind = node_kind(node);
  return kind == nullptr ? ReachGroup::kOther : group_of(*kind);
}

bool NodeGroups::identity(NodeId node) const {
  const NodeKind* kind = node_kind(node);
  return kind != nullptr && kind->identity;
}

}  // namespace muster::analytics
