// Opens the store behind a data directory, with the commit stages that belong to it.
#pragma once

#include <filesystem>

#include "api/cli/command_line.h"
#include "core/base/result.h"

namespace muster::app {

// A reading verb on a directory that does not exist gets an empty store, and nothing is created.
// Errors: kBusy: another process has it open; where that is a server, its address is named.
// Otherwise as storage::RocksStore::open.
Result<api::OpenedStore> open_store(const std::filesystem::path& directory,
                                    api::StoreAccess access);

}  // namespace muster::app
