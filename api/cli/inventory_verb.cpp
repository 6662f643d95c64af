// muster inventory: who and what exists.
#include <CLI/CLI.hpp>

#include "api/cli/reach_options.h"
#include "api/service/inventory_service.h"

namespace muster::api {
namespace {

struct Options {
  CommonOptions common;
  std::string format = "text";
};

}  // namespace

void add_inventory_verb(const VerbSetup& setup) {
  CLI::App* verb = setup.app.add_subcommand("inventory", "Who and what exists, by kind and plane");
  const auto options = std::make_shared<Options>();
  add_common_options(*verb, options->common);
  verb->add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  verb->callback([setup, options] {
    setup.chosen = [&environment = setup.environment, options]() -> Result<int> {
      return with_store(environment, options->common, StoreAccess::kRead,
                        [&](const Deployment& deployment) -> Result<int> {
                          const Inventory inventory = take_inventory(*deployment.store.snapshot());
                          return print_answer(
                              environment, options->format, inventory_value(inventory),
                              [&](const Value&) { return inventory_text(inventory); });
                        });
    };
  });
}

}  // namespace muster::api
