// Adapter `k8s-objects`: Kubernetes objects as `kubectl get -o json|yaml` prints them and as
// manifests hold them: single, listed, several documents a file.
//
//   RoleBinding -SUBJECT-> ServiceAccount, Group, UserAccount      RoleBinding -ROLE_REF-> Role
//   Pod, Workload -CONTAINS-> Container                            Pod -RUNS_ON-> K8sNode
//   Pod, Workload -RUNS_AS-> ServiceAccount
//
// Every other object becomes a node labelled K8s<Kind>. Values never leave the file: of a Secret or
// ConfigMap the names of its keys, of an environment the names of its variables, no commands.
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "core/base/instant.h"
#include "core/identity/raw_facts.h"
#include "core/ingest/adapter.h"
#include "core/ingest/collection.h"
#include "core/ingest/document.h"
#include "core/ingest/k8s_names.h"
#include "core/ingest/redaction.h"
#include "core/ingest/sources.h"

namespace muster::ingest {
namespace {

constexpr auto kCovers = std::to_array<std::string_view>(
    {"CONTAINS", "Container", "K8sNode", "Namespace", "Pod", "ROLE_REF", "RUNS_AS", "RUNS_ON",
     "Role", "RoleBinding", "SUBJECT", "Secret", "ServiceAccount", "Workload"});
constexpr int kListDepthMax = 8;

std::string_view sub_kind_of(std::string_view kind) {
  if (kind == "Role") return raw_facts::kK8sRole;
  if (kind == "ClusterRole") return raw_facts::kK8sClusterRole;
  if (kind == "RoleBinding") return raw_facts::kK8sRoleBinding;
  if (kind == "ClusterRoleBinding") return raw_facts::kK8sClusterRoleBinding;
  if (kind == "ServiceAccount") return "k8s";
  if (kind == "Secret") return "k8s_secret";
  if (kind == "User") return "k8s_user";
  if (kind == "Group") return "k8s_group";
  return {};
}

bool is_kind_name(std::string_view kind) {
  return !kind.empty() && kind.size() <= 63 && std::ranges::all_of(kind, [](unsigned char c) {
    return c < 0x80 && std::isalnum(c) != 0;
  });
}

// Configuration of tools is written like an object and is none: it lives in no cluster.
bool is_tool_configuration(std::string_view api_version, std::string_view kind) {
  return api_version.starts_with("kind.x-k8s.io/") || api_version.starts_with("kubeadm.k8s.io/") ||
         api_version.starts_with("kustomize.config.k8s.io/") ||
         (api_version == "v1" && kind == "Config");
}

bool flag(const Value& object, std::string_view key) {
  const Value* value = member(object, key);
  return value != nullptr && value->is_boolean() && value->as_boolean();
}

Value names(const std::vector<std::string>& list) {
  return Value(ValueList(list.begin(), list.end()));
}

class K8sReader {
 public:
  K8sReader(const InputFile& file, const AdapterOptions& options, Collection& collection)
      : file_(file),
        collection_(collection),
        cluster_(k8s_cluster_of(file, options)),
        scope_("k8s:" + cluster_) {}

  void read_document(const Value& document, const std::string& place) {
    read_any(document, place, {}, {}, 0);
  }

  void name_cluster() {
    name_scope(collection_, scope_);
    // Only named: what its objects say of it is derived. It is what cluster-admin controls.
    NodeAssertion node;
    node.key = scope_;
    node.labels = {"Cluster"};
    node.scope = scope_;
    node.stub = true;
    node.properties = {{"name", Value(cluster_)}, {"provider", Value("kubernetes")}};
    add_node(collection_, std::move(node));
  }

 private:
  // A list (of a kind or of any), a bare array of objects, or one object. What a list says of its
  // items' kind and version holds where they do not say it themselves.
  void read_any(const Value& value, const std::string& place, std::string_view list_kind,
                std::string_view list_version, int depth) {
    if (value.is_list()) {
      read_items(value.as_list(), place, list_kind, list_version, depth);
      return;
    }
    const std::string kind = text_or_empty(value, "kind");
    const Value* items = member(value, "items");
    const bool listing = value.is_map() && (kind.empty() || kind.ends_with("List")) &&
                         (items != nullptr ? items->is_list() : kind.ends_with("List"));
    if (!listing) {
      read_object(value, kind.empty() ? list_kind : kind, list_version, place);
      return;
    }
    if (const Value* metadata = member(value, "metadata");
        metadata != nullptr && !text_or_empty(*metadata, "continue").empty()) {
      collection_.partial = true;
      warn(collection_,
           fmt::format("{} is one page of a longer listing (metadata.continue is set).",
                       file_.name));
    }
    if (items == nullptr) return;
    const std::string_view item_kind = kind.ends_with("List")
                                           ? std::string_view(kind).substr(0, kind.size() - 4)
                                           : std::string_view();
    const std::string version = text_or_empty(value, "apiVersion");
    read_items(items->as_list(), pointer(place, "items"), item_kind, version, depth);
  }

  void read_items(const ValueList& items, const std::string& place, std::string_view kind,
                  std::string_view version, int depth) {
    for (std::size_t index = 0; index < items.size(); ++index) {
      const std::string at = pointer(place, index);
      if (depth >= kListDepthMax) {
        reject(collection_, file_, at, fmt::format("It is a list within {} lists.", kListDepthMax));
      } else {
        read_any(items[index], at, kind, version, depth + 1);
      }
    }
  }

  void read_object(const Value& object, std::string_view kind, std::string_view list_version,
                   const std::string& place) {
    if (!object.is_map()) {
      reject(collection_, file_, place,
             fmt::format("It is {}, where an object is due.", shape_of(object)));
      return;
    }
    if (!is_kind_name(kind)) {
      reject(collection_, file_, place, "It has no kind, so it is no Kubernetes object.");
      return;
    }
    const std::string own_version = text_or_empty(object, "apiVersion");
    const std::string_view version =
        own_version.empty() ? list_version : std::string_view(own_version);
    if (is_tool_configuration(version, kind)) {
      accept(collection_);
      warn(collection_, fmt::format("{}: {} of {} is a tool's configuration and is left out.",
                                    file_.name, kind, version));
      return;
    }
    const Value* metadata = member(object, "metadata");
    const std::string name = metadata == nullptr ? std::string() : text_or_empty(*metadata, "name");
    if (name.empty()) {
      reject(collection_, file_, place,
             fmt::format("It has no metadata.name, so it names no {}.", kind));
      return;
    }
    std::string name_space = text_or_empty(*metadata, "namespace");
    const bool known = !muster_kind_of_k8s(kind).empty();
    if (is_cluster_wide(kind)) {
      name_space.clear();
    } else if (name_space.empty() && (known || is_workload(object))) {
      name_space = "default";  // Where kubectl would put it.
    }
    accept(collection_);
    const Thing thing{kind, name_space, name};
    NodeAssertion node = node_of(thing);
    add_metadata(*metadata, node.properties);
    add_particulars(kind, object, node.properties);
    add_node(collection_, std::move(node));
    add_relations(thing, object, place);
  }

  struct Thing {
    std::string_view kind;
    std::string_view name_space;
    std::string_view name;
  };

  std::string key_of(const Thing& thing) const {
    return k8s_key(cluster_, thing.name_space, thing.kind, thing.name);
  }

  NodeAssertion node_of(const Thing& thing) const {
    NodeAssertion node;
    node.key = key_of(thing);
    node.scope = scope_;
    const std::string_view kind = muster_kind_of_k8s(thing.kind);
    if (!kind.empty()) node.labels.emplace_back(kind);
    std::string own = fmt::format("K8s{}", thing.kind);
    if (own != kind) node.labels.push_back(std::move(own));
    PropertyList& properties = node.properties;
    set_property(properties, "name", Value(thing.name));
    set_property(properties, "provider", Value("kubernetes"));
    set_property(properties, raw_facts::kCluster, Value(cluster_));
    if (!thing.name_space.empty()) {
      set_property(properties, raw_facts::kNamespace, Value(thing.name_space));
    }
    if (const auto sub_kind = sub_kind_of(thing.kind); !sub_kind.empty()) {
      set_property(properties, raw_facts::kSubKind, Value(sub_kind));
    }
    return node;
  }

  void add_stub(const Thing& thing) {
    NodeAssertion node = node_of(thing);
    node.stub = true;
    if (!has_node(collection_, node.key)) add_node(collection_, std::move(node));
  }

  void add_link(std::string_view type, const std::string& source, const std::string& target,
                PropertyList properties = {}, bool conditional = false) {
    EdgeAssertion edge;
    edge.type = type;
    edge.source_key = source;
    edge.target_key = target;
    edge.scope = scope_;
    edge.properties = std::move(properties);
    edge.conditional = conditional;
    add_edge(collection_, std::move(edge));
  }

  static void add_time(PropertyList& properties, std::string_view name, const std::string& text) {
    const auto instant = text.empty() ? Result<Instant>(Error{}) : parse_instant(text);
    if (instant.has_value()) set_property(properties, name, Value(*instant));
  }

  // Labels as they are; of annotations only those that are known to hold no manifest: the last
  // applied configuration, for one, holds a Secret's values.
  static void add_metadata(const Value& metadata, PropertyList& properties) {
    add_time(properties, "created_at", text_or_empty(metadata, "creationTimestamp"));
    const std::string uid = text_or_empty(metadata, "uid");
    if (!uid.empty()) set_property(properties, "native_id", Value(uid));
    ValueList labels;
    for (const auto& [key, value] : map_member(metadata, "labels")) {
      bool dropped = false;
      const Value kept = redact(key, value, dropped);
      if (!dropped && kept.is_string()) labels.emplace_back(key + "=" + kept.as_string());
      add_known(key, value, properties);
    }
    if (!labels.empty()) set_property(properties, "k8s_labels", Value(std::move(labels)));
    for (const auto& [key, value] : map_member(metadata, "annotations")) {
      add_known(key, value, properties);
    }
  }

  static void add_known(std::string_view key, const Value& value, PropertyList& properties) {
    if (!value.is_string()) return;
    static constexpr auto kIdentities =
        std::to_array<std::pair<std::string_view, std::string_view>>(
            {{"eks.amazonaws.com/role-arn", "aws_role_arn"},
             {"iam.gke.io/gcp-service-account", "gcp_service_account"},
             {"azure.workload.identity/client-id", "azure_client_id"},
             {"kubernetes.io/service-account.name", "service_account"}});
    for (const auto& [annotation, property] : kIdentities) {
      if (key == annotation) add_redacted(properties, property, value);
    }
    std::string word(key.substr(key.rfind('/') + 1));
    std::ranges::replace(word, '-', '_');
    if (word == "expires_at" || word == "expires" || word == "valid_until") {
      add_time(properties, "expires_at", value.as_string());
    }
    for (const std::string_view plain : {"env", "environment", "owner", "team", "purpose", "tier",
                                         "data_class", "registry_id", "contact"}) {
      if (word == plain) add_redacted(properties, plain, value);
    }
  }

  static void add_particulars(std::string_view kind, const Value& object,
                              PropertyList& properties) {
    if (kind == "Role" || kind == "ClusterRole") {
      const Value* rules = member(object, "rules");
      set_property(
          properties, raw_facts::kRules,
          Value(to_json_text(rules != nullptr && rules->is_list() ? *rules : Value(ValueList{}))));
      if (const Value* aggregation = member(object, "aggregationRule"); aggregation != nullptr) {
        set_property(properties, "aggregated", Value(true));
      }
    }
    if (kind == "Secret" || kind == "ConfigMap") {
      std::vector<std::string> keys;
      for (const std::string_view part : {"data", "stringData", "binaryData"}) {
        for (const auto& [key, value] : map_member(object, part)) keys.push_back(key);
      }
      std::ranges::sort(keys);
      const auto repeated = std::ranges::unique(keys);
      keys.erase(repeated.begin(), repeated.end());
      set_property(properties, "keys", names(keys));
      const std::string type = text_or_empty(object, "type");
      if (!type.empty()) set_property(properties, "type", Value(type));
    }
    if (kind == "ServiceAccount") {
      if (const Value* mounts = member(object, "automountServiceAccountToken");
          mounts != nullptr && mounts->is_boolean()) {
        set_property(properties, "automount", *mounts);
      }
    }
  }

  // The pod template of whatever has one, custom kinds included.
  static const Value* pod_spec_of(std::string_view kind, const Value& object) {
    const Value* spec = member(object, "spec");
    if (spec == nullptr || kind == "Pod") return spec;
    if (kind == "PodTemplate") spec = &object;
    if (const Value* job = member(*spec, "jobTemplate"); job != nullptr) {
      spec = member(*job, "spec");
      if (spec == nullptr) return nullptr;
    }
    const Value* pod = member(*spec, "template");
    if (pod == nullptr) return nullptr;
    const Value* pod_spec = member(*pod, "spec");
    return pod_spec != nullptr && !list_member(*pod_spec, "containers").empty() ? pod_spec
                                                                                : nullptr;
  }
  static bool is_workload(const Value& object) { return pod_spec_of({}, object) != nullptr; }

  void add_relations(const Thing& thing, const Value& object, const std::string& place) {
    if (thing.kind == "RoleBinding" || thing.kind == "ClusterRoleBinding") {
      add_binding(thing, object, place);
      return;
    }
    const Value* spec = pod_spec_of(thing.kind, object);
    if (spec != nullptr && spec->is_map()) add_pod_spec(thing, *spec);
  }

  void add_binding(const Thing& thing, const Value& object, const std::string& place) {
    const std::string binding = key_of(thing);
    const Value* ref = member(object, "roleRef");
    const std::string role = ref == nullptr ? std::string() : text_or_empty(*ref, "name");
    if (role.empty()) {
      warn(collection_, fmt::format("{} at {}: the binding has no roleRef.name and grants nothing.",
                                    file_.name, place));
    } else {
      // A ClusterRoleBinding can only grant a ClusterRole, whatever its text says.
      const bool cluster_role =
          thing.kind == "ClusterRoleBinding" || text_or_empty(*ref, "kind") == "ClusterRole";
      const Thing target{cluster_role ? "ClusterRole" : "Role",
                         cluster_role ? std::string_view() : thing.name_space, role};
      add_stub(target);
      add_link(raw_facts::kRoleRef, binding, key_of(target));
    }
    for (const Value& subject : list_member(object, "subjects")) {
      const std::string kind = text_or_empty(subject, "kind");
      const std::string name = text_or_empty(subject, "name");
      std::string name_space = text_or_empty(subject, "namespace");
      if (kind == "ServiceAccount" && name_space.empty()) name_space = thing.name_space;
      const bool known =
          kind == "ServiceAccount" ? !name_space.empty() : kind == "User" || kind == "Group";
      if (!known || name.empty()) {
        warn(collection_,
             fmt::format("{} at {}: a subject has no kind, name or namespace that could be "
                         "bound and is left out.",
                         file_.name, place));
        continue;
      }
      if (kind != "ServiceAccount") name_space.clear();
      const Thing target{kind, name_space, name};
      add_stub(target);
      add_link(raw_facts::kSubject, binding, key_of(target));
    }
  }

  void add_pod_spec(const Thing& thing, const Value& spec) {
    const std::string owner = key_of(thing);
    std::string account = text_or_empty(spec, "serviceAccountName");
    if (account.empty()) account = text_or_empty(spec, "serviceAccount");
    if (account.empty()) account = "default";
    const Thing identity{"ServiceAccount", thing.name_space, account};
    add_stub(identity);
    const Value* mounts = member(spec, "automountServiceAccountToken");
    const bool unmounted = mounts != nullptr && mounts->is_boolean() && !mounts->as_boolean();
    PropertyList runs_as;
    if (unmounted) runs_as = {{"token_mounted", Value(false)}};
    add_link(raw_facts::kRunsAs, owner, key_of(identity), std::move(runs_as), unmounted);

    const std::string host = text_or_empty(spec, "nodeName");
    if (thing.kind == "Pod" && !host.empty()) {
      const Thing target{"Node", {}, host};
      add_stub(target);
      add_link(raw_facts::kRunsOn, owner, key_of(target));
    }
    add_pod_properties(thing, spec);
    for (const std::string_view list : {"containers", "initContainers"}) {
      for (const Value& container : list_member(spec, list)) {
        add_container(thing, owner, container, list == "initContainers");
      }
    }
  }

  void add_pod_properties(const Thing& thing, const Value& spec) {
    NodeAssertion node = node_of(thing);
    PropertyList& properties = node.properties;
    for (const auto& [field, property] : {std::pair{"hostNetwork", "host_network"},
                                          {"hostPID", "host_pid"},
                                          {"hostIPC", "host_ipc"}}) {
      if (flag(spec, field)) set_property(properties, property, Value(true));
    }
    std::vector<std::string> host_paths;
    std::vector<std::string> secrets;
    for (const Value& volume : list_member(spec, "volumes")) {
      if (const Value* path = member(volume, "hostPath"); path != nullptr) {
        const std::string text = text_or_empty(*path, "path");
        if (!text.empty()) host_paths.push_back(text);
      }
      if (const Value* secret = member(volume, "secret"); secret != nullptr) {
        const std::string text = text_or_empty(*secret, "secretName");
        if (!text.empty()) secrets.push_back(text);
      }
    }
    if (!host_paths.empty()) set_property(properties, "host_paths", names(host_paths));
    if (!secrets.empty()) set_property(properties, "secret_volumes", names(secrets));
    add_node(collection_, std::move(node));  // Adds to what is there.
  }

  void add_container(const Thing& owner, const std::string& owner_key, const Value& container,
                     bool init) {
    const std::string name = text_or_empty(container, "name");
    if (name.empty()) return;
    NodeAssertion node = node_of({"Container", owner.name_space, name});
    node.key = owner_key + "/container/" + name;
    node.labels = {"Container", "K8sContainer"};
    PropertyList& properties = node.properties;
    add_redacted(properties, "image", Value(text_or_empty(container, "image")));
    if (init) set_property(properties, "init", Value(true));
    if (const Value* security = member(container, "securityContext"); security != nullptr) {
      if (flag(*security, "privileged")) set_property(properties, "privileged", Value(true));
      if (flag(*security, "allowPrivilegeEscalation")) {
        set_property(properties, "allow_privilege_escalation", Value(true));
      }
      if (const Value* capabilities = member(*security, "capabilities"); capabilities != nullptr) {
        const auto added = strings_of(member(*capabilities, "add"));
        if (!added.empty()) set_property(properties, "capabilities_added", names(added));
      }
    }
    std::vector<std::string> variables;
    std::vector<std::string> secrets;
    for (const Value& variable : list_member(container, "env")) {
      const std::string text = text_or_empty(variable, "name");
      if (!text.empty()) variables.push_back(text);
      const Value* from = member(variable, "valueFrom");
      const Value* ref = from == nullptr ? nullptr : member(*from, "secretKeyRef");
      if (ref != nullptr) secrets.push_back(text_or_empty(*ref, "name"));
    }
    for (const Value& from : list_member(container, "envFrom")) {
      const Value* ref = member(from, "secretRef");
      if (ref != nullptr) secrets.push_back(text_or_empty(*ref, "name"));
    }
    std::ranges::sort(secrets);
    const auto repeated = std::ranges::unique(secrets);
    secrets.erase(repeated.begin(), repeated.end());
    if (!variables.empty()) set_property(properties, "env_names", names(variables));
    if (!secrets.empty()) set_property(properties, "secret_refs", names(secrets));
    const std::string key = node.key;
    add_node(collection_, std::move(node));
    add_link(raw_facts::kContains, owner_key, key);
  }

  const InputFile& file_;
  Collection& collection_;
  std::string cluster_;
  std::string scope_;
};

bool begins_json(std::string_view bytes) {
  const std::string_view text = without_bom(bytes);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

class K8sObjectsSource final : public Adapter {
 public:
  std::string_view name() const override { return "k8s-objects"; }
  std::string_view media_type() const override { return "application/json"; }
  std::span<const std::string_view> covers() const override { return kCovers; }

  bool recognises(const InputFile& file) const override {
    const auto has = [](const auto& keys, std::string_view key) {
      return std::ranges::find(keys, key) != keys.end();
    };
    if (begins_json(file.bytes)) {
      const auto keys = top_level_keys(file.bytes);
      return has(keys, "apiVersion") || (has(keys, "items") && has(keys, "kind"));
    }
    // A line that begins a member named apiVersion or kind, in any document.
    std::string_view text = without_bom(file.bytes);
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      if (line.starts_with("apiVersion:") || line.starts_with("- apiVersion:") ||
          line.starts_with("kind:")) {
        return true;
      }
      text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return false;
  }

  Result<void> read(const InputFile& file, const AdapterOptions& options,
                    Collection& collection) const override {
    K8sReader reader(file, options, collection);
    if (begins_json(file.bytes)) {
      MUSTER_TRY(const Value document, parse_json(file));
      MUSTER_CHECK(check_shape(file, document));
      reader.name_cluster();
      reader.read_document(document, "");
      return ok();
    }
    MUSTER_TRY(const std::vector<Value> documents, parse_yaml(file));
    for (const Value& document : documents) MUSTER_CHECK(check_shape(file, document));
    reader.name_cluster();
    for (std::size_t index = 0; index < documents.size(); ++index) {
      const std::string place =
          documents.size() == 1 ? std::string() : fmt::format("document {}", index + 1);
      reader.read_document(documents[index], place);
    }
    return ok();
  }

 private:
  static Result<void> check_shape(const InputFile& file, const Value& document) {
    if (document.is_map() || document.is_list()) return ok();
    return Error{.code = ErrorCode::kInvalidInput,
                 .message = fmt::format("{} holds {}, where Kubernetes objects are due.", file.name,
                                        shape_of(document)),
                 .position = std::nullopt,
                 .hint = "Give the output of 'kubectl get -o json' or manifests.",
                 .detail = {}};
  }
};

}  // namespace

const Adapter& k8s_objects_source() {
  static const K8sObjectsSource source;
  return source;
}

}  // namespace muster::ingest
