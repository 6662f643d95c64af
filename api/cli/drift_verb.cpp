// muster drift: the report of the last reconcile; with --reconcile the whole cron line.
#include <ostream>

#include <CLI/CLI.hpp>

#include "api/cli/verb.h"
#include "api/service/reconcile_service.h"
#include "core/reconcile/report_writer.h"

namespace muster::api {
namespace {

struct Options {
  CommonOptions common;
  std::string format = "text";
  std::string as_of;
  bool reconcile = false;
  bool exit_code = false;
  std::size_t findings_max = 0;
};

Result<int> run(const CommandEnvironment& environment, const Options& options) {
  MUSTER_TRY(const reconcile::ReportFormat format, reconcile::parse_report_format(options.format));
  MUSTER_TRY(const Instant at, time_option(environment, options.as_of));
  const StoreAccess access = options.reconcile ? StoreAccess::kWrite : StoreAccess::kRead;
  return with_store(
      environment, options.common, access, [&](const Deployment& deployment) -> Result<int> {
        MUSTER_TRY(const reconcile::ReconcileReport report,
                   options.reconcile ? run_reconcile(deployment, at) : last_report(deployment));
        environment.out << (format == reconcile::ReportFormat::kText
                                ? reconcile::write_text_report(report, options.findings_max)
                                : reconcile::write_json_report(report));
        return options.exit_code && !report.clean() ? kExitFindings : kExitSuccess;
      });
}

}  // namespace

void add_drift_verb(const VerbSetup& setup) {
  CLI::App* verb = setup.app.add_subcommand("drift", "Print the report of the last reconcile");
  const auto options = std::make_shared<Options>();
  add_common_options(*verb, options->common);
  verb->add_option("--format", options->format, "text or json")->capture_default_str();
  CLI::Option* reconcile = verb->add_flag("--reconcile", options->reconcile, "Reconcile first");
  verb->add_option("--as-of", options->as_of,
                   "With --reconcile: the world time judged at (default: now)")
      ->needs(reconcile);
  verb->add_flag("--exit-code", options->exit_code, "Exit with 1 where findings are open");
  verb->add_option("--findings-max", options->findings_max, "Findings in the text (default: all)");
  verb->callback([setup, options] {
    setup.chosen = [&environment = setup.environment, options] {
      return run(environment, *options);
    };
  });
}

}  // namespace muster::api
