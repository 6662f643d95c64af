// One case: a graph, a query, and what everybody answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/differential/comparison.h"
#include "tests/differential/random_graph.h"

namespace muster::differential {

struct Case {
  RandomGraph graph;
  std::string query;
};

// The case of a seed. A few seeds in a row share their graph.
Case case_of(std::uint64_t seed);

struct Outcome {
  enum class Kind : std::uint8_t { kAgreed, kDisagreed, kTooLarge, kRefused };
  Kind kind = Kind::kAgreed;
  bool failed = false;  // All answers are one error.
  bool wrote = false;
  std::size_t rows = 0;      // Of the reference.
  std::string disagreement;  // Who says what.
};

// Runs the case: the engine as it is, with its optimizer off and with more threads, against the
// reference. kTooLarge: the reference gave up. kRefused: the text is no statement that determines
// its answer; what the generator makes never is.
Outcome run_case(const Case& one);

}  // namespace muster::differential
