// Names of Kubernetes objects: which of Muster's kinds each is, and its key.
#pragma once

#include <string>
#include <string_view>

#include "core/ingest/adapter.h"

namespace muster::ingest {

// Muster's kind of a Kubernetes kind; empty: it has none ("NetworkPolicy").
std::string_view muster_kind_of_k8s(std::string_view kind);

// Whether objects of the kind lie outside namespaces (Node, ClusterRole, …). Of a custom kind
// nothing is known: the presence of a namespace decides.
bool is_cluster_wide(std::string_view kind);

// "k8s:<cluster>/ns/<namespace>/<kind>/<name>", without the namespace's part where it is empty.
std::string k8s_key(std::string_view cluster, std::string_view name_space, std::string_view kind,
                    std::string_view name);

// The cluster a file tells of: the scope asked for, else the part of the file's name after
// "k8s_<word>_" ("k8s_live_prod-eu.json"), else "default".
std::string k8s_cluster_of(const InputFile& file, const AdapterOptions& options);

}  // namespace muster::ingest
