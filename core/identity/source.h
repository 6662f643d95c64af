// Sources and runs: who says things about the world, on which plane, and each time it said them.
//
// The law: a source has one plane for life. What it covers is what its last run of a scope
// collected completely; an incomplete run of a scope takes the claim back (absence is never
// inferred from a partial collection) but takes no statement back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/graph/element.h"
#include "core/graph/write_batch.h"

namespace muster {

// Every write that names no other source is said by this one (observed).
inline constexpr std::string_view kLocalSource = "local";

// Among covered kinds: every kind there is.
inline constexpr std::string_view kEveryKind = "*";

// The kinds that a source's last run of `scope` collected completely.
struct CoveredScope {
  std::string scope;
  std::vector<std::string> kinds;  // Node and edge kinds, sorted; may be kEveryKind.
  std::string run;                 // Run id.
  Instant observed_at;

  bool operator==(const CoveredScope&) const = default;
};

struct Source {
  std::string name;
  Plane plane = Plane::kObserved;
  Instant declared_at;
  std::string last_run;                // Run id; empty before the first.
  std::vector<CoveredScope> coverage;  // Sorted by scope.

  bool operator==(const Source&) const = default;
};

enum class RunState : std::uint8_t {
  kApplied = 0,
  kApplying = 1,  // Staged, not yet wholly in the graph.
  kFailed = 2,
};
std::string_view run_state_name(RunState state);  // "applied", "applying", "failed".

// One collection: all the files of one call.
struct Run {
  std::string id;              // "run-12".
  std::uint64_t sequence = 0;  // 12: counts the runs of the store, from 1.
  std::string source;
  Plane plane = Plane::kObserved;
  std::vector<std::string> formats;
  std::vector<std::string> files;
  std::vector<std::string> scopes;  // Sorted.
  std::vector<std::string> covers;  // Kinds it speaks of, sorted.
  bool complete = false;            // Claims to lack nothing of those kinds in those scopes.
  Instant observed_at;         // The world time at which it was collected: the state it tells of.
  Instant started_at;          // The clock when it came in.
  std::uint64_t accepted = 0;  // accepted + rejected = records read.
  std::uint64_t rejected = 0;
  std::uint64_t changed_nodes = 0;  // Elements whose union changed: made, altered or removed.
  std::uint64_t changed_edges = 0;
  RunState state = RunState::kApplied;

  std::uint64_t changed() const { return changed_nodes + changed_edges; }
  bool operator==(const Run&) const = default;
};

// --- Reading. Errors of each: kIo, kCorruption. Cost: O(what is returned).
Result<std::optional<Source>> find_source(const RecordReader& records, std::string_view name);
Result<std::vector<Source>> list_sources(const RecordReader& records);  // By name.
Result<std::optional<Run>> find_run(const RecordReader& records, std::string_view id);
Result<std::vector<Run>> list_runs(const RecordReader& records);  // Oldest first.

// --- Writing.
// The source of that name, declared now if it is new. Errors: kInvalidArgument: the name is empty,
// longer than 128 bytes or has control characters; kFailedPrecondition: it was declared on the
// other plane (both are named).
Result<Source> declare_source(WriteBatch& batch, std::string_view name, Plane plane, Instant now);
void store_source(WriteBatch& batch, const Source& source);
void store_run(WriteBatch& batch, const Run& run);

// --- Codecs of the records. Encoding is deterministic. Errors: kCorruption.
std::string encode_source(const Source& source);
Result<Source> decode_source(std::string_view bytes);
std::string encode_run(const Run& run);
Result<Run> decode_run(std::string_view bytes);

}  // namespace muster
