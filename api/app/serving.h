// Serving: a directory's store behind an HTTP server, until a signal.
#pragma once

#include <iosfwd>

#include "api/cli/command_line.h"
#include "core/base/result.h"

namespace muster::app {

// Binds, opens the store, writes the address file, answers until SIGINT or SIGTERM, then finishes
// what is under way.
// REQUIRES: the process has no other thread yet (they inherit which signals are blocked).
// Errors: as HttpServer::bind and open_store.
Result<void> serve(const api::ServeOptions& options, const Clock& clock, std::ostream& out);

}  // namespace muster::app
