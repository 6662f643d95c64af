#include "api/service/reconcile_service.h"

#include "core/base/parallel.h"
#include "core/derivation/derivation_stage.h"
#include "core/identity/tier.h"
#include "core/identity/traversal_profile.h"

namespace muster::api {
namespace {

constexpr std::string_view kTierRulesKey = "tier_rules";

// The raw edges behind a derived one, of all its proofs together.
reconcile::CauseLookup causes_from(const RecordReader& records) {
  return [&records](EdgeId derived) -> Result<std::vector<EdgeId>> {
    MUSTER_TRY(const std::vector<derivation::Proof> proofs,
               derivation::proofs_of(records, derived));
    std::vector<EdgeId> causes;
    for (const derivation::Proof& proof : proofs)
      causes.insert(causes.end(), proof.edges.begin(), proof.edges.end());
    return causes;
  };
}

}  // namespace

Result<reconcile::ReconcileReport> run_reconcile(const Deployment& deployment,
                                                 std::optional<Instant> at) {
  // Under the writer lock from the beginning: what is judged is what the findings are stored
  // beside.
  MUSTER_TRY(const std::unique_ptr<WriteTransaction> transaction, deployment.store.begin_write());
  WriteBatch& batch = transaction->batch();
  const TraversalProfile profile(batch.view().catalog());
  MUSTER_TRY(const TierRules rules, tier_rules(batch));
  WorkBudget budget;
  const reconcile::ReconcileOptions options{.at = at.value_or(deployment.clock.now()),
                                            .tier_rules = rules};
  MUSTER_TRY(reconcile::ReconcileReport report,
             reconcile::reconcile(batch.view(), batch, profile, options, causes_from(batch), budget,
                                  background_arena()));
  MUSTER_CHECK(reconcile::commit_findings(batch, report));
  MUSTER_TRY(const CommitInfo commit, transaction->commit());
  static_cast<void>(commit);
  return report;
}

Result<reconcile::ReconcileReport> last_report(const Deployment& deployment) {
  MUSTER_TRY(std::optional<reconcile::ReconcileReport> report,
             reconcile::read_last_report(deployment.store));
  if (report) return std::move(*report);
  return Error{.code = ErrorCode::kNotFound,
               .message = "Nothing has been reconciled yet",
               .hint = "run muster reconcile, or muster drift --reconcile",
               .detail = "NoReconcile"};
}

Result<void> store_tier_rules(const Deployment& deployment, const std::string& toml,
                              const std::string& name) {
  MUSTER_TRY(const TierRules checked, parse_tier_rules(toml, name));
  static_cast<void>(checked);
  MUSTER_TRY(const std::unique_ptr<WriteTransaction> transaction, deployment.store.begin_write());
  MUSTER_TRY(const auto current,
             transaction->batch().get_record(Keyspace::kSettings, kTierRulesKey));
  if (current == toml) return ok();
  transaction->batch().put_record(Keyspace::kSettings, kTierRulesKey, toml);
  MUSTER_TRY(const CommitInfo commit, transaction->commit());
  static_cast<void>(commit);
  return ok();
}

Result<TierRules> tier_rules(const RecordReader& records) {
  MUSTER_TRY(const auto toml, records.get_record(Keyspace::kSettings, kTierRulesKey));
  if (!toml) return TierRules{};
  return parse_tier_rules(*toml, "the stored tier rules");
}

}  // namespace muster::api
