// Kubernetes clusters: the manifests as recorded and the objects as observed.
#include <utility>

#include <fmt/format.h>

#include "core/generate/estate.h"
#include "core/generate/names.h"
#include "core/ingest/document.h"

namespace muster::generate {
namespace {

struct Object {
  Value body;
  On on = On::kBoth;
};

struct Cluster {
  std::string name;
  std::vector<Object> objects;
  std::vector<std::pair<std::string, std::string>> accounts;  // Namespace and name.

  std::string account_key(const std::pair<std::string, std::string>& account) const {
    return fmt::format("k8s:{}/ns/{}/serviceaccount/{}", name, account.first, account.second);
  }
};

Value metadata(std::string_view name, std::string_view name_space, ValueMap labels = {}) {
  ValueMap fields{{"name", Value(name)}};
  if (!name_space.empty()) fields.emplace("namespace", Value(name_space));
  if (!labels.empty()) fields.emplace("labels", Value(std::move(labels)));
  return Value(std::move(fields));
}

Value object(std::string_view version, std::string_view kind, Value meta, ValueMap rest = {}) {
  rest.emplace("apiVersion", Value(version));
  rest.emplace("kind", Value(kind));
  rest.emplace("metadata", std::move(meta));
  return Value(std::move(rest));
}

Value rules(std::string_view resource, std::vector<std::string> verbs) {
  return Value(ValueList{Value(ValueMap{{"apiGroups", Value(ValueList{Value("")})},
                                        {"resources", Value(ValueList{Value(resource)})},
                                        {"verbs", Value(ValueList(verbs.begin(), verbs.end()))}})});
}

constexpr std::string_view kRbac = "rbac.authorization.k8s.io/v1";

Value binding(std::string_view kind, std::string_view name, std::string_view name_space,
              std::string_view role_kind, std::string_view role,
              const std::vector<std::pair<std::string, std::string>>& accounts) {
  ValueList subjects;
  for (const auto& [space, account] : accounts) {
    subjects.push_back(Value(ValueMap{
        {"kind", Value("ServiceAccount")}, {"namespace", Value(space)}, {"name", Value(account)}}));
  }
  return object(kRbac, kind, metadata(name, name_space),
                {{"roleRef", Value(ValueMap{{"apiGroup", Value("rbac.authorization.k8s.io")},
                                            {"kind", Value(role_kind)},
                                            {"name", Value(role)}})},
                 {"subjects", Value(std::move(subjects))}});
}

Value deployment(std::string_view name, std::string_view name_space, std::string_view account,
                 const std::string& team) {
  const Value container = Value(ValueMap{
      {"name", Value("main")},
      {"image", Value(fmt::format("registry.acme.example/{}/{}:1.{}", team, name, name.size()))}});
  const Value pod =
      Value(ValueMap{{"spec", Value(ValueMap{{"serviceAccountName", Value(account)},
                                             {"containers", Value(ValueList{container})}})}});
  return object("apps/v1", "Deployment", metadata(name, name_space, {{"team", Value(team)}}),
                {{"spec", Value(ValueMap{{"replicas", Value(2)}, {"template", pod}})}});
}

Cluster make_cluster(std::string name, const std::vector<std::string>& teams) {
  Cluster cluster{.name = std::move(name), .objects = {}, .accounts = {}};
  const auto add = [&](Value body) { cluster.objects.push_back({std::move(body), On::kBoth}); };
  add(object(
      kRbac, "ClusterRole", metadata("cluster-admin", ""),
      {{"rules", Value(ValueList{Value(ValueMap{{"apiGroups", Value(ValueList{Value("*")})},
                                                {"resources", Value(ValueList{Value("*")})},
                                                {"verbs", Value(ValueList{Value("*")})}})})}}));
  for (const std::string& team : teams) {
    add(object("v1", "Namespace", metadata(team, "")));
    add(object(kRbac, "Role", metadata("reader", team),
               {{"rules", rules("pods", {"get", "list"})}}));
    add(object(kRbac, "Role", metadata("secret-reader", team),
               {{"rules", rules("secrets", {"get", "list"})}}));
    // Values never reach the store; the file shows that there is one.
    add(object("v1", "Secret", metadata(team + "-database", team),
               {{"type", Value("Opaque")},
                {"data", Value(ValueMap{{"password", Value("bm90LWEtc2VjcmV0")}})}}));
  }
  return cluster;
}

void add_service(Estate& estate, Cluster& cluster, std::size_t owner) {
  const std::string& team = estate.humans[owner].team;
  const std::string name = distinct_name(estate.random);
  cluster.accounts.emplace_back(team, name);
  cluster.objects.push_back(
      {object("v1", "ServiceAccount", metadata(name, team, {{"team", Value(team)}})), On::kBoth});
  cluster.objects.push_back({deployment(name, team, name, team), On::kBoth});
  if (estate.random.below(3) != 0) {
    cluster.objects.push_back(
        {binding("RoleBinding", name + "-read", team, "Role",
                 estate.random.one_in(6) ? "secret-reader" : "reader", {{team, name}}),
         On::kBoth});
  }
  estate.machines.push_back({cluster.account_key(cluster.accounts.back()), On::kBoth, owner});
}

void plant(Estate& estate, Cluster& cluster, std::size_t round) {
  const std::string& team = estate.teams[round % estate.teams.size()];
  const std::string shadow = fmt::format("debug-shell-{}", round + 1);
  const std::string admin_binding = shadow + "-admin";
  cluster.objects.push_back(
      {object("v1", "ServiceAccount", metadata(shadow, team)), On::kObserved});
  cluster.objects.push_back({binding("ClusterRoleBinding", admin_binding, "", "ClusterRole",
                                     "cluster-admin", {{team, shadow}}),
                             On::kObserved});
  estate.plant("UNRECORDED_IDENTITY", cluster.account_key({team, shadow}), "",
               "A service account applied by hand and bound to cluster-admin.");
  const std::string ghost = fmt::format("retired-importer-{}", round + 1);
  cluster.objects.push_back({object("v1", "ServiceAccount", metadata(ghost, team)), On::kRecorded});
  estate.plant("GHOST_IDENTITY", cluster.account_key({team, ghost}), "",
               "The manifest is there, the object is not.");

  if (cluster.accounts.size() < 2 * round + 2) return;
  const auto& excess = cluster.accounts[2 * round];
  if (estate.use(cluster.account_key(excess))) {
    const std::string name = fmt::format("hotfix-{}", round + 1);
    cluster.objects.push_back(
        {binding("ClusterRoleBinding", name, "", "ClusterRole", "cluster-admin", {excess}),
         On::kObserved});
    estate.plant("ENTITLEMENT_EXCESS", cluster.account_key(excess),
                 fmt::format("SUBJECT <- k8s:{}/clusterrolebinding/{}", cluster.name, name),
                 "A binding to cluster-admin that no manifest has.");
  }
  const auto& missing = cluster.accounts[2 * round + 1];
  if (estate.use(cluster.account_key(missing))) {
    const std::string name = fmt::format("approved-{}", round + 1);
    cluster.objects.push_back(
        {binding("RoleBinding", name, missing.first, "Role", "secret-reader", {missing}),
         On::kRecorded});
    estate.plant(
        "ENTITLEMENT_MISSING", cluster.account_key(missing),
        fmt::format("SUBJECT <- k8s:{}/ns/{}/rolebinding/{}", cluster.name, missing.first, name),
        "A recorded binding that the cluster does not have.");
  }
}

std::string listing(const Cluster& cluster, Plane plane) {
  std::string text = "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[";
  bool first = true;
  for (const Object& entry : cluster.objects) {
    if (!is_on(entry.on, plane)) continue;
    text += std::exchange(first, false) ? "\n" : ",\n";
    text += ingest::to_json_text(entry.body);
  }
  return text + "\n]}\n";
}

}  // namespace

void make_kubernetes(Estate& estate) {
  std::vector<Cluster> clusters;
  clusters.push_back(make_cluster("prod-eu", estate.teams));
  clusters.push_back(make_cluster("staging-eu", estate.teams));
  for (std::size_t more = 0; more < estate.humans.size() / 60; ++more) {
    clusters.push_back(make_cluster(fmt::format("prod-{}", more + 2), estate.teams));
  }
  for (std::size_t owner = 0; owner < estate.humans.size(); ++owner) {
    const std::size_t services = 10 + estate.random.below(8);
    for (std::size_t index = 0; index < services; ++index) {
      add_service(estate, clusters[estate.random.below(clusters.size())], owner);
    }
  }
  for (std::size_t round = 0; round < estate.rounds(); ++round)
    plant(estate, clusters[round % clusters.size()], round);

  // A cluster that nobody records: its accounts are not known to be unrecorded.
  Cluster sandbox = make_cluster("sandbox", {estate.teams.front()});
  sandbox.accounts.emplace_back(estate.teams.front(), "experiment");
  sandbox.objects.push_back(
      {object("v1", "ServiceAccount", metadata("experiment", estate.teams.front())),
       On::kObserved});
  estate.near_miss("UNRECORDED_IDENTITY", sandbox.account_key(sandbox.accounts.front()), "",
                   "No recorded source covers the sandbox cluster.");
  for (const Cluster& cluster : clusters) {
    for (const Plane plane : {Plane::kRecorded, Plane::kObserved}) {
      const std::string path =
          fmt::format("{}/k8s_{}_{}.json", plane_name(plane),
                      plane == Plane::kRecorded ? "desired" : "live", cluster.name);
      estate.add_file(path, listing(cluster, plane));
      estate.add_source(
          fmt::format("k8s-{}-{}", cluster.name, plane == Plane::kRecorded ? "manifests" : "live"),
          plane, path, "k8s-objects", "k8s:" + cluster.name, true);
    }
  }
  estate.add_file("observed/k8s_live_sandbox.json", listing(sandbox, Plane::kObserved));
  estate.add_source("k8s-sandbox-live", Plane::kObserved, "observed/k8s_live_sandbox.json",
                    "k8s-objects", "k8s:sandbox", true);
}

}  // namespace muster::generate
