// The Kubernetes pack. Every rule reads binding -SUBJECT-> subject and binding -ROLE_REF-> role; a
// binding of its own namespace reaches that namespace, a cluster-wide one the whole cluster.
//
//   k8s.cluster_admin    every verb on every resource, bound cluster-wide
//                        =>  subject CONTROLS the cluster
//   k8s.secrets          get, list or watch secrets
//                        =>  subject CAN_READ_SECRET each secret
//   k8s.exec             create pods/exec or pods/attach, or debug a pod
//                        =>  subject CAN_EXECUTE_ON each pod and workload
//   k8s.impersonate      impersonate service accounts
//                        =>  subject CAN_IMPERSONATE each of them
//   k8s.access           anything else
//                        =>  subject HAS_ACCESS {level} to the namespace or cluster, or to the
//                            objects where no namespace was collected
//   k8s.implicit_groups  a group that the API server fills by itself
//                        =>  its service accounts MEMBER_OF it
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/derivation/rule_pack.h"
#include "core/identity/alias.h"
#include "core/identity/raw_facts.h"

namespace muster::derivation {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

constexpr auto kNodeKinds = std::to_array<std::string_view>(
    {"Cluster", "Group", "Namespace", "Pod", "Role", "RoleBinding", "Secret", "SecretStore",
     "ServiceAccount", "UserAccount", "Workload"});
constexpr auto kEdgeTypes =
    std::to_array<std::string_view>({raw_facts::kSubject, raw_facts::kRoleRef});

struct AccessRule {
  Words groups;
  Words resources;
  Words verbs;
  Words names;  // Empty: all.
};

bool holds(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
bool holds_any(const Words& words, std::initializer_list<std::string_view> wanted) {
  return holds(words, "*") || std::any_of(wanted.begin(), wanted.end(), [&](std::string_view word) {
           return holds(words, word);
         });
}

Words words_of(const Json& rule, const char* key) {
  Words words;
  const auto found = rule.find(key);
  if (found == rule.end() || !found->is_array()) return words;
  for (const Json& word : *found)
    if (word.is_string()) words.push_back(word.get<std::string>());
  return words;
}

std::vector<AccessRule> parse_rules(const std::string& text) {
  std::vector<AccessRule> rules;
  const Json document = Json::parse(text, nullptr, false);
  if (!document.is_array()) return rules;
  for (const Json& rule : document)
    if (rule.is_object())
      rules.push_back({words_of(rule, "apiGroups"), words_of(rule, "resources"),
                       words_of(rule, "verbs"), words_of(rule, "resourceNames")});
  return rules;
}

// The roles every cluster is born with, where a binding names them and nobody collected them.
std::vector<AccessRule> built_in_rules(std::string_view name) {
  if (name == "cluster-admin") return {{{"*"}, {"*"}, {"*"}, {}}};
  const AccessRule view{{"", "apps", "batch"},
                        {"pods", "deployments", "daemonsets", "statefulsets", "jobs"},
                        {"get", "list", "watch"},
                        {}};
  if (name == "view") return {view};
  AccessRule edit{{"", "apps", "batch"},
                  {"pods", "pods/exec", "pods/attach", "secrets", "deployments", "daemonsets",
                   "statefulsets", "jobs"},
                  {"get", "list", "watch", "create", "update", "patch", "delete"},
                  {}};
  if (name == "edit" || name == "admin") return {edit};
  return {};
}

bool everything(const AccessRule& rule) {
  return holds(rule.groups, "*") && holds(rule.resources, "*") && holds(rule.verbs, "*") &&
         rule.names.empty();
}
bool reads_secrets(const AccessRule& rule) {
  return holds_any(rule.groups, {""}) && holds_any(rule.resources, {"secrets"}) &&
         holds_any(rule.verbs, {"get", "list", "watch"});
}
bool executes(const AccessRule& rule) {
  if (!holds_any(rule.groups, {""})) return false;
  const bool shell = holds_any(rule.resources, {"pods/exec", "pods/attach", "pods/*"}) &&
                     holds_any(rule.verbs, {"create", "get"});
  const bool debug = holds_any(rule.resources, {"pods/ephemeralcontainers", "pods/*"}) &&
                     holds_any(rule.verbs, {"update", "patch"});
  return shell || debug;
}
bool impersonates(const AccessRule& rule) {
  return holds(rule.verbs, "impersonate") && holds_any(rule.groups, {""}) &&
         holds_any(rule.resources, {"serviceaccounts"});
}
std::string level_of(const AccessRule& rule) {
  if (everything(rule)) return "admin";
  if (holds_any(rule.verbs, {"create", "update", "patch", "delete", "deletecollection"}))
    return "write";
  return holds_any(rule.verbs, {"get", "list", "watch"}) ? "read" : "";
}

// Where a thing lives.
struct Place {
  std::string cluster;
  std::string name_space;  // Empty: cluster-wide.
  std::string name;
  std::string kind;  // As in its key: "pod", "deployment", "secret".
};

// A binding, one of its subjects, and its role.
struct Grant {
  NodeId subject{};
  Place where;
  bool cluster_wide = false;
  std::string role;
  std::vector<EdgeId> edges;
  bool conditional = false;
};

class KubernetesDerivation {
 public:
  KubernetesDerivation(const GraphSnapshot& graph, std::vector<DerivedEdge>& derived)
      : graph_(graph), derived_(derived) {}

  void run() {
    for (const std::string_view label :
         {"Secret", "SecretStore", "Pod", "Workload", "ServiceAccount"})
      for (const NodeId node : nodes_with(graph_, label)) {
        const Place place = place_of(node);
        if (!place.cluster.empty()) things_[place.cluster][std::string(label)].push_back(node);
      }
    for (const NodeId binding : nodes_with(graph_, "RoleBinding")) derive_binding(binding);
  }

 private:
  Place place_of(NodeId node) {
    const auto [known, fresh] = places_.try_emplace(node);
    if (!fresh) return known->second;
    Place place{.cluster = text_of(graph_, node, raw_facts::kCluster),
                .name_space = text_of(graph_, node, raw_facts::kNamespace),
                .name = text_of(graph_, node, "name"),
                .kind = {}};
    const std::string key = canonical_id(graph_, node);
    if (!key.starts_with("k8s:")) return known->second = place;
    // The last two parts are kind and name, whatever slashes the cluster's name has.
    const std::size_t name = key.rfind('/');
    const std::size_t kind =
        name == std::string::npos || name == 0 ? std::string::npos : key.rfind('/', name - 1);
    const std::size_t space = key.find("/ns/");
    if (place.cluster.empty())
      place.cluster = key.substr(4, std::min({space, kind, name, key.size()}) - 4);
    if (name == std::string::npos) return known->second = place;
    if (place.name.empty()) place.name = key.substr(name + 1);
    if (kind == std::string::npos) return known->second = place;
    place.kind = key.substr(kind + 1, name - kind - 1);
    if (place.name_space.empty() && space != std::string::npos && space + 4 <= kind)
      place.name_space = key.substr(space + 4, kind - space - 4);
    return known->second = place;
  }

  void derive_binding(NodeId binding) {
    const bool cluster_wide =
        text_of(graph_, binding, raw_facts::kSubKind) == raw_facts::kK8sClusterRoleBinding;
    for (const RawEdge& role :
         raw_edges(graph_, binding, Direction::kOutgoing, raw_facts::kRoleRef))
      for (const RawEdge& subject :
           raw_edges(graph_, binding, Direction::kOutgoing, raw_facts::kSubject)) {
        derive_members(subject);
        const Grant grant{.subject = subject.other,
                          .where = place_of(binding),
                          .cluster_wide = cluster_wide,
                          .role = display_name(graph_, role.other),
                          .edges = {subject.edge, role.edge},
                          .conditional = subject.conditional || role.conditional};
        for (const AccessRule& rule : rules_of(role.other)) derive_rule(grant, rule);
      }
  }

  const std::vector<AccessRule>& rules_of(NodeId role) {
    const auto [place, fresh] = rules_.try_emplace(role);
    if (!fresh) return place->second;
    const Value text = graph_.property(role, raw_facts::kRules);
    if (text.is_string())
      place->second = parse_rules(text.as_string());
    else if (place_of(role).name_space.empty())
      place->second = built_in_rules(place_of(role).name);
    return place->second;
  }

  void add(const Grant& grant, std::string type, NodeId target, std::string rule, std::string what,
           std::string level = {}) {
    if (grant.subject == target) return;
    derived_.push_back(
        {.source = grant.subject,
         .type = std::move(type),
         .target = target,
         .level = std::move(level),
         .proof = {.rule = std::move(rule),
                   .reason = fmt::format(
                       "Role {} lets its subjects {} {}.", grant.role, what,
                       grant.cluster_wide ? std::string("in the whole cluster")
                                          : fmt::format("in namespace {}", grant.where.name_space)),
                   .edges = grant.edges,
                   .conditional = grant.conditional}});
  }

  // Things of a label that the grant reaches and the rule names.
  std::vector<NodeId> reached(const Grant& grant, const AccessRule& rule, std::string_view label) {
    std::vector<NodeId> found;
    for (const NodeId node : things_[grant.where.cluster][std::string(label)]) {
      const Place& place = places_.at(node);
      if (!grant.cluster_wide && place.name_space != grant.where.name_space) continue;
      if (rule.names.empty() || holds(rule.names, place.name)) found.push_back(node);
    }
    return found;
  }

  void derive_rule(const Grant& grant, const AccessRule& rule) {
    if (everything(rule) && grant.cluster_wide)
      for (const NodeId cluster : graph_.nodes_by_alias("k8s:" + grant.where.cluster))
        add(grant, "CONTROLS", cluster, "k8s.cluster_admin", "do everything with everything");
    if (reads_secrets(rule))
      for (const std::string_view label : {"Secret", "SecretStore"})
        for (const NodeId secret : reached(grant, rule, label))
          add(grant, "CAN_READ_SECRET", secret, "k8s.secrets", "read secrets");
    if (executes(rule))
      for (const std::string_view label : {"Pod", "Workload"})
        // A rule on named pods says nothing of a workload, whose pods have names of their own.
        if (label == "Pod" || rule.names.empty())
          for (const NodeId target : reached(grant, rule, label))
            add(grant, "CAN_EXECUTE_ON", target, "k8s.exec", "run commands in pods");
    if (impersonates(rule))
      for (const NodeId account : reached(grant, rule, "ServiceAccount"))
        add(grant, "CAN_IMPERSONATE", account, "k8s.impersonate", "impersonate service accounts");
    derive_access(grant, rule);
  }

  void derive_access(const Grant& grant, const AccessRule& rule) {
    const std::string level = level_of(rule);
    if (level.empty() || (everything(rule) && grant.cluster_wide)) return;
    const std::string what = fmt::format("{} {}", level, fmt::join(rule.resources, ", "));
    const std::string container =
        grant.cluster_wide
            ? "k8s:" + grant.where.cluster
            : fmt::format("k8s:{}/ns/{}", grant.where.cluster, grant.where.name_space);
    const std::vector<NodeId> containers = graph_.nodes_by_alias(container);
    // Named objects are all the rule gives; their container is not.
    if (rule.names.empty())
      for (const NodeId node : containers)
        add(grant, "HAS_ACCESS", node, "k8s.access", what, level);
    if (!containers.empty() && rule.names.empty()) return;
    for (const std::string_view label : {"Pod", "Workload", "Secret"})
      for (const NodeId node : reached(grant, rule, label))
        if (holds_any(rule.resources, {places_.at(node).kind + "s"}))
          add(grant, "HAS_ACCESS", node, "k8s.access", what, level);
  }

  void derive_members(const RawEdge& subject) {
    constexpr std::string_view kAll = "system:serviceaccounts";
    if (!has_label(graph_, subject.other, "Group")) return;
    const Place group = place_of(subject.other);
    const bool everyone = group.name == kAll || group.name == "system:authenticated";
    if (!everyone && !group.name.starts_with("system:serviceaccounts:")) return;
    for (const NodeId account : things_[group.cluster]["ServiceAccount"]) {
      if (!everyone && places_.at(account).name_space != group.name.substr(kAll.size() + 1))
        continue;
      derived_.push_back(
          {.source = account,
           .type = "MEMBER_OF",
           .target = subject.other,
           .level = {},
           .proof = {.rule = "k8s.implicit_groups",
                     .reason = fmt::format(
                         "The API server counts every such service account among {}.", group.name),
                     .edges = {subject.edge},
                     .conditional = false}});
    }
  }

  const GraphSnapshot& graph_;
  std::vector<DerivedEdge>& derived_;
  std::map<std::string, std::map<std::string, std::vector<NodeId>>>
      things_;  // Cluster -> label -> nodes.
  std::unordered_map<NodeId, Place> places_;
  std::unordered_map<NodeId, std::vector<AccessRule>> rules_;
};

void derive(const GraphSnapshot& graph, std::vector<DerivedEdge>& derived) {
  KubernetesDerivation(graph, derived).run();
}

}  // namespace

const RulePack& kubernetes_rules() {
  static constexpr RulePack kPack{
      .name = "kubernetes", .node_kinds = kNodeKinds, .edge_types = kEdgeTypes, .derive = &derive};
  return kPack;
}

}  // namespace muster::derivation
