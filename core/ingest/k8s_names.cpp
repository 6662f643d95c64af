#include "core/ingest/k8s_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace muster::ingest {
namespace {

using Row = std::pair<std::string_view, std::string_view>;

constexpr auto kKinds = std::to_array<Row>({
    {"ClusterRole", "Role"},
    {"ClusterRoleBinding", "RoleBinding"},
    {"Container", "Container"},
    {"CronJob", "Workload"},
    {"DaemonSet", "Workload"},
    {"Deployment", "Workload"},
    {"Group", "Group"},
    {"Job", "Workload"},
    {"Namespace", "Namespace"},
    {"Node", "K8sNode"},
    {"PersistentVolume", "Volume"},
    {"PersistentVolumeClaim", "Volume"},
    {"Pod", "Pod"},
    {"ReplicaSet", "Workload"},
    {"ReplicationController", "Workload"},
    {"Role", "Role"},
    {"RoleBinding", "RoleBinding"},
    {"Secret", "Secret"},
    {"ServiceAccount", "ServiceAccount"},
    {"StatefulSet", "Workload"},
    {"User", "UserAccount"},
});

constexpr auto kClusterWide = std::to_array<std::string_view>({"APIService",
                                                               "CSIDriver",
                                                               "CSINode",
                                                               "CertificateSigningRequest",
                                                               "ClusterRole",
                                                               "ClusterRoleBinding",
                                                               "CustomResourceDefinition",
                                                               "FlowSchema",
                                                               "Group",
                                                               "IngressClass",
                                                               "MutatingWebhookConfiguration",
                                                               "Namespace",
                                                               "Node",
                                                               "PersistentVolume",
                                                               "PriorityClass",
                                                               "PriorityLevelConfiguration",
                                                               "RuntimeClass",
                                                               "StorageClass",
                                                               "User",
                                                               "ValidatingAdmissionPolicy",
                                                               "ValidatingAdmissionPolicyBinding",
                                                               "ValidatingWebhookConfiguration",
                                                               "VolumeAttachment",
                                                               "ClusterIssuer",
                                                               "ClusterPolicy",
                                                               "ClusterSecretStore"});

}  // namespace

std::string_view muster_kind_of_k8s(std::string_view kind) {
  const auto* const row = std::ranges::find(kKinds, kind, &Row::first);
  return row == kKinds.end() ? std::string_view() : row->second;
}

bool is_cluster_wide(std::string_view kind) {
  return std::ranges::find(kClusterWide, kind) != kClusterWide.end();
}

std::string k8s_key(std::string_view cluster, std::string_view name_space, std::string_view kind,
                    std::string_view name) {
  std::string key = "k8s:";
  key += cluster;
  if (kind == "Namespace") {
    key += "/ns/";
    key += name;
    return key;
  }
  if (!name_space.empty()) {
    key += "/ns/";
    key += name_space;
  }
  key += '/';
  for (const char c : kind) key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  key += '/';
  key += name;
  return key;
}

std::string k8s_cluster_of(const InputFile& file, const AdapterOptions& options) {
  if (!options.scope.empty()) {
    return options.scope.starts_with("k8s:") ? options.scope.substr(4) : options.scope;
  }
  std::string_view stem = file.name;
  if (const std::size_t slash = stem.find_last_of("/\\"); slash != std::string_view::npos) {
    stem.remove_prefix(slash + 1);
  }
  stem = stem.substr(0, stem.rfind('.'));
  if (stem.starts_with("k8s_")) {
    const std::size_t word_end = stem.find('_', 4);
    if (word_end != std::string_view::npos && word_end + 1 < stem.size()) {
      return std::string(stem.substr(word_end + 1));
    }
  }
  return "default";
}

}  // namespace muster::ingest
