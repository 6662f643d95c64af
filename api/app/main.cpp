// The program: puts the command line, the server and the store together.
#include <iostream>
#include <span>

#include "api/app/serving.h"
#include "api/app/store_opener.h"
#include "api/cli/command_line.h"

int main(int count, char** values) {
  const muster::Clock& clock = muster::system_clock();
  const muster::api::CommandEnvironment environment{
      .out = std::cout,
      .err = std::cerr,
      .clock = clock,
      .open_store = muster::app::open_store,
      .serve = [&clock](const muster::api::ServeOptions& options) {
        return muster::app::serve(options, clock, std::cout);
      }};
  return muster::api::run_command_line(
      environment, std::span(values + 1, static_cast<std::size_t>(count > 0 ? count - 1 : 0)));
}
