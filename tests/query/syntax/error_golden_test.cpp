// The sentences people see for queries that do not parse or mean nothing. Each golden file holds a
// query, a line of three dashes, and the error exactly as it is shown. UPDATE_GOLDEN=1 rewrites
// what stands behind the dashes; the difference is reviewed.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/query/semantics/test_catalogs.h"
#include "tests/support/shared_folder.h"

namespace muster::query {
namespace {

constexpr std::string_view kSeparator = "\n---\n";

std::filesystem::path golden_folder() {
  return muster::testing::repository_root() / "tests/query/syntax/golden";
}

std::vector<std::string> golden_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(golden_folder())) {
    if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string shown_error(const std::string& text) {
  const auto query = testing::bind_text(text);
  if (query) return "no error\n";
  std::string shown = format_error(query.error(), text);
  while (shown.ends_with('\n')) shown.pop_back();
  return shown + "\n[" + query.error().detail + "]\n";
}

TEST(QueryErrors, AreShownAsTheGoldenFilesSay) {
  const auto names = golden_names();
  EXPECT_THAT(names, ::testing::SizeIs(::testing::Ge(140)));
  for (const auto& name : names) {
    const auto path = golden_folder() / (name + ".txt");
    const std::string golden = muster::testing::read_file(path);
    const std::size_t cut = golden.find(kSeparator);
    ASSERT_NE(cut, std::string::npos) << name << " has no line of three dashes";
    const std::string text = golden.substr(0, cut);
    const std::string shown = shown_error(text);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
      std::ofstream(path, std::ios::binary) << text << kSeparator << shown;
      continue;
    }
    EXPECT_EQ(golden.substr(cut + kSeparator.size()), shown) << name;
  }
}

}  // namespace
}  // namespace muster::query
