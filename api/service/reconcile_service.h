// Reconcile and its report, as a use case: judges the newest snapshot, stores the findings.
#pragma once

#include <optional>
#include <string>

#include "api/service/deployment.h"
#include "core/identity/tier.h"
#include "core/reconcile/reconcile.h"

namespace muster::api {

// Judges everything at `at` (default: the clock's now) and commits the findings.
// Errors: as reconcile::reconcile and the store.
Result<reconcile::ReconcileReport> run_reconcile(const Deployment& deployment,
                                                 std::optional<Instant> at);

// The last report. Errors: kNotFound: nothing was reconciled yet.
Result<reconcile::ReconcileReport> last_report(const Deployment& deployment);

// --- Tier rules: the rule file in force, a record of the store.
// Errors: kInvalidInput says where the file is wrong; then the rules in force stay.
Result<void> store_tier_rules(const Deployment& deployment, const std::string& toml,
                              const std::string& name);
// The built-in rules where none were stored.
Result<TierRules> tier_rules(const RecordReader& records);

}  // namespace muster::api
