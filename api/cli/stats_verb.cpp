// muster stats: sizes of the store, and the checksum of its graph.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/cli/reach_options.h"
#include "api/service/metrics_service.h"

namespace muster::api {
namespace {

struct Options {
  CommonOptions common;
  std::string format = "text";
  bool checksum = false;
};

std::string text_of(const Value& statistics) {
  std::string out;
  for (const auto& [name, value] : statistics.as_map()) {
    out +=
        fmt::format("{:<15} {}\n", name, value.is_string() ? value.as_string() : to_literal(value));
  }
  return out;
}

}  // namespace

void add_stats_verb(const VerbSetup& setup) {
  CLI::App* verb = setup.app.add_subcommand("stats", "Sizes of the store");
  const auto options = std::make_shared<Options>();
  add_common_options(*verb, options->common);
  verb->add_flag("--checksum", options->checksum, "With the hash of all elements in order");
  verb->add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  verb->callback([setup, options] {
    setup.chosen = [&environment = setup.environment, options]() -> Result<int> {
      return with_store(environment, options->common, StoreAccess::kRead,
                        [&](const Deployment& deployment) -> Result<int> {
                          MUSTER_TRY(const Value statistics,
                                     store_statistics(deployment, options->checksum));
                          return print_answer(environment, options->format, statistics, text_of);
                        });
    };
  });
}

}  // namespace muster::api
