// muster query: runs one statement and prints its rows.
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/cli/verb.h"
#include "api/service/json_value.h"
#include "api/service/query_service.h"
#include "api/service/typed_value.h"

namespace muster::api {
namespace {

struct Options {
  CommonOptions common;
  std::string text;
  std::vector<std::string> parameters;  // "name=value".
  std::string format = "table";
  std::int64_t time_ms = 60'000;
  std::int64_t rows_max = 1'000'000;
  bool read_only = false;
  std::string csv_folder;
};

// A value that is JSON is what JSON says; anything else is text, so that `--param name=alice` needs
// no quotes.
Result<ValueMap> parse_parameters(const std::vector<std::string>& pairs) {
  ValueMap parameters;
  for (const std::string& pair : pairs) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Error{.code = ErrorCode::kInvalidArgument,
                   .message = fmt::format("--param needs name=value, not '{}'", pair.substr(0, 64)),
                   .hint = "for example --param hops=3 or --param 'names=[\"a\",\"b\"]'"};
    }
    const std::string text = pair.substr(equals + 1);
    const Result<Value> json = parse_json_value(text);
    parameters.insert_or_assign(pair.substr(0, equals), json ? *json : Value(text));
  }
  return resolve_typed_parameters(parameters);
}

Result<int> run(const CommandEnvironment& environment, const Options& options) {
  MUSTER_TRY(const RowFormat format, parse_row_format(options.format));
  MUSTER_TRY(ValueMap parameters, parse_parameters(options.parameters));
  std::shared_ptr<const ConfinedFolder> csv_folder;
  if (!options.csv_folder.empty()) {
    MUSTER_TRY(csv_folder, ConfinedFolder::open(options.csv_folder));
  }
  const QueryRequest request{.text = options.text,
                             .parameters = std::move(parameters),
                             .time_ms = std::chrono::milliseconds(options.time_ms),
                             .rows_max = static_cast<std::size_t>(options.rows_max),
                             .read_only = options.read_only};
  // A statement that only reads must not create a directory; which it is, is known once it is
  // bound.
  const StoreAccess access =
      !options.read_only && statement_writes(request) ? StoreAccess::kWrite : StoreAccess::kRead;
  return with_store(
      environment, options.common, access, [&](const Deployment& deployment) -> Result<int> {
        const auto encoder =
            make_row_encoder(format, [&](std::string_view bytes) { environment.out << bytes; });
        Deployment with_folder = deployment;
        with_folder.csv_folder = csv_folder.get();
        const Result<void> ran = run_query(with_folder, request, *encoder);
        if (ran) return kExitSuccess;
        environment.out.flush();
        environment.err << "muster: " << format_error(ran.error(), options.text);
        return kExitFailure;
      });
}

}  // namespace

void add_query_verb(const VerbSetup& setup) {
  CLI::App* verb =
      setup.app.add_subcommand("query", "Run an openCypher statement (EXPLAIN … prints its plan)");
  const auto options = std::make_shared<Options>();
  add_common_options(*verb, options->common);
  verb->add_option("TEXT", options->text, "The statement")->required();
  verb->add_option("--param", options->parameters,
                   "A parameter, name=value; the value is JSON or plain text; repeatable")
      ->allow_extra_args(false);  // One value each: the statement that follows is not a parameter.
  verb->add_option("--format", options->format, "table, csv, json or ndjson")
      ->capture_default_str();
  verb->add_option("--time-ms", options->time_ms, "Time limit")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str();
  verb->add_option("--rows-max", options->rows_max, "Rows after which the answer is cut")
      ->check(CLI::PositiveNumber);
  verb->add_option("--csv-folder", options->csv_folder, "The folder that LOAD CSV may read");
  verb->add_flag("--read-only", options->read_only, "Refuse a statement that writes");
  verb->callback([setup, options] {
    setup.chosen = [&environment = setup.environment, options] {
      return run(environment, *options);
    };
  });
}

}  // namespace muster::api
