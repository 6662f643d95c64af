// Adapter `nhi-registry-csv`: a register of non-human identities, one a line: what each is for, who
// answers for it, where it is expected to run and how long its credentials may live.
//
//   nhi_id,kind,purpose,owner_team,owner_person,created_by,environment,cluster,namespace,image,
//   host,max_ttl_s,rotate_every_s,expires,break_glass,third_party
//
//   Person, Team -ACCOUNTABLE_FOR-> identity      Person -CREATED-> identity
//
// The scope of a row is that of the system which its id names.
#include <array>

#include "core/identity/kinds.h"
#include "core/ingest/collection.h"
#include "core/ingest/identity_scope.h"
#include "core/ingest/records.h"
#include "core/ingest/sources.h"

namespace muster::ingest {
namespace {

constexpr auto kCovers =
    std::to_array<std::string_view>({"AiAgent", "IamRole", "IamUser", "RpaBot", "ServiceAccount",
                                     "ServicePrincipal", "WorkloadIdentity"});
constexpr auto kColumns = std::to_array<std::string_view>({"nhi_id", "kind", "owner_person"});

constexpr auto kFields = std::to_array<Field>({
    {"nhi_id", "registry_id"},
    {"purpose", "purpose"},
    {"owner_team", "owner_team"},
    {"owner_person", "owner_person"},
    {"created_by", "created_by"},
    {"environment", "registry_env"},
    {"cluster", "expected_cluster"},
    {"namespace", "expected_namespace"},
    {"image", "expected_image"},
    {"host", "expected_host"},
    {"max_ttl_s", "max_ttl_seconds", FieldShape::kNumber},
    {"rotate_every_s", "rotate_every_seconds", FieldShape::kNumber},
    {"expires", "expires_at", FieldShape::kTime},
    {"break_glass", "break_glass", FieldShape::kFlag},
    {"third_party", "third_party", FieldShape::kFlag},
});

struct Governor {
  std::string_view column;
  std::string_view kind;
  std::string_view edge;
};
constexpr auto kGovernors = std::to_array<Governor>({
    {"owner_person", "Person", "ACCOUNTABLE_FOR"},
    {"owner_team", "Team", "ACCOUNTABLE_FOR"},
    {"created_by", "Person", "CREATED"},
});

Rejection read_identity(const Reading& reading, const Value& row) {
  const std::string id = text_or_empty(row, "nhi_id");
  if (id.empty()) return "It has no nhi_id.";
  const std::string given = text_or_empty(row, "kind");
  const NodeKind* kind = find_node_kind(given == "K8sServiceAccount" ? "ServiceAccount" : given);
  if (kind == nullptr) return "Its kind is none of Muster's.";
  const std::string scope = reading.scope(scope_of_identity(id));
  Collection& collection = reading.collection;
  const std::string key = NodeDraft(kind->name, id, scope).fields(row, kFields).add_to(collection);
  for (const Governor& governor : kGovernors) {
    const std::string name = text_or_empty(row, governor.column);
    if (!name.empty())
      add_link(collection, governor.edge, add_stub(collection, governor.kind, name, scope), key,
               scope);
  }
  return {};
}

}  // namespace

const Adapter& nhi_registry_csv_source() {
  static const CsvAdapter source(
      {.name = "nhi-registry-csv", .covers = kCovers, .columns = kColumns, .read = &read_identity});
  return source;
}

}  // namespace muster::ingest
