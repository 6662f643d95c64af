// muster blast-radius: what falls if this falls.
#include <CLI/CLI.hpp>

#include "api/cli/reach_options.h"
#include "api/service/reach_service.h"

namespace muster::api {
namespace {

struct Options {
  CommonOptions common;
  ReachFlags reach;
  std::string alias;
  bool all = false;
};

constexpr std::size_t kRowsShown = 25;

}  // namespace

void add_blast_radius_verb(const VerbSetup& setup) {
  CLI::App* verb =
      setup.app.add_subcommand("blast-radius", "What falls if this falls, with the proof of each");
  const auto options = std::make_shared<Options>();
  add_common_options(*verb, options->common);
  add_reach_options(*verb, options->reach);
  verb->add_option("ALIAS", options->alias, "Any name of the identity, secret or resource")
      ->required();
  verb->add_flag("--all", options->all, "Show every node reached");
  verb->callback([setup, options] {
    setup.chosen = [&environment = setup.environment, options]() -> Result<int> {
      BlastRadiusRequest request{.alias = options->alias};
      MUSTER_CHECK(apply_reach_flags(environment, options->reach, request));
      return with_store(environment, options->common, StoreAccess::kRead,
                        [&](const Deployment& deployment) -> Result<int> {
                          MUSTER_TRY(const Value answer, blast_radius_answer(deployment, request));
                          return print_answer(
                              environment, options->reach.format, answer, [&](const Value& shown) {
                                return blast_radius_text(shown, options->all ? 0 : kRowsShown);
                              });
                        });
    };
  });
}

}  // namespace muster::api
