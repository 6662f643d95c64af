// muster generate: a made-up enterprise with planted drift, the same bytes for the same seed.
#include <fstream>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/cli/verb.h"
#include "core/generate/generate.h"

namespace muster::api {
namespace {

struct Options {
  generate::GenerateOptions generate;
  std::string out;
};

Result<void> write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::error_code failure;
  std::filesystem::create_directories(path.parent_path(), failure);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.close();
  if (failure || !file)
    return Error{.code = ErrorCode::kIo,
                 .message = fmt::format("{} cannot be written", path.string())};
  return ok();
}

Result<int> run(const CommandEnvironment& environment, const Options& options) {
  MUSTER_TRY(const generate::GeneratedEstate estate, generate::generate(options.generate));
  const std::filesystem::path directory(options.out);
  for (const generate::GeneratedFile& file : estate.files)
    MUSTER_CHECK(write_file(directory / file.path, file.bytes));
  environment.out << fmt::format(
      "{} people and {} machine identities in {} files under {}; {} drifts planted, {} near misses "
      "(truth.json).\n"
      "Next: muster ingest --sources {} && muster drift --reconcile --as-of {}\n",
      estate.humans, estate.non_human_identities, estate.files.size(), directory.string(),
      estate.drift.size(), estate.near_misses.size(), (directory / "sources.toml").string(),
      format_instant(estate.clock));
  return kExitSuccess;
}

}  // namespace

void add_generate_verb(const VerbSetup& setup) {
  CLI::App* verb = setup.app.add_subcommand(
      "generate", "Make an enterprise with planted drift, the same for the same seed");
  const auto options = std::make_shared<Options>();
  verb->add_option("--seed", options->generate.seed, "Seed")->capture_default_str();
  verb->add_option("--humans", options->generate.humans,
                   "People; each brings 25 to 50 machine identities")
      ->capture_default_str();
  verb->add_option("--out", options->out, "The folder to write into")->required();
  verb->callback([setup, options] {
    setup.chosen = [&environment = setup.environment, options] {
      return run(environment, *options);
    };
  });
}

}  // namespace muster::api
