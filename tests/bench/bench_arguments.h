// Options of a benchmark beside those of Google Benchmark.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace muster::testing {

// Takes `--name=value` out of the arguments; `otherwise` where it is not among them.
inline std::string take_option(int& count, char** arguments, std::string_view name,
                               std::string otherwise) {
  const std::string prefix = "--" + std::string(name) + "=";
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    if (!argument.starts_with(prefix)) continue;
    std::copy(arguments + i + 1, arguments + count, arguments + i);
    --count;
    return argument.substr(prefix.size());
  }
  return otherwise;
}

}  // namespace muster::testing
