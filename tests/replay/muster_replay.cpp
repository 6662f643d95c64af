// muster_replay DIR: runs every recorded file of DIR on a graph of its own and compares its
// verified checks, each as a set of rows. A line for each failure; `N passed, N failed` last.
//
// Exit 0: none failed; 1: some did; 2: DIR holds no recordings, or an argument is wrong.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/replay/replay_file.h"
#include "tests/support/query_session.h"

namespace muster::replay {
namespace {

namespace fs = std::filesystem;

struct Count {
  std::size_t passed = 0;
  std::size_t failed = 0;
};

using RowSet = std::set<std::string>;

RowSet set_of(const std::vector<ValueList>& rows) {
  RowSet texts;
  for (const ValueList& row : rows) texts.insert(to_literal(Value(row)));
  return texts;
}

std::string shown(const RowSet& rows) {
  constexpr std::size_t kShown = 3;
  std::vector<std::string> first(
      rows.begin(),
      std::next(rows.begin(), static_cast<std::ptrdiff_t>(std::min(kShown, rows.size()))));
  return fmt::format("{} rows {}{}", rows.size(), fmt::join(first, " "),
                     rows.size() > kShown ? " …" : "");
}

RowSet without(const RowSet& rows, const RowSet& others) {
  RowSet rest;
  std::ranges::set_difference(rows, others, std::inserter(rest, rest.end()));
  return rest;
}

class Replay {
 public:
  Replay(const std::vector<std::string>& queries, std::string filter)
      : queries_(queries), filter_(std::move(filter)) {}

  void run_file(const fs::path& path) {
    file_ = path.filename().string();
    if (file_.find(filter_) == std::string::npos) return;
    const auto events =
        read_events(path, [this](const std::string& text) { return temporal_of(text); });
    if (!events) return fail(0, events.error().message);
    testing::QuerySession session(engine_);
    for (const Event& event : *events) {
      if (const auto* mark = std::get_if<TestMark>(&event.what)) test_ = mark->name;
      if (const auto* statement = std::get_if<RecordedStatement>(&event.what))
        run_statement(session, event.line, *statement);
      if (const auto* check = std::get_if<RecordedCheck>(&event.what))
        run_check(session, event.line, *check);
    }
  }

  const Count& count() const { return count_; }

 private:
  // The language itself reads the text: with an offset an instant, without one a local time.
  Result<Value> temporal_of(const std::string& text) const {
    const std::size_t time = text.find('T');
    const bool zoned =
        time != std::string::npos && text.find_first_of("Z+-[", time) != std::string::npos;
    testing::QuerySession empty(engine_);
    MUSTER_TRY(const auto result,
               empty.run(zoned ? "RETURN datetime($text)" : "RETURN localdatetime($text)",
                         {{"text", Value(text)}}));
    return result.rows[0][0];
  }

  void run_statement(testing::QuerySession& session, std::size_t line,
                     const RecordedStatement& statement) {
    if (statement.query >= queries_.size()) return fail(line, "there is no such query");
    const auto result = session.run(queries_[statement.query], statement.parameters);
    if (!result) fail(line, result.error().message);
  }

  void run_check(testing::QuerySession& session, std::size_t line, const RecordedCheck& check) {
    if (!check.verified || check.stub) return;
    if (check.query >= queries_.size()) return fail(line, "there is no such query");
    const auto result = session.run(queries_[check.query]);
    if (!result) return fail(line, result.error().message);
    const RowSet expected = set_of(check.expected);
    const RowSet found = set_of(result->rows);
    if (expected == found) {
      ++count_.passed;
      return;
    }
    fail(line, fmt::format("{}; missing: {}; too many: {}", queries_[check.query],
                           shown(without(expected, found)), shown(without(found, expected))));
  }

  void fail(std::size_t line, std::string reason) {
    ++count_.failed;
    std::ranges::replace(reason, '\n', ' ');  // A failure is one line.
    std::cout << fmt::format("FAILED {}:{} {}: {}\n", file_, line, test_, reason);
  }

  const std::vector<std::string>& queries_;
  const std::string filter_;
  const query::QueryEngine engine_;
  std::string file_;
  std::string test_;
  Count count_;
};

int run(const fs::path& folder, const std::string& filter) {
  const auto queries = read_queries(folder / "queries.json");
  if (!queries) {
    std::cout << queries.error().message << '\n';
    return 2;
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Replay replay(*queries, filter);
  for (const fs::path& file : files) replay.run_file(file);
  std::cout << fmt::format("{} passed, {} failed\n", replay.count().passed, replay.count().failed);
  if (replay.count().passed + replay.count().failed == 0) return 2;
  return replay.count().failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace muster::replay

int main(int argc, char** argv) {
  std::filesystem::path folder;
  std::string filter;
  CLI::App app("Runs recorded statements and compares what their tests expect.");
  app.add_option("folder", folder, "Folder of recordings (*.jsonl) and their texts (queries.json)")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--filter", filter, "Only files whose name holds this text");
  CLI11_PARSE(app, argc, argv);
  return muster::replay::run(folder, filter);
}
