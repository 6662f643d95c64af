// muster_differential: random queries on random small graphs, answered by the engine in several
// ways and by the reference evaluator.
//
//   muster_differential --cases 2000 --seed 1     cases of seeds 1, 2, …
//   muster_differential --case 1234               one case, shown in full
//
// Exit status: 0: all agree; 1: some do not, each told with its seed; 2: wrong usage.
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "tests/differential/differential_case.h"
#include "tests/differential/shrink.h"

namespace muster::differential {
namespace {

struct Options {
  std::uint64_t cases = 2000;
  std::uint64_t seed = 1;
  bool show = false;
};

struct Tally {
  std::uint64_t agreed = 0;
  std::uint64_t disagreed = 0;
  std::uint64_t too_large = 0;
  std::uint64_t refused = 0;
  std::uint64_t failing = 0;  // Of those that agreed: on an error.
  std::uint64_t wrote = 0;    // Of those that agreed: on the graph they leave.
  std::uint64_t empty = 0;    // Of those that agreed: on no rows, of those that only read.
};

// An assertion of the product that does not hold ends the process: say of which case it was.
std::uint64_t running_seed = 0;

void tell_running_case(int) {
  fmt::print(stderr, "stopped in case {}\n", running_seed);
  std::fflush(stdout);
}

std::optional<Options> read_options(std::span<char*> arguments) {
  Options options;
  for (std::size_t i = 1; i + 1 < arguments.size(); i += 2) {
    const std::string_view name = arguments[i];
    const std::string_view text = arguments[i + 1];
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    if (name == "--cases") {
      options.cases = number;
    } else if (name == "--seed") {
      options.seed = number;
    } else if (name == "--case") {
      options = {.cases = 1, .seed = number, .show = true};
    } else {
      return std::nullopt;
    }
  }
  if (arguments.size() % 2 == 0) return std::nullopt;
  return options;
}

std::string case_text(const Case& one) {
  std::string text;
  for (const std::string& statement : one.graph.statements()) text += statement + ";\n";
  return text + one.query + "\n";
}

void tell_shrunk(const Case& one) {
  const Case smaller = shrunk(one);
  fmt::print("shrunk:\n{}{}\n", case_text(smaller), run_case(smaller).disagreement);
  std::fflush(stdout);
}

void count(const Outcome& outcome, Tally& tally) {
  switch (outcome.kind) {
    case Outcome::Kind::kAgreed:
      ++tally.agreed;
      tally.failing += outcome.failed ? 1 : 0;
      tally.wrote += !outcome.failed && outcome.wrote ? 1 : 0;
      tally.empty += !outcome.failed && !outcome.wrote && outcome.rows == 0 ? 1 : 0;
      return;
    case Outcome::Kind::kDisagreed:
      ++tally.disagreed;
      return;
    case Outcome::Kind::kTooLarge:
      ++tally.too_large;
      return;
    case Outcome::Kind::kRefused:
      ++tally.refused;
      return;
  }
}

int run(const Options& options) {
  Tally tally;
  std::signal(SIGABRT, tell_running_case);
  for (std::uint64_t seed = options.seed; seed < options.seed + options.cases; ++seed) {
    running_seed = seed;
    const Case one = case_of(seed);
    if (options.show) {
      fmt::print("--- case {}\n{}", seed, case_text(one));
      std::fflush(stdout);  // Running it may end the process.
    }
    const Outcome outcome = run_case(one);
    count(outcome, tally);
    const bool told =
        outcome.kind == Outcome::Kind::kDisagreed || outcome.kind == Outcome::Kind::kRefused;
    if (told && !options.show) fmt::print("--- case {}\n{}", seed, case_text(one));
    if (told) fmt::print("{}\n", outcome.disagreement);
    if (outcome.kind == Outcome::Kind::kDisagreed) tell_shrunk(one);
  }
  fmt::print(
      "{} agreed ({} on an error, {} on a graph, {} on no rows), {} disagreed, {} too large, {} "
      "refused\n",
      tally.agreed, tally.failing, tally.wrote, tally.empty, tally.disagreed, tally.too_large,
      tally.refused);
  return tally.disagreed + tally.refused == 0 ? 0 : 1;
}

}  // namespace
}  // namespace muster::differential

int main(int argc, char** argv) {
  const auto options = muster::differential::read_options({argv, static_cast<std::size_t>(argc)});
  if (!options) {
    fmt::print(stderr, "usage: muster_differential [--cases N] [--seed S] | --case SEED\n");
    return 2;
  }
  return muster::differential::run(*options);
}
