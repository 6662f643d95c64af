#include "core/base/confined_folder.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include <gtest/gtest.h>

namespace muster {
namespace {

namespace fs = std::filesystem;

// outside.txt beside folder/, which holds in.txt, deep/in.txt, links and a pipe.
class ConfinedFolderTest : public ::testing::Test {
 protected:
  ConfinedFolderTest() {
    root_ = fs::temp_directory_path() /
            ("confined_folder_" +
             std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "folder" / "deep");
    std::ofstream(root_ / "outside.txt") << "outside";
    std::ofstream(root_ / "folder" / "in.txt") << "inside";
    std::ofstream(root_ / "folder" / "deep" / "in.txt") << "deep";
    fs::create_symlink("in.txt", root_ / "folder" / "link.txt");
    fs::create_symlink("../outside.txt", root_ / "folder" / "out.txt");
    fs::create_directory_symlink("..", root_ / "folder" / "up");
    ::mkfifo((root_ / "folder" / "pipe").c_str(), 0600);
    folder_ = ConfinedFolder::open(root_ / "folder").value();
  }
  ~ConfinedFolderTest() override {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }

  // What the file holds; "refused" where it is not opened.
  std::string read(std::string_view name) const {
    auto file = folder_->open_file(name);
    if (!file) return "refused";
    std::array<char, 64> buffer{};
    const auto count = file->read(buffer);
    return count ? std::string(buffer.data(), *count) : "unreadable";
  }

  fs::path root_;
  std::shared_ptr<const ConfinedFolder> folder_;
};

TEST_F(ConfinedFolderTest, OpensPlainFilesBeneathIt) {
  EXPECT_EQ(read("in.txt"), "inside");
  EXPECT_EQ(read("/in.txt"), "inside");
  EXPECT_EQ(read("deep/in.txt"), "deep");
  EXPECT_EQ(read("./deep//in.txt"), "deep");
}

TEST_F(ConfinedFolderTest, NeverGoesUp) {
  EXPECT_EQ(read("../outside.txt"), "refused");
  EXPECT_EQ(read("deep/../in.txt"), "refused");
  EXPECT_EQ(read("deep/../../outside.txt"), "refused");
}

TEST_F(ConfinedFolderTest, FollowsNoLinks) {
  EXPECT_EQ(read("link.txt"), "refused");
  EXPECT_EQ(read("out.txt"), "refused");
  EXPECT_EQ(read("up/outside.txt"), "refused");
}

TEST_F(ConfinedFolderTest, ReadsNothingButPlainFiles) {
  EXPECT_EQ(read("deep"), "refused");
  EXPECT_EQ(read("pipe"), "refused");
  EXPECT_EQ(read("nothing.txt"), "refused");
  EXPECT_EQ(read(""), "refused");
  EXPECT_EQ(read(std::string_view("in.txt\0x", 8)), "refused");
}

TEST_F(ConfinedFolderTest, IsAFolder) {
  EXPECT_FALSE(ConfinedFolder::open(root_ / "outside.txt").has_value());
  EXPECT_FALSE(ConfinedFolder::open(root_ / "nothing").has_value());
}

}  // namespace
}  // namespace muster
