#include "tests/tck/feature_file.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace muster::tck {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// What stands behind `keyword` if the line begins with it.
std::optional<std::string_view> behind(std::string_view line, std::string_view keyword) {
  if (!line.starts_with(keyword)) return std::nullopt;
  return trimmed(line.substr(keyword.size()));
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '|') {
      cells.emplace_back(trimmed(cell));
      cell.clear();
    } else if (c == '\\' && i + 1 < line.size() &&
               (line[i + 1] == '|' || line[i + 1] == '\\' || line[i + 1] == 'n')) {
      cell += line[++i] == 'n' ? '\n' : line[i];
    } else {
      cell += c;
    }
  }
  return cells;
}

using Table = std::vector<std::vector<std::string>>;

struct Outline {
  Scenario scenario;
  std::vector<Table> examples;  // Each with its header first.
  bool is_outline = false;
};

std::string filled(std::string text, const std::vector<std::string>& header,
                   const std::vector<std::string>& row) {
  for (std::size_t i = 0; i < header.size() && i < row.size(); ++i) {
    const std::string mark = "<" + header[i] + ">";
    for (std::size_t at = text.find(mark); at != std::string::npos;
         at = text.find(mark, at + row[i].size()))
      text.replace(at, mark.size(), row[i]);
  }
  return text;
}

Scenario example_of(const Outline& outline, const std::vector<std::string>& header,
                    const std::vector<std::string>& row, std::size_t index) {
  Scenario out = outline.scenario;
  out.example = index;
  out.from_outline = true;
  out.name = filled(out.name, header, row);
  for (Step& step : out.steps) {
    step.text = filled(step.text, header, row);
    step.doc = filled(step.doc, header, row);
    for (auto& cells : step.table) {
      for (std::string& cell : cells) cell = filled(cell, header, row);
    }
  }
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  Result<Feature> read() {
    while (next_line()) MUSTER_CHECK(take(trimmed(line_)));
    finish_scenario();
    return std::move(feature_);
  }

 private:
  bool next_line() {
    if (rest_.empty()) return false;
    const auto end = rest_.find('\n');
    line_ = rest_.substr(0, end);
    if (line_.ends_with('\r')) line_.remove_suffix(1);
    rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
    ++number_;
    return true;
  }

  Error problem(std::string_view what) const {
    return Error{.code = ErrorCode::kInvalidInput,
                 .message = fmt::format("line {}: {}", number_, what)};
  }

  Result<void> take(std::string_view line) {
    if (line.empty() || line.starts_with('#')) return ok();
    if (line.starts_with('@')) {
      take_tags(line);
      return ok();
    }
    if (const auto name = behind(line, "Feature:")) {
      feature_.name = *name;
      return ok();
    }
    if (behind(line, "Background:")) return begin(&background_), ok();
    if (const auto name = behind(line, "Scenario Outline:")) return heading(*name, true), ok();
    if (const auto name = behind(line, "Scenario:")) return heading(*name, false), ok();
    if (behind(line, "Examples:")) return take_examples();
    if (line.starts_with('|')) return take_row(line);
    if (line.starts_with("\"\"\"")) return take_doc();
    for (const std::string_view keyword : {"Given ", "When ", "Then ", "And ", "But "}) {
      if (const auto text = behind(line, keyword)) return take_step(*text);
    }
    // Free text may stand between the feature's name and its first scenario.
    if (steps_ == nullptr) return ok();
    return problem(fmt::format("'{}' is neither a heading nor a step", line));
  }

  void take_tags(std::string_view line) {
    while (!line.empty()) {
      const auto end = line.find_first_of(" \t");
      tags_.emplace_back(line.substr(0, end));
      line = end == std::string_view::npos ? std::string_view() : trimmed(line.substr(end));
    }
  }

  void begin(std::vector<Step>* steps) {
    finish_scenario();
    steps_ = steps;
    in_examples_ = false;
  }

  void heading(std::string_view name, bool is_outline) {
    begin(&outline_.scenario.steps);
    outline_ = {};
    outline_.is_outline = is_outline;
    outline_.scenario.name = name;
    outline_.scenario.line = number_;
    outline_.scenario.tags = std::exchange(tags_, {});
    outline_.scenario.steps = background_;
    open_ = true;
  }

  void finish_scenario() {
    if (!std::exchange(open_, false)) return;
    if (!outline_.is_outline) {
      feature_.scenarios.push_back(std::move(outline_.scenario));
      return;
    }
    std::size_t index = 0;
    for (const Table& table : outline_.examples) {
      for (std::size_t i = 1; i < table.size(); ++i)
        feature_.scenarios.push_back(example_of(outline_, table[0], table[i], index++));
    }
  }

  Result<void> take_examples() {
    if (!open_ || !outline_.is_outline) return problem("Examples belong to a Scenario Outline");
    in_examples_ = true;
    outline_.examples.emplace_back();
    return ok();
  }

  Result<void> take_row(std::string_view line) {
    if (in_examples_) {
      outline_.examples.back().push_back(cells_of(line));
      return ok();
    }
    if (steps_ == nullptr || steps_->empty()) return problem("a table belongs to a step");
    steps_->back().table.push_back(cells_of(line));
    return ok();
  }

  Result<void> take_step(std::string_view text) {
    if (steps_ == nullptr) return problem("a step belongs to a scenario");
    Step step;
    step.line = number_;
    step.text = text;
    steps_->push_back(std::move(step));
    return ok();
  }

  Result<void> take_doc() {
    if (steps_ == nullptr || steps_->empty()) return problem("a doc string belongs to a step");
    Step& step = steps_->back();
    step.has_doc = true;
    const std::size_t indent = line_.find('"');
    for (bool first = true; next_line(); first = false) {
      if (trimmed(line_) == "\"\"\"") return ok();
      const std::size_t own = line_.find_first_not_of(" \t");
      if (!first) step.doc += '\n';
      step.doc += line_.substr(std::min({indent, own, line_.size()}));
    }
    return problem("the doc string does not end");
  }

  std::string_view rest_;
  std::string_view line_;
  std::size_t number_ = 0;
  Feature feature_;
  std::vector<Step> background_;
  Outline outline_;
  std::vector<Step>* steps_ = nullptr;  // Where the next step goes.
  std::vector<std::string> tags_;       // Of the next heading.
  bool open_ = false;                   // outline_ holds a scenario.
  bool in_examples_ = false;
};

}  // namespace

Result<Feature> read_feature(std::string_view text) { return Reader(text).read(); }

}  // namespace muster::tck
