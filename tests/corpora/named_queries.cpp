#include "tests/corpora/named_queries.h"

#include <nlohmann/json.hpp>

#include "tests/support/shared_folder.h"

namespace muster::testing {

std::vector<NamedQuery> queries_of(const std::filesystem::path& path) {
  std::vector<NamedQuery> queries;
  for (const auto& row : nlohmann::json::parse(read_file(path)))
    queries.push_back({row.at("name").get<std::string>(), row.at("query").get<std::string>()});
  return queries;
}

}  // namespace muster::testing
