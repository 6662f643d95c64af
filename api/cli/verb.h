// What a verb's file gives to the command line.
#pragma once

#include <functional>
#include <string>

#include "api/cli/command_line.h"
#include "api/service/deployment.h"

// CLI11 is slow to compile: a verb that adds options includes it in its .cpp.
namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name.
class App;
}  // namespace CLI

namespace muster::api {

// Options of every verb that works on a store.
struct CommonOptions {
  std::string data_directory;  // --data, else $MUSTER_DATA, else ./muster-data.
};

// A verb that was chosen: does the work, gives the exit status.
using VerbAction = std::function<Result<int>()>;

struct VerbSetup {
  CLI::App& app;
  const CommandEnvironment& environment;
  VerbAction& chosen;  // Set by the verb's callback.
};

// One a file; each adds its subcommand.
void add_blast_radius_verb(const VerbSetup& setup);
void add_drift_verb(const VerbSetup& setup);
void add_generate_verb(const VerbSetup& setup);
void add_ingest_verb(const VerbSetup& setup);
void add_inventory_verb(const VerbSetup& setup);
void add_path_verb(const VerbSetup& setup);
void add_query_verb(const VerbSetup& setup);
void add_reconcile_verb(const VerbSetup& setup);
void add_serve_verb(const VerbSetup& setup);
void add_stats_verb(const VerbSetup& setup);

void add_common_options(CLI::App& verb, CommonOptions& options);

// Opens the store of --data and runs `work` on it.
Result<int> with_store(const CommandEnvironment& environment, const CommonOptions& options,
                       StoreAccess access,
                       const std::function<Result<int>(const Deployment&)>& work);

// A time option: RFC 3339, or empty for the clock's now.
Result<Instant> time_option(const CommandEnvironment& environment, const std::string& text);

// A file's bytes. Errors: kInvalidInput: not there, not readable, larger than 4 GB.
Result<std::string> read_file(const std::filesystem::path& path);

}  // namespace muster::api
