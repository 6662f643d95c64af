// muster serve: answers over HTTP until it is told to stop.
#include <charconv>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/cli/verb.h"

namespace muster::api {
namespace {

struct Options {
  CommonOptions common;
  std::string listen = "127.0.0.1:7575";
  std::vector<std::string> host_names;
  std::string csv_folder;
};

Result<ServeOptions> parse(const Options& options) {
  const std::size_t colon = options.listen.rfind(':');
  const Error malformed{
      .code = ErrorCode::kInvalidArgument,
      .message = fmt::format("'{}' is not an address to listen on", options.listen),
      .hint = "write --listen 127.0.0.1:7575; port 0 takes any free one"};
  if (colon == std::string::npos) return malformed;
  std::string address = options.listen.substr(0, colon);
  if (address.size() > 2 && address.front() == '[' && address.back() == ']')
    address = address.substr(1, address.size() - 2);
  int port = 0;
  const char* const begin = options.listen.data() + colon + 1;
  const char* const end = options.listen.data() + options.listen.size();
  const auto [parsed, failure] = std::from_chars(begin, end, port);
  if (failure != std::errc{} || parsed != end || begin == end || port < 0 || port > 65'535 ||
      address.empty())
    return malformed;
  return ServeOptions{.data_directory = options.common.data_directory,
                      .address = address,
                      .port = port,
                      .host_names = options.host_names,
                      .csv_folder = options.csv_folder};
}

}  // namespace

void add_serve_verb(const VerbSetup& setup) {
  CLI::App* verb = setup.app.add_subcommand("serve", "Answer over HTTP until SIGTERM or Ctrl-C");
  const auto options = std::make_shared<Options>();
  add_common_options(*verb, options->common);
  verb->add_option("--listen", options->listen, "Loopback address and port")->capture_default_str();
  verb->add_option("--host-name", options->host_names,
                   "A further host name that clients may use; repeatable")
      ->allow_extra_args(false);
  verb->add_option("--csv-folder", options->csv_folder, "The folder that LOAD CSV may read");
  verb->callback([setup, options] {
    setup.chosen = [&environment = setup.environment, options]() -> Result<int> {
      MUSTER_TRY(const ServeOptions serve, parse(*options));
      MUSTER_CHECK(environment.serve(serve));
      return kExitSuccess;
    };
  });
}

}  // namespace muster::api
