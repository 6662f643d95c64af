// Recorded files of an inventory tool: statements with their parameters, and the rows that its own
// tests expect afterwards. JSON lines; the texts stand once in queries.json and are named by index.
//
// The law: nothing is skipped in silence. A line that is none of the known kinds is an error.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"

namespace muster::replay {

// `{"test":…}`: the statements that follow belong to this test of the tool.
struct TestMark {
  std::string name;
};
// `{"q":i,"p":{…}}`
struct RecordedStatement {
  std::size_t query = 0;
  ValueMap parameters;
};
// `{"check":i,"expect":[[…]…],"verified":bool,"stub":bool}`
struct RecordedCheck {
  std::size_t query = 0;
  std::vector<ValueList> expected;
  bool verified = false;  // An independent engine gave exactly these rows.
  bool stub = false;      // The tool's test replaced the answer; it says nothing of the graph.
};

struct Event {
  std::size_t line = 0;
  std::variant<TestMark, RecordedStatement, RecordedCheck> what;
};

// Makes a temporal value of its ISO text, which says by its offset whether it has one.
using TemporalReader = std::function<Result<Value>(const std::string& text)>;

// Errors of both: kInvalidInput with the line: not JSON, or not of these kinds.
Result<std::vector<std::string>> read_queries(const std::filesystem::path& path);
Result<std::vector<Event>> read_events(const std::filesystem::path& path,
                                       const TemporalReader& temporal);

}  // namespace muster::replay
