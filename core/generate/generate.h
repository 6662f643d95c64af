// The deterministic enterprise: people, teams, machines, secrets, clouds, clusters and CI, as the
// files that their systems would write, once as recorded and once as observed, with drift planted
// between the two.
//
// The laws: equal options give equal bytes, on every machine. Every difference between the planes
// is written into the truth while it is planted; nothing here knows how reconcile finds it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/instant.h"
#include "core/base/result.h"

namespace muster::generate {

struct GenerateOptions {
  std::uint64_t seed = 7;
  std::uint32_t humans = 12;  // 6 to 20,000; each brings 25 to 50 non-human identities.
};

struct GeneratedFile {
  std::string path;  // Relative, with slashes.
  std::string bytes;

  bool operator==(const GeneratedFile&) const = default;
};

// A drift, or what looks like one and is none.
struct PlantedDrift {
  std::string kind;     // "UNRECORDED_IDENTITY", …: the finding's code.
  std::string subject;  // Canonical id of what must be (or must not be) reported.
  std::string grant;    // "HAS_POLICY -> arn:…"; empty where the subject itself drifts.
  std::string detail;   // One sentence.

  bool operator==(const PlantedDrift&) const = default;
};

struct GeneratedEstate {
  Instant clock;                     // The time the files speak of: judge them at it.
  std::vector<GeneratedFile> files;  // Sorted by path; sources.toml, truth.json and tier0.toml are
                                     // among them.
  std::vector<PlantedDrift> drift;   // Every drift there is, sorted.
  std::vector<PlantedDrift> near_misses;  // Must stay silent, at least one a kind, sorted.
  std::uint64_t humans = 0;
  std::uint64_t non_human_identities = 0;  // Observed or recorded.
};

// Cost: O(humans), about 150 KB of files a human. Errors: kInvalidArgument: humans out of range.
Result<GeneratedEstate> generate(const GenerateOptions& options);

}  // namespace muster::generate
