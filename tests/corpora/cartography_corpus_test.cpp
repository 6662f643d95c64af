// Every query text that an inventory tool was seen to send is one that the engine understands, but
// for those listed in cartography_exceptions.txt, each with its reason.
#include <map>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/graph/memory_store.h"
#include "query/engine/query_engine.h"
#include "tests/corpora/gzip_lines.h"
#include "tests/support/shared_folder.h"

namespace muster::query {
namespace {

// Line of the corpus -> what it holds that no query may hold.
std::map<std::size_t, std::string> exceptions() {
  const auto path = testing::repository_root() / "tests/corpora/cartography_exceptions.txt";
  std::map<std::size_t, std::string> listed;
  std::istringstream stream(testing::read_file(path));
  for (std::string line; std::getline(stream, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    std::istringstream words(line);
    std::size_t number = 0;
    std::string fragment;
    words >> number >> fragment;
    listed[number] = fragment;
  }
  return listed;
}

TEST(CartographyCorpus, EveryTextParsesAndBindsButTheListedTemplates) {
  MUSTER_SHARED_OR_SKIP(path, "inputs/cartography/cypher-corpus.jsonl.gz");
  const auto lines = testing::read_gzip_lines(path);
  ASSERT_GT(lines.size(), 6000U);
  auto excepted = exceptions();
  const QueryEngine engine;
  const auto graph = make_memory_store()->snapshot();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto text = nlohmann::json::parse(lines[i]).at("q").get<std::string>();
    WorkBudget unbounded;
    const auto found = engine.writes(text, *graph, unbounded);
    const auto exception = excepted.find(i + 1);
    if (exception == excepted.end()) {
      EXPECT_TRUE(found) << "line " << i + 1 << ": " << format_error(found.error()) << "\n" << text;
      continue;
    }
    EXPECT_NE(text.find(exception->second), std::string::npos) << "line " << i + 1;
    EXPECT_FALSE(found) << "line " << i + 1 << " is no exception any more: " << text;
    excepted.erase(exception);
  }
  EXPECT_TRUE(excepted.empty()) << "exceptions that name no line of the corpus";
}

}  // namespace
}  // namespace muster::query
