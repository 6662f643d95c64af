#include "tests/tck/scenario_runner.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/graph/memory_store.h"
#include "query/engine/query_engine.h"
#include "query/engine/store_transactions.h"
#include "tests/tck/cell_value.h"
#include "tests/tck/error_triple.h"
#include "tests/tck/mock_procedure.h"
#include "tests/tck/side_effects.h"

namespace muster::tck {
namespace {

constexpr std::chrono::milliseconds kStatementTimeMax{20'000};
constexpr std::size_t kStatementMemoryMax = std::size_t{4} << 30;

// What came of a statement: rows as they were described while the graph held them, or an error.
struct Answer {
  std::vector<std::string> columns;
  std::vector<std::vector<CellValue>> rows;
  std::optional<Error> error;
  bool before_running = false;  // Of the error.
};

std::vector<std::string> row_texts(const std::vector<std::vector<CellValue>>& rows, bool bags) {
  std::vector<std::string> texts;
  for (const auto& row : rows) {
    std::string text = "|";
    for (const CellValue& value : row) text += " " + canonical_text(value, bags) + " |";
    texts.push_back(std::move(text));
  }
  return texts;
}

std::string line_of_effects(const std::map<std::string, std::int64_t>& effects) {
  std::string text;
  for (const auto& [what, count] : effects) text += fmt::format("{}: {}  ", what, count);
  return text.empty() ? "none" : text;
}

class Run {
 public:
  Run(const std::filesystem::path& graphs, const ConfinedFolder* csv_folder) : graphs_(graphs) {
    options_.csv_folder = csv_folder;
  }

  // Errors: what differs from the step.
  Result<void> step(const Step& step) {
    const std::string& text = step.text;
    if (text == "an empty graph" || text == "any graph") return ok();
    if (text.starts_with("the ") && text.ends_with(" graph"))
      return load_graph(text.substr(4, text.size() - 10));
    if (text == "having executed:") return set_up(step.doc);
    if (text == "parameters are:") return take_parameters(step);
    if (text.starts_with("there exists a procedure ")) return declare(step);
    if (text == "executing query:" || text == "executing control query:") {
      MUSTER_CHECK(no_unexpected_error());
      before_ = state_of(*store_->snapshot());
      answer_ = execute(step.doc);
      answered_ = true;
      error_expected_ = false;
      return ok();
    }
    if (text.find(" should be raised at ") != std::string::npos) return check_error(text);
    if (!answered_) return different(fmt::format("no such step: {}", text));
    MUSTER_CHECK(no_unexpected_error());
    if (text == "the result should be empty") return check_empty();
    if (text.starts_with("the result should be")) return check_rows(step);
    if (text == "no side effects") return check_effects({});
    if (text == "the side effects should be:") return check_effects(step.table);
    return different(fmt::format("no such step: {}", text));
  }

  // An error that no step asked for.
  Result<void> no_unexpected_error() const {
    if (!answer_.error || error_expected_) return ok();
    return different(format_error(*answer_.error));
  }

 private:
  static Error different(std::string what) {
    return Error{.code = ErrorCode::kInvalidInput, .message = std::move(what)};
  }

  query::QueryEngine& engine() {
    if (!engine_) engine_ = std::make_unique<query::QueryEngine>(std::move(procedures_));
    return *engine_;
  }

  Answer execute(const std::string& text) {
    Answer answer;
    WorkBudget unbounded;
    const auto writes = engine().writes(text, *store_->snapshot(), unbounded);
    if (!writes) {
      answer.error = writes.error();
      answer.before_running = true;
      return answer;
    }
    const auto keep = [&answer](std::span<const ValueList> rows,
                                const GraphSnapshot& graph) -> Result<bool> {
      for (const ValueList& row : rows) {
        auto& described = answer.rows.emplace_back();
        for (const Value& value : row) described.push_back(describe(value, graph));
      }
      return true;
    };
    const auto summary = *writes ? run_write(text, keep) : run_read(text, keep);
    if (summary) {
      answer.columns = summary->columns;
    } else {
      answer.error = summary.error();
    }
    return answer;
  }

  Result<query::QuerySummary> run_read(const std::string& text, const query::RowsSink& keep) {
    WorkBudget budget({.time_ms = kStatementTimeMax, .memory_bytes = kStatementMemoryMax});
    return engine().run_read(text, parameters_, *store_->snapshot(), budget, options_, keep);
  }
  Result<query::QuerySummary> run_write(const std::string& text, const query::RowsSink& keep) {
    WorkBudget budget({.time_ms = kStatementTimeMax, .memory_bytes = kStatementMemoryMax});
    query::StoreTransactions transactions(*store_);
    MUSTER_TRY(WriteBatch * batch, transactions.begin());
    query::QueryOptions options = options_;
    options.transactions = &transactions;
    MUSTER_TRY(auto summary, engine().run_write(text, parameters_, *batch, budget, options, keep));
    MUSTER_TRY([[maybe_unused]] const CommitInfo committed, transactions.finish());
    return summary;
  }

  Result<void> set_up(const std::string& text) {
    Answer answer = execute(text);
    if (answer.error) return different("the set-up failed: " + format_error(*answer.error));
    return ok();
  }

  Result<void> load_graph(const std::string& name) {
    const auto path = graphs_ / name / (name + ".cypher");
    std::ifstream stream(path);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) return different(fmt::format("the graph {} cannot be read", path.string()));
    return set_up(std::move(text).str());
  }

  Result<void> take_parameters(const Step& step) {
    for (const auto& row : step.table) {
      if (row.size() != 2) return different("a parameter is a name and a value");
      MUSTER_TRY(const CellValue value, read_cell(row[1]));
      MUSTER_TRY(parameters_[row[0]], plain_value(value));
    }
    return ok();
  }

  Result<void> declare(const Step& step) {
    constexpr std::string_view kBefore = "there exists a procedure ";
    MUSTER_TRY(auto procedure,
               make_mock_procedure(std::string_view(step.text).substr(kBefore.size()), step.table));
    procedures_.push_back(std::move(procedure));
    return ok();
  }

  Result<void> check_error(const std::string& text) {
    MUSTER_TRY(const ErrorTriple expected, expected_triple(text));
    if (!answer_.error) return different("it succeeded");
    const ErrorTriple found = triple_of(*answer_.error, answer_.before_running);
    if (!expected.covers(found))
      return different(fmt::format("it failed with {}: {}", found.text(), answer_.error->message));
    error_expected_ = true;
    const auto effects = side_effects(before_, state_of(*store_->snapshot()));
    if (!effects.empty())
      return different("it failed, and still changed: " + line_of_effects(effects));
    return ok();
  }

  Result<void> check_empty() const {
    if (answer_.rows.empty()) return ok();
    return different(fmt::format("it gave {} rows, the first {}", answer_.rows.size(),
                                 row_texts(answer_.rows, false)[0]));
  }

  Result<void> check_rows(const Step& step) const {
    const bool ordered = step.text.find("in order") != std::string::npos;
    const bool bags = step.text.find("ignoring element order for lists") != std::string::npos;
    if (step.table.empty()) return different("the expected table has no header");
    if (answer_.columns != step.table[0])
      return different(fmt::format("the columns are | {} |", fmt::join(answer_.columns, " | ")));
    std::vector<std::vector<CellValue>> rows;
    for (std::size_t i = 1; i < step.table.size(); ++i) {
      auto& row = rows.emplace_back();
      for (const std::string& cell : step.table[i]) {
        MUSTER_TRY(CellValue value, read_cell(cell));
        row.push_back(std::move(value));
      }
    }
    auto expected = row_texts(rows, bags);
    auto found = row_texts(answer_.rows, bags);
    if (!ordered) {
      std::sort(expected.begin(), expected.end());
      std::sort(found.begin(), found.end());
    }
    if (expected == found) return ok();
    return different(fmt::format("expected {} rows:\n      {}\n    found {} rows:\n      {}",
                                 expected.size(), fmt::join(expected, "\n      "), found.size(),
                                 fmt::join(found, "\n      ")));
  }

  Result<void> check_effects(const std::vector<std::vector<std::string>>& table) const {
    std::map<std::string, std::int64_t> expected;
    for (const auto& row : table) {
      if (row.size() != 2) return different("a side effect is a name and a number");
      const std::int64_t count = std::strtoll(row[1].c_str(), nullptr, 10);
      if (count != 0) expected[row[0]] = count;
    }
    const auto found = side_effects(before_, state_of(*store_->snapshot()));
    if (expected == found) return ok();
    return different("its side effects are " + line_of_effects(found));
  }

  const std::filesystem::path& graphs_;
  query::QueryOptions options_;
  std::unique_ptr<GraphStore> store_ = make_memory_store();
  std::vector<std::unique_ptr<const query::Procedure>> procedures_;
  std::unique_ptr<query::QueryEngine> engine_;  // Made at the first statement.
  ValueMap parameters_;
  GraphState before_;
  Answer answer_;
  bool answered_ = false;
  bool error_expected_ = false;
};

}  // namespace

Outcome run_scenario(const Scenario& scenario, const std::filesystem::path& graphs,
                     const ConfinedFolder* csv_folder) {
  if (std::ranges::find(scenario.tags, "@ignore") != scenario.tags.end())
    return {Outcome::Kind::kSkipped, "the scenario is marked @ignore"};
  Run run(graphs, csv_folder);
  for (const Step& step : scenario.steps) {
    if (const auto result = run.step(step); !result)
      return {Outcome::Kind::kFailed,
              fmt::format("line {}: {}: {}", step.line, step.text, result.error().message)};
  }
  if (const auto result = run.no_unexpected_error(); !result)
    return {Outcome::Kind::kFailed, result.error().message};
  return {};
}

}  // namespace muster::tck
