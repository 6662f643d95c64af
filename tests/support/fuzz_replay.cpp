// Replays a fuzzer's corpus as ordinary tests: one case a file, under the compiler and sanitizers
// of the build. Compiled once into each replay executable, whose MUSTER_FUZZ_CORPUS names the
// folder.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

std::vector<std::filesystem::path> corpus_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(MUSTER_FUZZ_CORPUS)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class FuzzCorpus : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(FuzzCorpus, IsReadWithoutHarm) {
  std::ifstream stream(GetParam(), std::ios::binary);
  ASSERT_TRUE(stream.is_open()) << "cannot read " << GetParam();
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_EQ(
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), 0);
}

INSTANTIATE_TEST_SUITE_P(Corpus, FuzzCorpus, testing::ValuesIn(corpus_files()));

}  // namespace
