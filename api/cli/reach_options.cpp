#include "api/cli/reach_options.h"

#include <ostream>

#include <CLI/CLI.hpp>

#include "api/service/value_json.h"

namespace muster::api {

void add_reach_options(CLI::App& verb, ReachFlags& flags) {
  verb.add_option("--plane", flags.plane, "any, recorded or observed")->capture_default_str();
  verb.add_option("--mode", flags.mode, "What is assumed of conditions: worst, known or strict")
      ->capture_default_str();
  verb.add_option("--at", flags.at,
                  "World time at which validity and expiry are judged (default: now)");
  verb.add_option("--kinds", flags.kinds,
                  "Edge kinds that may be crossed, separated by commas (default: all)")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb.add_option("--hops-max", flags.hops_max, "Hop limit")
      ->check(CLI::Range(0, 64))
      ->capture_default_str();
  verb.add_option("--time-ms", flags.time_ms, "Time limit")
      ->check(CLI::Range(1, 600'000))
      ->capture_default_str();
  verb.add_option("--format", flags.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
}

Result<int> print_answer(const CommandEnvironment& environment, const std::string& format,
                         const Value& answer,
                         const std::function<std::string(const Value&)>& write_text) {
  if (format == "text") {
    environment.out << write_text(answer);
    return kExitSuccess;
  }
  std::string json;
  append_json(json, *GraphSnapshot::empty(), answer);
  environment.out << json << "\n";
  return kExitSuccess;
}

}  // namespace muster::api
