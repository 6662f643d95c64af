// Documents: the bytes of one JSON or YAML file as a tree of Values, and typed looks into it.
//
// The laws: input comes from strangers. Depth, alias expansion and encoding are checked before a
// tree exists, and an error says where. Of a key that is given twice the last one counts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"
#include "core/ingest/adapter.h"

namespace muster::ingest {

inline constexpr std::size_t kDocumentDepthMax = 256;        // Nested lists and maps.
inline constexpr std::size_t kYamlBytesMax = 256UL << 20U;   // Whole file.
inline constexpr std::size_t kYamlExpansionMax = 1'000'000;  // Values that aliases may add.

// The whole file as one JSON value. Cost: O(bytes). Errors: kInvalidInput: empty, not UTF-8,
// truncated or malformed, nested deeper than kDocumentDepthMax, a number out of range.
Result<Value> parse_json(const InputFile& file);
// One line of NDJSON; `line` is 1-based, for messages.
Result<Value> parse_json_line(const InputFile& file, std::string_view text, std::uint64_t line);

// The documents of a YAML file, empty ones left out. Errors: as parse_json.
Result<std::vector<Value>> parse_yaml(const InputFile& file);

// Errors: kInvalidInput names the first byte that is not UTF-8.
Result<void> check_utf8(const InputFile& file);

// The keys of the object that the text begins with, also where the text is cut off; of an array,
// those of its first element. Empty: no JSON object. Cost: one scan, without a tree.
std::vector<std::string_view> top_level_keys(std::string_view bytes);
std::string_view without_bom(std::string_view bytes);

// --- Looking into a tree. All of them accept any type of value and find nothing in the wrong one.
const Value* member(const Value& object, std::string_view key);  // nullptr: absent or null.
// A string member; empty where it is absent, nullopt where it is of another type.
std::optional<std::string> text_member(const Value& object, std::string_view key);
std::string text_or_empty(const Value& object, std::string_view key);
// A list member; an empty list where it is absent or of another type.
const ValueList& list_member(const Value& object, std::string_view key);
const ValueMap& map_member(const Value& object, std::string_view key);
// A string, or the strings of a list.
std::vector<std::string> strings_of(const Value* value);
// "a map", "a list", "text", "a number", …: for messages.
std::string_view shape_of(const Value& value);

// JSON text with sorted keys and no blanks; instants as text.
std::string to_json_text(const Value& value);

// "/a~1b/3": appends one step to a JSON pointer.
std::string pointer(std::string_view parent, std::string_view step);
std::string pointer(std::string_view parent, std::size_t index);

}  // namespace muster::ingest
