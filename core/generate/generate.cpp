#include "core/generate/generate.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/generate/estate.h"
#include "core/ingest/document.h"

namespace muster::generate {
namespace {

constexpr std::uint32_t kHumansMin = 6;  // Each near miss needs a person of its own.
constexpr std::uint32_t kHumansMax = 20'000;

std::string truth_list(const std::vector<PlantedDrift>& drift) {
  std::string text = "[";
  bool first = true;
  for (const PlantedDrift& one : drift) {
    text += std::exchange(first, false) ? "\n    " : ",\n    ";
    text += ingest::to_json_text(Value(ValueMap{{"kind", Value(one.kind)},
                                                {"subject", Value(one.subject)},
                                                {"grant", Value(one.grant)},
                                                {"detail", Value(one.detail)}}));
  }
  return text + "\n  ]";
}

std::string truth_text(const GeneratedEstate& estate, const GenerateOptions& options) {
  return fmt::format(
      "{{\n  \"clock\": \"{}\",\n  \"seed\": {},\n  \"humans\": {},\n  \"non_human_identities\": "
      "{},\n"
      "  \"drift\": {},\n  \"near_misses\": {}\n}}\n",
      format_instant(estate.clock), options.seed, estate.humans, estate.non_human_identities,
      truth_list(estate.drift), truth_list(estate.near_misses));
}

constexpr std::string_view kTierRules =
    "# Tier 0: where a source says so, and the places that a whole estate hangs on with what "
    "controls them.\n"
    "[tier_zero]\n"
    "properties = [\"tier\"]\n"
    "values = [\"0\", \"t0\", \"tier0\", \"tier_zero\"]\n"
    "kinds = [\"CloudAccount\", \"Cluster\", \"Domain\", \"Project\", \"Subscription\", "
    "\"Tenant\"]\n"
    "controlling_edges = [\"CONTROLS\"]\n"
    "ids = []\n";

std::string sources_text(const Estate& estate) {
  std::string text = fmt::format(
      "# Every source of the estate, for: muster ingest --sources sources.toml\n"
      "clock = \"{}\"\ntier_rules = \"tier0.toml\"\n",
      format_instant(estate.result.clock));
  for (const std::string& source : estate.sources_toml) text += "\n" + source;
  return text;
}

void sort_drift(std::vector<PlantedDrift>& drift) {
  std::ranges::sort(drift, {}, [](const PlantedDrift& one) {
    return std::tie(one.kind, one.subject, one.grant);
  });
}

}  // namespace

Result<GeneratedEstate> generate(const GenerateOptions& options) {
  if (options.humans < kHumansMin || options.humans > kHumansMax) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = fmt::format("An enterprise has {} to {} humans, not {}.", kHumansMin,
                                        kHumansMax, options.humans),
                 .position = std::nullopt,
                 .hint = {},
                 .detail = {}};
  }
  Estate estate(options.seed, options.humans);
  make_directory(estate);
  make_aws(estate);
  make_kubernetes(estate);
  make_github(estate);
  make_saas(estate);
  make_secrets(estate);
  make_registry(estate);
  GeneratedEstate& result = estate.result;
  result.non_human_identities = estate.machines.size();
  sort_drift(result.drift);
  sort_drift(result.near_misses);
  estate.add_file("sources.toml", sources_text(estate));
  estate.add_file("tier0.toml", std::string(kTierRules));
  estate.add_file("truth.json", truth_text(result, options));
  std::ranges::sort(result.files, {}, &GeneratedFile::path);
  return std::move(result);
}

}  // namespace muster::generate
