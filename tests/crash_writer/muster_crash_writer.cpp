// muster_crash_writer DIRECTORY: opens the store and commits until it is killed. After each commit
// that was acknowledged it writes its number, as a line, to standard output.
#include <cstdio>
#include <string>
#include <unistd.h>

#include "storage/rocks_store.h"
#include "tests/crash_writer/crash_commit.h"

namespace {

muster::Result<void> commit_until_killed(const std::string& directory) {
  MUSTER_TRY(const auto store, muster::storage::RocksStore::open({.directory = directory}));
  for (std::uint64_t n = store->sequence() + 1;; ++n) {
    MUSTER_TRY(const auto transaction, store->begin_write());
    MUSTER_CHECK(muster::testing::write_crash_commit(transaction->batch(), n));
    MUSTER_CHECK(transaction->commit());
    const std::string line = std::to_string(n) + "\n";
    // One unbuffered write a line: what the test reads was acknowledged, and is no less than all.
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return muster::ok();
  }
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    std::fputs("usage: muster_crash_writer DIRECTORY\n", stderr);
    return 64;
  }
  const auto written = commit_until_killed(arguments[1]);
  if (!written.has_value()) std::fprintf(stderr, "%s\n", written.error().message.c_str());
  return 2;
}
