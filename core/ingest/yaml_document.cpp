// YAML as Kubernetes writes it: several documents a file, plain scalars typed as its own reader
// types them.
#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "core/ingest/document.h"

namespace muster::ingest {
namespace {

Error invalid(std::string message, std::string hint) {
  return Error{.code = ErrorCode::kInvalidInput,
               .message = std::move(message),
               .position = std::nullopt,
               .hint = std::move(hint),
               .detail = {}};
}

// yaml-cpp keeps an alias as a second name of one node, so a small file can stand for a tree
// without bounds. The tree is made under a budget: what the file could hold in plain text, and some
// more.
class TreeBudget {
 public:
  explicit TreeBudget(std::size_t file_bytes) : left_(file_bytes + kYamlExpansionMax) {}
  bool take() {
    if (left_ > 0) --left_;
    return left_ > 0;
  }

 private:
  std::size_t left_;
};

enum class Fault : std::uint8_t { kNone, kTooMany, kTooDeep };

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

Value plain_scalar(const std::string& text) {
  if (one_of(text, {"", "~", "null", "Null", "NULL"})) return Value();
  if (one_of(text, {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"}))
    return Value(true);
  if (one_of(text, {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"}))
    return Value(false);
  const char* first = text.data();
  const char* last = text.data() + text.size();
  std::int64_t integer = 0;
  if (const auto [end, error] = std::from_chars(first, last, integer);
      error == std::errc() && end == last) {
    return Value(integer);
  }
  double real = 0;
  const bool digit_first = text[0] == '-' || text[0] == '.' || (text[0] >= '0' && text[0] <= '9');
  if (const auto [end, error] = std::from_chars(first, last, real);
      digit_first && error == std::errc() && end == last) {
    return Value(real);
  }
  return Value(text);
}

Value tree_of(const YAML::Node& node, std::size_t depth, TreeBudget& budget, Fault& fault) {
  if (fault != Fault::kNone) return Value();
  if (!budget.take()) {
    fault = Fault::kTooMany;
    return Value();
  }
  if (depth > kDocumentDepthMax) {
    fault = Fault::kTooDeep;
    return Value();
  }
  switch (node.Type()) {
    case YAML::NodeType::Scalar:
      return node.Tag() == "!" || node.Tag() == "tag:yaml.org,2002:str"
                 ? Value(node.Scalar())
                 : plain_scalar(node.Scalar());
    case YAML::NodeType::Sequence: {
      ValueList list;
      for (const auto& child : node) {
        list.push_back(tree_of(child, depth + 1, budget, fault));
        if (fault != Fault::kNone) break;
      }
      return Value(std::move(list));
    }
    case YAML::NodeType::Map: {
      ValueMap map;
      for (const auto& entry : node) {
        if (!entry.first.IsScalar()) continue;  // A key that is a list or map names nothing here.
        map.insert_or_assign(entry.first.Scalar(), tree_of(entry.second, depth + 1, budget, fault));
        if (fault != Fault::kNone) break;
      }
      return Value(std::move(map));
    }
    default:
      return Value();
  }
}

// The scanner of yaml-cpp costs more than linear time in open brackets, and its tree is freed by
// recursion: depth is bounded before it sees the file.
Result<void> check_depth(const InputFile& file) {
  std::size_t open = 0;
  std::size_t dashes = 0;
  for (const char c : file.bytes) {
    if (c == '[' || c == '{') ++open;
    if ((c == ']' || c == '}') && open > 0) --open;
    dashes = c == '-' || (c == ' ' && dashes > 0) ? dashes + (c == '-' ? 1U : 0U) : 0;
    // "- - - -" nests as brackets do; "-----" is a rule of text, and longer ones are seen.
    if (open > kDocumentDepthMax || dashes > 4 * kDocumentDepthMax) {
      return invalid(
          fmt::format("{} is nested deeper than {} levels.", file.name, kDocumentDepthMax),
          "No known format nests so deep; check that this is the right file.");
    }
  }
  return ok();
}

}  // namespace

Result<std::vector<Value>> parse_yaml(const InputFile& file) {
  MUSTER_CHECK(check_utf8(file));
  if (file.bytes.size() > kYamlBytesMax) {
    return invalid(fmt::format("{} is larger than {} MB, the most that one YAML file may have.",
                               file.name, kYamlBytesMax >> 20U),
                   "Split it, or export the objects as JSON.");
  }
  MUSTER_CHECK(check_depth(file));
  std::vector<Value> documents;
  try {
    TreeBudget budget(file.bytes.size());
    for (const YAML::Node& node : YAML::LoadAll(std::string(without_bom(file.bytes)))) {
      if (!node.IsDefined() || node.IsNull()) continue;
      Fault fault = Fault::kNone;
      documents.push_back(tree_of(node, 1, budget, fault));
      if (fault == Fault::kTooMany) {
        return invalid(
            fmt::format("{} repeats parts of itself by alias until it has more than {} values.",
                        file.name, kYamlExpansionMax),
            "Write the repeated parts out, or check where the file is from.");
      }
      if (fault == Fault::kTooDeep) {
        return invalid(
            fmt::format("{} is nested deeper than {} levels.", file.name, kDocumentDepthMax),
            "No known format nests so deep; check that this is the right file.");
      }
    }
  } catch (const YAML::Exception& problem) {
    // The library's sentence may quote the file, so only the place is taken from it.
    return invalid(fmt::format("{} is not YAML at line {}, column {}.", file.name,
                               problem.mark.line + 1, problem.mark.column + 1),
                   "Check that the file was written whole and is indented with blanks.");
  } catch (const std::exception&) {
    return invalid(fmt::format("{} cannot be read as YAML.", file.name),
                   "Export the objects as JSON and try again.");
  }
  if (documents.empty()) {
    return invalid(fmt::format("{} is empty.", file.name),
                   "Give a file that holds at least one document.");
  }
  return documents;
}

}  // namespace muster::ingest
