// A writer is killed in the middle of its commits, again and again; whatever it was told is
// committed is there, whole, and nothing is there by half.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/rocks_store.h"
#include "tests/contract/store_steps.h"
#include "tests/crash_writer/crash_commit.h"
#include "tests/storage/temporary_directory.h"
#include "tests/support/matchers.h"

namespace muster::storage {
namespace {

namespace fs = std::filesystem;

using ::muster::testing::commit;
using ::muster::testing::crash_alias;
using ::muster::testing::crash_load;
using ::muster::testing::crash_pair_lives;
using ::muster::testing::IsErrorSaying;
using ::muster::testing::IsOk;
using ::muster::testing::IsOkAndHolds;
using ::muster::testing::TemporaryDirectory;
using ::muster::testing::write_crash_commit;
using ::testing::HasSubstr;
using ::testing::Optional;

constexpr int kKills = 12;
constexpr std::uint32_t kSeed = 7575;

// It lies beside this test's own executable.
std::string crash_writer_program() {
  return (fs::read_symlink("/proc/self/exe").parent_path() / "muster_crash_writer").string();
}

// A started muster_crash_writer.
class CrashWriter {
 public:
  explicit CrashWriter(const std::string& directory) {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    const std::string program = crash_writer_program();
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      ::execl(program.c_str(), "muster_crash_writer", directory.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ::fdopen(ends[0], "r");
  }
  ~CrashWriter() { std::fclose(output_); }
  CrashWriter(const CrashWriter&) = delete;
  CrashWriter& operator=(const CrashWriter&) = delete;

  // The next acknowledged number; 0: there is none any more.
  std::uint64_t next_acknowledged() {
    char line[32];
    return std::fgets(line, sizeof line, output_) == nullptr ? 0 : std::strtoull(line, nullptr, 10);
  }

  pid_t process() const { return process_; }

  // kill -9, then the last number that was acknowledged before it took effect, or `last`.
  std::uint64_t kill(std::uint64_t last) {
    ::kill(process_, SIGKILL);
    int status = 0;
    ::waitpid(process_, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself, with status " << status;
    while (const std::uint64_t number = next_acknowledged()) last = number;
    return last;
  }

 private:
  pid_t process_ = -1;
  std::FILE* output_ = nullptr;
};

std::uint64_t count_outgoing(const GraphSnapshot& graph, NodeId node) {
  return graph.degree(slot_of(node), Direction::kOutgoing);
}

// Everything of commit `n` is there, or nothing.
void expect_whole(const RocksStore& store, std::uint64_t n, std::uint64_t committed) {
  const auto graph = store.snapshot();
  const std::vector<NodeId> pair = graph->nodes_by_alias(crash_alias(n));
  if (!crash_pair_lives(n, committed)) {
    EXPECT_TRUE(pair.empty()) << "pair " << n << " of " << committed;
  } else {
    ASSERT_EQ(pair.size(), 2u) << "pair " << n << " of " << committed;
    std::uint64_t edges = 0;
    for (const NodeId node : pair) {
      EXPECT_EQ(graph->property(node, "n"), Value(static_cast<std::int64_t>(n)));
      edges += count_outgoing(*graph, node);
      if (!graph->property(node, "load").is_null()) {
        EXPECT_EQ(graph->property(node, "load"), Value(crash_load(n)));
      }
    }
    EXPECT_EQ(edges, 1u) << "pair " << n;
  }
  if (n <= committed) {
    EXPECT_THAT(store.get_record(Keyspace::kTestRecords, std::to_string(n)),
                IsOkAndHolds(Optional(std::to_string(n) + crash_load(n))));
  } else {
    EXPECT_THAT(store.get_record(Keyspace::kTestRecords, std::to_string(n)),
                IsOkAndHolds(std::optional<std::string>()));
  }
}

void expect_whole_up_to(const RocksStore& store, std::uint64_t committed) {
  std::uint64_t pairs = 0;
  for (std::uint64_t n = 1; n <= committed + 3; ++n) {
    expect_whole(store, n, committed);
    if (crash_pair_lives(n, committed)) ++pairs;
  }
  EXPECT_EQ(store.snapshot()->node_count(), 2 * pairs);
  EXPECT_EQ(store.snapshot()->edge_count(), pairs);
}

// Each life kills the writer once it has acknowledged a seeded number of commits, wherever in the
// next one it then is.
TEST(RocksStoreCrash, EveryAcknowledgedCommitSurvivesAKillAndNoneIsThereByHalf) {
  const TemporaryDirectory temporary;
  std::mt19937 chance(kSeed);
  std::uniform_int_distribution<int> acknowledged_before_kill(0, 60);
  std::uint64_t acknowledged = 0;
  for (int life = 0; life < kKills; ++life) {
    SCOPED_TRACE("life " + std::to_string(life) + ", seed " + std::to_string(kSeed));
    {
      CrashWriter writer(temporary.store());
      for (int left = acknowledged_before_kill(chance); left > 0; --left) {
        acknowledged = writer.next_acknowledged();
        ASSERT_NE(acknowledged, 0u) << "the writer ended by itself";
      }
      acknowledged = writer.kill(acknowledged);
    }

    const auto store = RocksStore::open({.directory = temporary.store()});
    ASSERT_THAT(store, IsOk());
    // A commit that was durable but not yet acknowledged may be there too, whole.
    EXPECT_GE((*store)->sequence(), acknowledged);
    EXPECT_LE((*store)->sequence(), acknowledged + 1);
    expect_whole_up_to(**store, (*store)->sequence());
    acknowledged = (*store)->sequence();
  }
  EXPECT_GT(acknowledged, 50u);
}

TEST(RocksStoreCrash, AStoreThatAnotherProcessHasOpenIsBusy) {
  const TemporaryDirectory temporary;
  CrashWriter writer(temporary.store());
  ASSERT_NE(writer.next_acknowledged(), 0u);

  for (const bool read_only : {false, true}) {
    const auto refused = RocksStore::open({.directory = temporary.store(), .read_only = read_only});
    EXPECT_THAT(refused,
                IsErrorSaying(ErrorCode::kBusy, HasSubstr("is in use by process " +
                                                          std::to_string(writer.process()))));
    EXPECT_THAT(refused.error().hint, HasSubstr("--server URL"));
  }

  writer.kill(1);
  EXPECT_THAT(RocksStore::open({.directory = temporary.store()}), IsOk());
}

fs::path newest_log(const std::string& directory) {
  fs::path newest;
  for (const auto& file : fs::directory_iterator(fs::path(directory) / "rocksdb")) {
    if (file.path().extension() == ".log" && file.file_size() > 0) {
      newest = std::max(newest, file.path());
    }
  }
  return newest;
}

// What a power cut leaves of a write that was never acknowledged: the log without its end.
TEST(RocksStoreCrash, ALogCutShortAnywhereGivesWholeCommitsOnly) {
  const TemporaryDirectory temporary;
  constexpr std::uint64_t kCommits = 10;
  // Made in a life of its own, so that the log holds commits and nothing else.
  ASSERT_THAT(RocksStore::open({.directory = temporary.store()}), IsOk());
  {
    const auto store = RocksStore::open({.directory = temporary.store()});
    ASSERT_THAT(store, IsOk());
    for (std::uint64_t n = 1; n <= kCommits; ++n) {
      ASSERT_THAT(
          commit(**store,
                 [&](WriteBatch& batch) { EXPECT_THAT(write_crash_commit(batch, n), IsOk()); }),
          IsOk());
    }
  }
  const fs::path log = newest_log(temporary.store());
  ASSERT_FALSE(log.empty());
  const std::uintmax_t whole = fs::file_size(log);

  std::mt19937_64 chance(kSeed);
  for (int cut = 0; cut < 10; ++cut) {
    const TemporaryDirectory copies;
    fs::copy(temporary.store(), copies.store(), fs::copy_options::recursive);
    const std::uintmax_t kept = chance() % whole;
    SCOPED_TRACE("log cut to " + std::to_string(kept) + " of " + std::to_string(whole) + " bytes");
    fs::resize_file(newest_log(copies.store()), kept);

    const auto store = RocksStore::open({.directory = copies.store()});

    ASSERT_THAT(store, IsOk());
    EXPECT_LT((*store)->sequence(), kCommits);
    expect_whole_up_to(**store, (*store)->sequence());
  }
}

}  // namespace
}  // namespace muster::storage
