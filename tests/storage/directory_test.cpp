#include "storage/directory.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/rocks_store.h"
#include "tests/storage/temporary_directory.h"
#include "tests/support/matchers.h"
#include "tests/support/shared_folder.h"

namespace muster::storage {
namespace {

namespace fs = std::filesystem;

using ::muster::testing::IsErrorSaying;
using ::muster::testing::IsOk;
using ::muster::testing::IsOkAndHolds;
using ::muster::testing::read_file;
using ::muster::testing::TemporaryDirectory;
using ::testing::AllOf;
using ::testing::Eq;
using ::testing::HasSubstr;

mode_t mode_of(const fs::path& path) {
  struct stat status{};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777;
}

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

TEST(Directory, OneThatDoesNotExistIsMissingAndStaysSo) {
  const TemporaryDirectory temporary;
  EXPECT_THAT(inspect_directory(temporary.store()), IsOkAndHolds(DirectoryState::kMissing));
  EXPECT_FALSE(fs::exists(temporary.store()));
}

TEST(Directory, OneWithNothingInItIsEmpty) {
  const TemporaryDirectory temporary;
  EXPECT_THAT(inspect_directory(temporary.path().string()), IsOkAndHolds(DirectoryState::kEmpty));
}

TEST(Directory, WhatAFileSystemPutsIntoItsRootDoesNotCount) {
  const TemporaryDirectory temporary;
  fs::create_directory(temporary.path() / "lost+found");
  EXPECT_THAT(inspect_directory(temporary.path().string()), IsOkAndHolds(DirectoryState::kEmpty));
}

TEST(Directory, AMarkedOneIsAStore) {
  const TemporaryDirectory temporary;
  ASSERT_THAT(make_owner_only_directory(temporary.store()), IsOk());
  ASSERT_THAT(mark_directory(temporary.store()), IsOk());
  EXPECT_THAT(inspect_directory(temporary.store()), IsOkAndHolds(DirectoryState::kStore));
  EXPECT_EQ(read_file(fs::path(temporary.store()) / "MUSTER"), "Muster store\nformat 2\n");
}

TEST(Directory, OnlyItsOwnerMayReadWhatIsMade) {
  const TemporaryDirectory temporary;
  const std::string nested = (temporary.path() / "a" / "b").string();
  ASSERT_THAT(make_owner_only_directory(nested), IsOk());
  ASSERT_THAT(mark_directory(nested), IsOk());
  EXPECT_EQ(mode_of(nested), 0700u);
  EXPECT_EQ(mode_of(fs::path(nested) / "MUSTER"), 0600u);
}

TEST(Directory, AWiderModeIsTakenBack) {
  const TemporaryDirectory temporary;
  fs::permissions(temporary.path(), fs::perms(0755));
  ASSERT_THAT(make_owner_only_directory(temporary.path().string()), IsOk());
  EXPECT_EQ(mode_of(temporary.path()), 0700u);
}

TEST(Directory, AnotherFormatVersionIsRefusedNamingBoth) {
  const TemporaryDirectory temporary;
  write_file(temporary.path() / "MUSTER", "Muster store\nformat 7\n");
  const auto state = inspect_directory(temporary.path().string());
  EXPECT_THAT(state, IsErrorSaying(ErrorCode::kFailedPrecondition,
                                   AllOf(HasSubstr("has format version 7"),
                                         HasSubstr("this Muster reads versions 1 to 2"))));
  EXPECT_THAT(state.error().hint, HasSubstr("Open it with the Muster that reads version 7"));
}

TEST(Directory, AMarkerThatSaysNoVersionIsRefused) {
  for (const std::string text : {"", "Muster store\n", "Muster store\nformat \n",
                                 "Muster store\nformat 1", "Muster store\nformat 1x\n", "else"}) {
    const TemporaryDirectory temporary;
    write_file(temporary.path() / "MUSTER", text);
    EXPECT_THAT(
        inspect_directory(temporary.path().string()),
        IsErrorSaying(ErrorCode::kCorruption, HasSubstr("does not say which format the store has")))
        << text;
  }
}

TEST(Directory, OneWithOtherThingsInItIsRefused) {
  const TemporaryDirectory temporary;
  write_file(temporary.path() / "thesis.txt", "mine");
  EXPECT_THAT(inspect_directory(temporary.path().string()),
              IsErrorSaying(ErrorCode::kFailedPrecondition,
                            HasSubstr("is not empty and holds no Muster store")));
}

TEST(Directory, AFileIsRefused) {
  const TemporaryDirectory temporary;
  write_file(temporary.store(), "a file");
  EXPECT_THAT(inspect_directory(temporary.store()),
              IsErrorSaying(ErrorCode::kInvalidArgument, HasSubstr("is a file")));
}

TEST(Directory, ANameIsEscapedWhereItIsShown) {
  const TemporaryDirectory temporary;
  const std::string name = (temporary.path() / "evil\x1b[2J").string();
  write_file(name, "a file");
  EXPECT_THAT(inspect_directory(name),
              IsErrorSaying(ErrorCode::kInvalidArgument, HasSubstr("evil\\x1B[2J")));
}

TEST(Directory, AnOwnerOnlyFileIsReplacedWhole) {
  const TemporaryDirectory temporary;
  const std::string path = (temporary.path() / "address").string();
  ASSERT_THAT(write_owner_only_file(path, "first, and longer"), IsOk());
  ASSERT_THAT(write_owner_only_file(path, "second"), IsOk());
  EXPECT_EQ(read_file(path), "second");
  EXPECT_EQ(mode_of(path), 0600u);
}

TEST(Directory, NobodyHoldsTheLockOfAStoreThatIsClosed) {
  const TemporaryDirectory temporary;
  ASSERT_THAT(RocksStore::open({.directory = temporary.store()}), IsOk());
  EXPECT_THAT(probe_lock(temporary.store()), IsOkAndHolds(Eq(std::nullopt)));
}

TEST(Directory, AProbeSeesThisProcessAndDoesNotTakeItsLockAway) {
  const TemporaryDirectory temporary;
  const auto store = RocksStore::open({.directory = temporary.store()});
  ASSERT_THAT(store, IsOk());
  for (int look = 0; look < 2; ++look) {
    const auto holder = probe_lock(temporary.store());
    ASSERT_THAT(holder, IsOk());
    ASSERT_TRUE(holder->has_value());
    EXPECT_EQ((*holder)->process, static_cast<std::uint64_t>(::getpid()));
  }
  EXPECT_THAT(RocksStore::open({.directory = temporary.store()}),
              IsErrorSaying(ErrorCode::kBusy, HasSubstr("is in use by process")));
}

}  // namespace
}  // namespace muster::storage
