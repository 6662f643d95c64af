// muster path: how one thing reaches another.
#include <CLI/CLI.hpp>

#include "api/cli/reach_options.h"
#include "api/service/reach_service.h"

namespace muster::api {
namespace {

struct Options {
  CommonOptions common;
  ReachFlags reach;
  std::string from;
  std::string to;
  std::string selection = "all-shortest";
  std::size_t paths_max = 5;
};

}  // namespace

void add_path_verb(const VerbSetup& setup) {
  CLI::App* verb =
      setup.app.add_subcommand("path", "How one thing reaches another, each path with its proof");
  const auto options = std::make_shared<Options>();
  add_common_options(*verb, options->common);
  add_reach_options(*verb, options->reach);
  verb->add_option("FROM", options->from, "Any name of the start")->required();
  verb->add_option("TO", options->to, "Any name of the target")->required();
  verb->add_option("--paths-max", options->paths_max, "Paths to show")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  verb->add_option("--selection", options->selection, "all-shortest, shortest or loopless")
      ->capture_default_str();
  verb->callback([setup, options] {
    setup.chosen = [&environment = setup.environment, options]() -> Result<int> {
      LateralPathsRequest request{
          .from = options->from, .to = options->to, .paths_max = options->paths_max};
      MUSTER_CHECK(apply_reach_flags(environment, options->reach, request));
      MUSTER_TRY(request.selection, analytics::parse_path_selection(options->selection));
      return with_store(environment, options->common, StoreAccess::kRead,
                        [&](const Deployment& deployment) -> Result<int> {
                          MUSTER_TRY(const Value answer, lateral_paths_answer(deployment, request));
                          return print_answer(environment, options->reach.format, answer,
                                              lateral_paths_text);
                        });
    };
  });
}

}  // namespace muster::api
