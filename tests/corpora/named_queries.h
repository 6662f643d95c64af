// Files of queries as attack-path tools publish them: a list of objects with `name` and `query`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace muster::testing {

struct NamedQuery {
  std::string name;
  std::string text;
};

// REQUIRES: the file is one of those.
std::vector<NamedQuery> queries_of(const std::filesystem::path& path);

}  // namespace muster::testing
