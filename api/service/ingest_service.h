// Ingest: files of a source -> one run.
//
// The law: nothing is applied before every file is parsed, and a run is all or nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/service/deployment.h"
#include "core/identity/run_application.h"
#include "core/ingest/adapter.h"

namespace muster::api {

struct IngestRequest {
  std::string source;
  Plane plane = Plane::kObserved;
  std::vector<ingest::InputFile> files;  // Bytes are the caller's, and live as long as the call.
  std::string format;                    // Empty: told apart by content, file by file.
  bool complete = false;
  std::string scope;                   // Empty: what the files name.
  std::vector<std::string> covers;     // Empty: the adapters' kinds.
  std::optional<Instant> observed_at;  // Default: the clock's now.
};

struct IngestReport {
  RunOutcome outcome;
  std::uint64_t records_read = 0;  // = outcome.run.accepted + outcome.run.rejected.
  std::vector<ingest::RejectedRecord> rejected;
  std::vector<std::string> warnings;
  std::uint64_t graph_version = 0;
};

// Errors: kInvalidInput: a file is not what its format promises (nothing was applied);
// kInvalidArgument: an unknown format, or a complete run without a scope; kFailedPrecondition: the
// source was declared on the other plane; what the store says.
Result<IngestReport> ingest_files(const Deployment& deployment, const IngestRequest& request);

Value ingest_value(const IngestReport& report);
// What was accepted, rejected (file, position, reason) and changed.
std::string ingest_text(const IngestReport& report);

}  // namespace muster::api
