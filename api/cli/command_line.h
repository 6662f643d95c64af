// The command line: `muster VERB …`, one file a verb.
//
// Exit status: 0 success, 2 failure, 64 usage; `drift --exit-code` alone also gives 1 (open
// findings). Answers go to `out`, everything else to `err`.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/graph/graph_store.h"

namespace muster::api {

inline constexpr int kExitSuccess = 0;
inline constexpr int kExitFindings = 1;
inline constexpr int kExitFailure = 2;
inline constexpr int kExitUsage = 64;

struct ServeOptions {
  std::filesystem::path data_directory;
  std::string address = "127.0.0.1";
  int port = 7575;
  std::vector<std::string> host_names;
  std::string csv_folder = {};  // For LOAD CSV; empty: refused.
};

struct OpenedStore {
  std::unique_ptr<GraphStore> store;
  const StoreAdmin* admin = nullptr;  // Part of `store`; nullptr for a store without a directory.
};

// A writing verb creates the directory; a reading verb on a missing one reads an empty store and
// creates nothing.
enum class StoreAccess { kRead, kWrite };

// What the command line needs of the program around it; api/app fills it.
struct CommandEnvironment {
  std::ostream& out;
  std::ostream& err;
  const Clock& clock;
  std::function<Result<OpenedStore>(const std::filesystem::path&, StoreAccess)> open_store;
  // Serves until told to stop.
  std::function<Result<void>(const ServeOptions&)> serve;
};

// Runs one verb. `arguments` are without the program's name.
int run_command_line(const CommandEnvironment& environment, std::span<const char* const> arguments);

}  // namespace muster::api
