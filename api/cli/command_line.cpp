#include "api/cli/command_line.h"

#include <cstdlib>
#include <fstream>
#include <ostream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ostream.h>

#include "api/cli/verb.h"
#include "core/base/escape.h"

namespace muster::api {
namespace {

// Line by line, so that the caret line stays under its text.
std::string escape_lines(const std::string& text) {
  std::string out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out += escape_terminal(line) + "\n";
  return out;
}

}  // namespace

void add_common_options(CLI::App& verb, CommonOptions& options) {
  const char* from_environment =
      std::getenv("MUSTER_DATA");  // NOLINT(concurrency-mt-unsafe): read before any thread starts.
  options.data_directory =
      from_environment != nullptr && *from_environment != '\0' ? from_environment : "muster-data";
  verb.add_option("--data", options.data_directory,
                  "The data directory (default: $MUSTER_DATA, else ./muster-data)");
}

Result<int> with_store(const CommandEnvironment& environment, const CommonOptions& options,
                       StoreAccess access,
                       const std::function<Result<int>(const Deployment&)>& work) {
  MUSTER_TRY(const OpenedStore opened, environment.open_store(options.data_directory, access));
  const Deployment deployment{
      .store = *opened.store, .admin = opened.admin, .clock = environment.clock, .instance = {}};
  return work(deployment);
}

Result<Instant> time_option(const CommandEnvironment& environment, const std::string& text) {
  if (text.empty()) return environment.clock.now();
  return parse_instant(text);
}

Result<std::string> read_file(const std::filesystem::path& path) {
  constexpr std::uintmax_t kBytesMax = 0xFFFFFFFFULL;
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) {
    return Error{.code = ErrorCode::kInvalidInput,
                 .message = fmt::format("{} is not a file that can be read", path.string())};
  }
  if (std::filesystem::file_size(path, failure) > kBytesMax || failure) {
    return Error{.code = ErrorCode::kInvalidInput,
                 .message = fmt::format("{} is larger than 4 GB", path.string()),
                 .hint = "split it into several files and name them all in one call"};
  }
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  if (file.peek() != std::ifstream::traits_type::eof()) bytes << file.rdbuf();
  if (!file || !bytes) {
    return Error{.code = ErrorCode::kInvalidInput,
                 .message = fmt::format("{} cannot be read", path.string())};
  }
  return std::move(bytes).str();
}

int run_command_line(const CommandEnvironment& environment,
                     std::span<const char* const> arguments) {
  CLI::App app(
      "Muster: who can reach what, what falls if this falls, and does what runs match what was "
      "approved.",
      "muster");
  app.set_version_flag("--version", std::string("muster ") + kVersion);
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "Help of every verb");

  VerbAction chosen;
  const VerbSetup setup{.app = app, .environment = environment, .chosen = chosen};
  add_ingest_verb(setup);
  add_inventory_verb(setup);
  add_query_verb(setup);
  add_blast_radius_verb(setup);
  add_path_verb(setup);
  add_reconcile_verb(setup);
  add_drift_verb(setup);
  add_serve_verb(setup);
  add_generate_verb(setup);
  add_stats_verb(setup);

  // CLI11 wants the arguments last first.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::Success& help) {  // --help, --version
    return app.exit(help, environment.out, environment.err) == 0 ? kExitSuccess : kExitUsage;
  } catch (const CLI::ParseError& usage) {
    environment.err << "muster: " << escape_lines(usage.what())
                    << "Hint: muster --help lists the verbs, muster VERB --help the options\n";
    return kExitUsage;
  }

  const Result<int> status = chosen();
  environment.out.flush();
  if (!environment.out) {
    environment.err << "muster: the answer could not be written to the standard output\n";
    return kExitFailure;
  }
  if (status) return *status;
  environment.err << "muster: " << escape_lines(format_error(status.error()));
  return kExitFailure;
}

}  // namespace muster::api
