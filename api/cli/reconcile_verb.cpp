// muster reconcile: compares the planes and stores the findings.
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/cli/verb.h"
#include "api/service/reconcile_service.h"
#include "core/base/escape.h"

namespace muster::api {
namespace {

struct Options {
  CommonOptions common;
  std::string as_of;
};

std::string summary(const reconcile::ReconcileReport& report) {
  std::string out = fmt::format("Reconciled at {}: {} open finding{}", format_instant(report.at),
                                report.findings.size(), report.findings.size() == 1 ? "" : "s");
  const char* separator = " (";
  for (const auto& [kind, count] : report.counts) {
    if (count == 0) continue;
    out += fmt::format("{}{} {}", separator, reconcile::finding_kind_name(kind), count);
    separator = ", ";
  }
  if (!report.findings.empty()) out += ")";
  return out +
         fmt::format("; {} resolved. muster drift prints the report.\n", report.resolved.size());
}

}  // namespace

void add_reconcile_verb(const VerbSetup& setup) {
  CLI::App* verb = setup.app.add_subcommand(
      "reconcile", "Compare what is recorded with what is observed; store the findings");
  const auto options = std::make_shared<Options>();
  add_common_options(*verb, options->common);
  verb->add_option("--as-of", options->as_of,
                   "World time at which everything is judged (default: now)");
  verb->callback([setup, options] {
    setup.chosen = [&environment = setup.environment, options]() -> Result<int> {
      MUSTER_TRY(const Instant at, time_option(environment, options->as_of));
      return with_store(environment, options->common, StoreAccess::kWrite,
                        [&](const Deployment& deployment) -> Result<int> {
                          MUSTER_TRY(const reconcile::ReconcileReport report,
                                     run_reconcile(deployment, at));
                          environment.out << summary(report);
                          return kExitSuccess;
                        });
    };
  });
}

}  // namespace muster::api
