// Damage is named, never skipped: a byte changed on disk is an error that says where, or changed
// nothing that anyone reads.
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/write_batch.h>

#include "storage/database.h"
#include "storage/directory.h"
#include "storage/meta_key_codec.h"
#include "storage/node_key_codec.h"
#include "storage/node_row_codec.h"
#include "storage/rocks_store.h"
#include "storage/state_row_codec.h"
#include "storage/store_loader.h"
#include "tests/contract/store_steps.h"
#include "tests/storage/temporary_directory.h"
#include "tests/support/matchers.h"

namespace muster::storage {
namespace {

namespace fs = std::filesystem;

using ::muster::testing::commit_literal;
using ::muster::testing::IsError;
using ::muster::testing::IsErrorSaying;
using ::muster::testing::IsOk;
using ::muster::testing::put;
using ::muster::testing::TemporaryDirectory;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr std::uint32_t kSeed = 7575;

constexpr std::string_view kGraph = R"(
    (ann:Human {name: 'Ann', n: 1, _sources: ['hr']})
    (ann)-[:CAN_ASSUME {_valid_until: '2027-01-01'}]->(deploy:Role)
    (deploy)-[:GRANTS {level: 'write'}]->(invoices:Bucket {_sources: ['aws', 'hr']})
)";

// Commits kGraph and two records, and closes the store. Reopening moves what the log holds into
// table files.
void make_store(const std::string& directory, int reopened) {
  {
    const auto store = RocksStore::open({.directory = directory});
    ASSERT_THAT(store, IsOk());
    commit_literal(**store, kGraph);
    ASSERT_THAT(put(**store, {{"1", "one"}, {"2", "two"}}), IsOk());
  }
  for (; reopened > 0; --reopened) ASSERT_THAT(RocksStore::open({.directory = directory}), IsOk());
}

std::vector<fs::path> files_of(const std::string& directory, const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(rocksdb_directory(directory))) {
    if (file.path().extension() == extension && file.file_size() > 0) files.push_back(file.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void flip_byte(const fs::path& path, std::uintmax_t offset) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(offset));
  const int byte = file.get();
  file.seekp(static_cast<std::streamoff>(offset));
  file.put(static_cast<char>(byte ^ 0x20));
  ASSERT_TRUE(file.good());
}

// Everything a store can be asked, as one text.
Result<std::string> read_all(const std::string& directory) {
  MUSTER_TRY(const auto store, RocksStore::open({.directory = directory}));
  std::string all = std::to_string(store->snapshot()->checksum());
  MUSTER_CHECK(store->scan_records(Keyspace::kTestRecords, "",
                                   [&](std::string_view key, std::string_view bytes) {
                                     all.append(key).append("=").append(bytes).append(";");
                                     return true;
                                   }));
  MUSTER_CHECK(store->read_changes(0, [&](const ChangeCommit& commit, const ElementChange&) {
    all += std::to_string(commit.sequence);
    return true;
  }));
  return all;
}

TEST(RocksStoreDamage, AChangedByteInATableIsFoundOrHarmless) {
  const TemporaryDirectory temporary;
  make_store(temporary.store(), 1);
  const Result<std::string> sound = read_all(temporary.store());
  ASSERT_THAT(sound, IsOk());
  const std::vector<fs::path> tables = files_of(temporary.store(), ".sst");
  ASSERT_GE(tables.size(), kColumnFamilyNames.size());

  std::mt19937_64 chance(kSeed);
  int found = 0;
  for (const fs::path& table : tables) {
    for (int flip = 0; flip < 4; ++flip) {
      const TemporaryDirectory copies;
      fs::copy(temporary.store(), copies.store(), fs::copy_options::recursive);
      // The first flip always hits the rows, the others hit anything.
      const std::uintmax_t offset = flip == 0 ? 8 : chance() % fs::file_size(table);
      flip_byte(fs::path(rocksdb_directory(copies.store())) / table.filename(), offset);

      const Result<std::string> read = read_all(copies.store());

      SCOPED_TRACE(table.filename().string() + " offset " + std::to_string(offset));
      if (read.has_value()) {
        EXPECT_NE(flip, 0) << "damaged rows were read";
        EXPECT_EQ(*read, *sound);
        continue;
      }
      EXPECT_THAT(read, IsErrorSaying(ErrorCode::kCorruption, HasSubstr("The store is damaged")));
      ++found;
    }
  }
  EXPECT_GE(found, static_cast<int>(tables.size()));
}

TEST(RocksStoreDamage, AChangedByteInTheLogOfAnAcknowledgedCommitIsFound) {
  const TemporaryDirectory temporary;
  make_store(temporary.store(), 0);
  const fs::path log = files_of(temporary.store(), ".log").back();

  flip_byte(log, fs::file_size(log) / 2);

  EXPECT_THAT(RocksStore::open({.directory = temporary.store()}),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("The store is damaged")));
}

TEST(RocksStoreDamage, AnOperatorMayTakeADamagedLogUpToTheDamage) {
  const TemporaryDirectory temporary;
  make_store(temporary.store(), 1);
  {
    const auto store = RocksStore::open({.directory = temporary.store()});
    ASSERT_THAT(store, IsOk());
    ASSERT_THAT(put(**store, {{"3", std::string(1000, 'x')}}), IsOk());
  }
  const fs::path log = files_of(temporary.store(), ".log").back();
  flip_byte(log, fs::file_size(log) - 500);
  ASSERT_THAT(RocksStore::open({.directory = temporary.store()}), IsError(ErrorCode::kCorruption));

  const auto store = RocksStore::open({.directory = temporary.store(), .accept_torn_tail = true});

  ASSERT_THAT(store, IsOk());
  EXPECT_EQ((*store)->sequence(), 2u);
}

TEST(RocksStoreDamage, ALostTableFileIsFound) {
  const TemporaryDirectory temporary;
  make_store(temporary.store(), 1);
  fs::remove(files_of(temporary.store(), ".sst").front());
  EXPECT_THAT(RocksStore::open({.directory = temporary.store()}),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("The store is damaged")));
}

TEST(RocksStoreDamage, ALostDatabaseIsNotAnEmptyStore) {
  const TemporaryDirectory temporary;
  make_store(temporary.store(), 0);
  fs::remove_all(rocksdb_directory(temporary.store()));
  EXPECT_THAT(RocksStore::open({.directory = temporary.store()}), IsError(ErrorCode::kCorruption));
}

// --- Rows that pass RocksDB's checks and are wrong all the same.

// Opens the database below the store and puts one row into it.
void put_row(const std::string& directory, ColumnFamily family, const std::string& key,
             const std::string& value) {
  const auto database = Database::open({.path = rocksdb_directory(directory), .is_complete = true});
  ASSERT_THAT(database, IsOk());
  rocksdb::WriteBatch batch;
  ASSERT_TRUE(batch.Put((*database)->handle(family), key, value).ok());
  ASSERT_THAT((*database)->write(batch, true), IsOk());
}

TEST(RocksStoreDamage, ARowThatDoesNotDecodeIsNamed) {
  const TemporaryDirectory temporary;
  make_store(temporary.store(), 0);
  put_row(temporary.store(), ColumnFamily::kNodes, encode_node_key(make_id<NodeId>(1, 0)), "\x01");
  const auto store = RocksStore::open({.directory = temporary.store()});
  EXPECT_THAT(store, IsErrorSaying(ErrorCode::kCorruption,
                                   "The store is damaged in column family \"nodes\" at key "
                                   "0000000100000000: the node row ends too early."));
  EXPECT_THAT(store.error().hint, HasSubstr("nothing was skipped or changed"));
}

TEST(RocksStoreDamage, ARowTooManyIsNamed) {
  const TemporaryDirectory temporary;
  make_store(temporary.store(), 0);
  put_row(temporary.store(), ColumnFamily::kNodes, encode_node_key(make_id<NodeId>(1, 9)),
          *encode_node_row({}));
  EXPECT_THAT(RocksStore::open({.directory = temporary.store()}),
              IsErrorSaying(ErrorCode::kCorruption,
                            AllOf(HasSubstr("\"nodes\" at key 0000000100000009"),
                                  HasSubstr("another node lives in the node's slot"))));
}

TEST(RocksStoreDamage, ASlotBeyondAllThatWereGivenOutIsNamed) {
  const TemporaryDirectory temporary;
  make_store(temporary.store(), 0);
  put_row(temporary.store(), ColumnFamily::kNodes, encode_node_key(make_id<NodeId>(0xFFFFFFFF, 0)),
          *encode_node_row({}));
  EXPECT_THAT(RocksStore::open({.directory = temporary.store()}),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("slot was never given out")));
}

TEST(RocksStoreDamage, CountsThatDoNotAddUpAreNamed) {
  const TemporaryDirectory temporary;
  make_store(temporary.store(), 0);
  StateRow state;
  {
    const auto database =
        Database::open({.path = rocksdb_directory(temporary.store()), .is_complete = true});
    ASSERT_THAT(database, IsOk());
    state = *read_state(**database);
  }
  state.edges += 1;
  put_row(temporary.store(), ColumnFamily::kMeta, encode_meta_key({.kind = MetaKind::kState}),
          encode_state_row(state));
  EXPECT_THAT(RocksStore::open({.directory = temporary.store()}),
              IsErrorSaying(ErrorCode::kCorruption,
                            "The store is damaged: it should have 3 edges and has 2."));
}

}  // namespace
}  // namespace muster::storage
