// muster_tck: runs language scenarios and ends with `N passed, N failed, N skipped`.
//
// Exit 0: none failed; 1: some did; 2: the folder holds nothing to run, or an argument is wrong.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tests/tck/scenario_runner.h"

namespace muster::tck {
namespace {

namespace fs = std::filesystem;

struct Options {
  fs::path features;
  fs::path graphs;
  fs::path report;
  std::string filter;
};

struct Count {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;

  void add(Outcome::Kind kind) {
    ++(kind == Outcome::Kind::kPassed ? passed : kind == Outcome::Kind::kFailed ? failed : skipped);
  }
  std::string text() const {
    return fmt::format("{} passed, {} failed, {} skipped", passed, failed, skipped);
  }
};

std::vector<fs::path> feature_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".feature") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string content_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

// One run over a folder: prints failures as they come, gathers the report.
class Session {
 public:
  explicit Session(const Options& options) : options_(options) {
    auto folder = ConfinedFolder::open(options.features / "csv");
    if (folder) csv_folder_ = std::move(folder).value();
  }

  int run() {
    for (const fs::path& path : feature_files(options_.features)) run_file(path);
    if (!options_.report.empty()) std::ofstream(options_.report) << report_.dump(1) << '\n';
    if (by_folder_.size() > 1) {
      for (const auto& [folder, count] : by_folder_)
        std::cout << fmt::format("{:50} {}\n", folder, count.text());
    }
    std::cout << total_.text() << '\n';
    if (total_.passed + total_.failed + total_.skipped == 0) return 2;
    return total_.failed == 0 ? 0 : 1;
  }

 private:
  void run_file(const fs::path& path) {
    const std::string relative = fs::relative(path, options_.features).string();
    const auto feature = read_feature(content_of(path));
    if (!feature) {
      take(relative, "", {Outcome::Kind::kFailed, feature.error().message});
      return;
    }
    for (const Scenario& scenario : feature->scenarios) {
      const std::string name = scenario.from_outline
                                   ? fmt::format("{} #{}", scenario.name, scenario.example)
                                   : scenario.name;
      const std::string id = relative + ": " + name;
      if (id.find(options_.filter) == std::string::npos) continue;
      take(relative, name, run_scenario(scenario, options_.graphs, csv_folder_.get()));
    }
  }

  // The report has the shape of GoogleTest's, so that whatever counts those counts this.
  void take(const std::string& file, const std::string& name, const Outcome& outcome) {
    total_.add(outcome.kind);
    by_folder_[fs::path(file).parent_path().string()].add(outcome.kind);
    nlohmann::json entry = {{"name", name}, {"status", "RUN"}, {"result", "COMPLETED"}};
    if (outcome.kind == Outcome::Kind::kFailed) {
      std::cout << fmt::format("FAILED {}: {}\n    {}\n", file, name, outcome.reason);
      entry["failures"] = {{{"failure", outcome.reason}}};
    } else if (outcome.kind == Outcome::Kind::kSkipped) {
      entry["result"] = "SKIPPED";
      entry["skipped"] = {{{"message", outcome.reason}}};
    }
    auto& suites = report_["testsuites"];
    if (suites.empty() || suites.back()["name"] != file)
      suites.push_back({{"name", file}, {"testsuite", nlohmann::json::array()}});
    suites.back()["testsuite"].push_back(std::move(entry));
  }

  const Options& options_;
  std::shared_ptr<const ConfinedFolder> csv_folder_;  // csv/ beside the features; null: none.
  Count total_;
  std::map<std::string, Count> by_folder_;
  nlohmann::json report_ = {{"testsuites", nlohmann::json::array()}};
};

}  // namespace
}  // namespace muster::tck

int main(int argc, char** argv) {
  muster::tck::Options options;
  CLI::App app("Runs language scenarios against the query engine, each on a graph of its own.");
  app.add_option("--features", options.features, "Folder of .feature files, read with its folders")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--graphs", options.graphs, "Folder of the named graphs");
  app.add_option("--report", options.report, "Where to write the outcomes as JSON");
  app.add_option("--filter", options.filter, "Only scenarios whose path and name hold this text");
  CLI11_PARSE(app, argc, argv);
  return muster::tck::Session(options).run();
}
