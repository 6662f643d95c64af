// muster ingest: files of one source, or a whole estate, into the graph.
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/cli/verb.h"
#include "api/service/estate.h"
#include "api/service/ingest_service.h"
#include "api/service/reconcile_service.h"

namespace muster::api {
namespace {

struct Options {
  CommonOptions common;
  std::string source;
  std::string plane;
  std::string format;
  bool complete = false;
  std::string scope;
  std::vector<std::string> covers;
  std::string observed_at;
  std::string estate;
  std::vector<std::string> files;
};

// A file's name and bytes, kept while a run reads them.
struct LoadedFiles {
  std::vector<std::string> bytes;
  std::vector<ingest::InputFile> files;
};

Result<LoadedFiles> load(const std::vector<std::filesystem::path>& paths) {
  LoadedFiles loaded;
  for (const std::filesystem::path& path : paths) {
    MUSTER_TRY(std::string bytes, read_file(path));
    loaded.bytes.push_back(std::move(bytes));
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    loaded.files.push_back({.name = paths[i].string(), .bytes = loaded.bytes[i]});
  }
  return loaded;
}

Result<void> ingest_one(const CommandEnvironment& environment, const Deployment& deployment,
                        const EstateSource& source, std::optional<Instant> observed_at) {
  MUSTER_TRY(const LoadedFiles loaded, load(source.files));
  MUSTER_TRY(const IngestReport report, ingest_files(deployment, {.source = source.name,
                                                                  .plane = source.plane,
                                                                  .files = loaded.files,
                                                                  .format = source.format,
                                                                  .complete = source.complete,
                                                                  .scope = source.scope,
                                                                  .covers = source.covers,
                                                                  .observed_at = observed_at}));
  environment.out << ingest_text(report);
  environment.out.flush();
  return ok();
}

Result<int> run_estate(const CommandEnvironment& environment, const Options& options,
                       std::optional<Instant> observed_at) {
  const std::filesystem::path path(options.estate);
  MUSTER_TRY(const std::string text, read_file(path));
  MUSTER_TRY(const Estate estate, parse_estate(text, path.string(), path.parent_path()));
  return with_store(
      environment, options.common, StoreAccess::kWrite,
      [&](const Deployment& deployment) -> Result<int> {
        if (estate.tier_rules) {
          MUSTER_TRY(const std::string rules, read_file(*estate.tier_rules));
          MUSTER_CHECK(store_tier_rules(deployment, rules, estate.tier_rules->string()));
        }
        for (const EstateSource& source : estate.sources) {
          MUSTER_CHECK(ingest_one(environment, deployment, source,
                                  observed_at ? observed_at : estate.clock));
        }
        return kExitSuccess;
      });
}

Result<int> run(const CommandEnvironment& environment, const Options& options) {
  std::optional<Instant> observed_at;
  if (!options.observed_at.empty()) {
    MUSTER_TRY(observed_at, parse_instant(options.observed_at));
  }
  if (!options.estate.empty()) return run_estate(environment, options, observed_at);
  EstateSource source{.name = options.source,
                      .format = options.format,
                      .complete = options.complete,
                      .scope = options.scope,
                      .covers = options.covers};
  MUSTER_TRY(source.plane, parse_plane(options.plane));
  source.files.assign(options.files.begin(), options.files.end());
  return with_store(environment, options.common, StoreAccess::kWrite,
                    [&](const Deployment& deployment) -> Result<int> {
                      MUSTER_CHECK(ingest_one(environment, deployment, source, observed_at));
                      return kExitSuccess;
                    });
}

}  // namespace

void add_ingest_verb(const VerbSetup& setup) {
  CLI::App* verb = setup.app.add_subcommand(
      "ingest", "Take in what a system knows; one call is one run over all its files");
  const auto options = std::make_shared<Options>();
  add_common_options(*verb, options->common);
  CLI::Option* estate = verb->add_option("--sources", options->estate,
                                         "A TOML file that names every source of an estate");
  CLI::Option* source =
      verb->add_option("--source", options->source, "The source's name; a first use declares it");
  CLI::Option* plane = verb->add_option("--plane", options->plane, "recorded or observed");
  verb->add_option("--format", options->format,
                   "The files' format (default: told apart by content)");
  verb->add_flag("--complete", options->complete,
                 "Claim full coverage of scope and kinds: what is not there is absent");
  verb->add_option("--scope", options->scope,
                   "Account, cluster or tenant covered (default: what the files name)");
  verb->add_option("--covers", options->covers,
                   "Kinds covered, separated by commas (default: the format's)")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb->add_option("--observed-at", options->observed_at,
                   "When the state was collected (default: now)");
  CLI::Option* files = verb->add_option("FILE", options->files, "Files of the source");
  for (CLI::Option* option : {source, plane, files}) option->excludes(estate);
  verb->callback([setup, options] {
    if (options->estate.empty() &&
        (options->source.empty() || options->plane.empty() || options->files.empty())) {
      // house-ok: CLI11 takes a callback's objection as its own exception and catches it.
      throw CLI::ValidationError(
          "ingest", "needs --source, --plane and at least one FILE, or --sources FILE.toml");
    }
    setup.chosen = [&environment = setup.environment, options] {
      return run(environment, *options);
    };
  });
}

}  // namespace muster::api
