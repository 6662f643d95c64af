// Runs one scenario on a fresh in-memory graph with an engine of its own.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/confined_folder.h"
#include "tests/tck/feature_file.h"

namespace muster::tck {

struct Outcome {
  enum class Kind { kPassed, kFailed, kSkipped };
  Kind kind = Kind::kPassed;
  std::string reason;  // Of a failure: the step and what came instead; of a skip: why.
};

// `graphs` holds the named graphs, NAME/NAME.cypher each. A step nobody knows fails its scenario; a
// scenario that carries @ignore is skipped. A statement that takes more than 20 s fails.
// `csv_folder`: what LOAD CSV may read; may be null.
Outcome run_scenario(const Scenario& scenario, const std::filesystem::path& graphs,
                     const ConfinedFolder* csv_folder);

}  // namespace muster::tck
