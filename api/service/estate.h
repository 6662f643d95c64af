// An estate: every source of an organisation in one TOML file, what `muster ingest --sources
// FILE.toml` runs.
//
//   clock = "2026-06-15T08:50:00Z"        # the time the files speak of; optional
//   tier_rules = "tier_zero.toml"         # optional; paths are relative to the estate file
//
//   [[source]]
//   name = "aws-live"                     # required, as are plane and files
//   plane = "observed"                    # or "recorded"
//   files = ["observed/aws_gaad.json"]
//   format = "aws-gaad"                   # default: told apart by content
//   complete = true                       # default false
//   scope = "aws:111122223333"            # default: what the files name
//   covers = ["IamUser", "IamRole"]       # default: the adapter's kinds
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/graph/element.h"

namespace muster::api {

struct EstateSource {
  std::string name;
  Plane plane = Plane::kObserved;
  std::vector<std::filesystem::path> files;
  std::string format;
  bool complete = false;
  std::string scope;
  std::vector<std::string> covers;
};

struct Estate {
  std::optional<Instant> clock;
  std::optional<std::filesystem::path> tier_rules;
  std::vector<EstateSource> sources;
};

// `directory` is where relative paths begin, `file` what messages call the text. Errors:
// kInvalidInput says at which line: not TOML, an unknown or missing key, a value of another type.
Result<Estate> parse_estate(std::string_view text, const std::string& file,
                            const std::filesystem::path& directory);

// "recorded" or "observed". Errors: kInvalidArgument.
Result<Plane> parse_plane(std::string_view text);

}  // namespace muster::api
