#include "api/service/json_value.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "core/base/escape.h"

namespace muster::api {
namespace {

using nlohmann::json;

// Builds a Value while nlohmann's parser, which keeps its own stack, walks the text: deep input
// costs no call depth here either.
class ValueBuilder final : public nlohmann::json_sax<json> {
 public:
  bool null() override { return add(Value()); }
  bool boolean(bool value) override { return add(Value(value)); }
  bool number_integer(json::number_integer_t value) override {
    return add(Value(static_cast<std::int64_t>(value)));
  }
  bool number_unsigned(json::number_unsigned_t value) override {
    if (value > static_cast<json::number_unsigned_t>(std::numeric_limits<std::int64_t>::max())) {
      return add(Value(static_cast<double>(value)));
    }
    return add(Value(static_cast<std::int64_t>(value)));
  }
  bool number_float(json::number_float_t value, const std::string&) override {
    return add(Value(value));
  }
  bool string(std::string& value) override { return add(Value(std::move(value))); }
  bool binary(json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Frame{.is_object = true}); }
  bool key(std::string& name) override {
    frames_.back().key = std::move(name);
    return true;
  }
  bool end_object() override {
    ValueMap map = std::move(frames_.back().map);
    frames_.pop_back();
    return add(Value(std::move(map)));
  }
  bool start_array(std::size_t) override { return open(Frame{.is_object = false}); }
  bool end_array() override {
    ValueList list = std::move(frames_.back().list);
    frames_.pop_back();
    return add(Value(std::move(list)));
  }
  bool parse_error(std::size_t position, const std::string& last_token,
                   const nlohmann::detail::exception&) override {
    // The token may hold a secret; its length is all that is told.
    failure_ = last_token.empty() ? fmt::format("it ends too early, at byte {}", position)
                                  : fmt::format("byte {} is not what JSON has there", position);
    return false;
  }

  Result<Value> take() && {
    if (!failure_.empty()) {
      return Error{.code = ErrorCode::kInvalidInput,
                   .message = "The text is not JSON: " + failure_,
                   .detail = "InvalidJson"};
    }
    return std::move(root_);
  }

 private:
  struct Frame {
    bool is_object = false;
    std::string key;
    ValueMap map;
    ValueList list;
  };

  bool add(Value value) {
    if (frames_.empty()) {
      root_ = std::move(value);
    } else if (frames_.back().is_object) {
      frames_.back().map.insert_or_assign(frames_.back().key, std::move(value));
    } else {
      frames_.back().list.push_back(std::move(value));
    }
    return true;
  }
  bool open(Frame frame) {
    if (frames_.size() >= static_cast<std::size_t>(kJsonDepthMax)) {
      failure_ = fmt::format("it is nested deeper than {} levels", kJsonDepthMax);
      return false;
    }
    frames_.push_back(std::move(frame));
    return true;
  }

  std::vector<Frame> frames_;
  Value root_;
  std::string failure_;
};

}  // namespace

Result<Value> parse_json_value(std::string_view text) {
  if (!is_valid_utf8(text)) {
    return Error{.code = ErrorCode::kInvalidInput,
                 .message = "The text is not UTF-8",
                 .detail = "InvalidUtf8"};
  }
  ValueBuilder builder;
  const bool parsed = json::sax_parse(text, &builder);
  static_cast<void>(parsed);  // The builder knows why not.
  return std::move(builder).take();
}

const Value* ObjectReader::take(std::string_view name) {
  known_.emplace_back(name);
  const auto found = members_.find(name);
  return found == members_.end() || found->second.is_null() ? nullptr : &found->second;
}

Error ObjectReader::wrong_type(std::string_view name, std::string_view expected,
                               const Value& found) const {
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("{}: '{}' must be {}, not a {}", what_, name, expected,
                                      value_type_name(found.type())),
               .detail = "WrongType"};
}

Result<std::string> ObjectReader::required_string(std::string_view name) {
  const Value* value = take(name);
  if (value == nullptr) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = fmt::format("{}: '{}' is missing", what_, name),
                 .hint = fmt::format("add \"{}\": \"…\"", name),
                 .detail = "MissingMember"};
  }
  if (!value->is_string()) return wrong_type(name, "a string", *value);
  return value->as_string();
}

Result<std::string> ObjectReader::optional_string(std::string_view name, std::string fallback) {
  const Value* value = take(name);
  if (value == nullptr) return fallback;
  if (!value->is_string()) return wrong_type(name, "a string", *value);
  return value->as_string();
}

Result<std::int64_t> ObjectReader::optional_integer(std::string_view name, std::int64_t fallback,
                                                    std::int64_t min, std::int64_t max) {
  const Value* value = take(name);
  if (value == nullptr) return fallback;
  if (!value->is_integer()) return wrong_type(name, "an integer", *value);
  if (value->as_integer() < min || value->as_integer() > max) {
    return Error{
        .code = ErrorCode::kInvalidArgument,
        .message = fmt::format("{}: '{}' must lie between {} and {}", what_, name, min, max),
        .detail = "OutOfRange"};
  }
  return value->as_integer();
}

Result<bool> ObjectReader::optional_boolean(std::string_view name, bool fallback) {
  const Value* value = take(name);
  if (value == nullptr) return fallback;
  if (!value->is_boolean()) return wrong_type(name, "true or false", *value);
  return value->as_boolean();
}

Result<ValueMap> ObjectReader::optional_object(std::string_view name) {
  const Value* value = take(name);
  if (value == nullptr) return ValueMap{};
  if (!value->is_map()) return wrong_type(name, "an object", *value);
  return value->as_map();
}

Result<std::vector<std::string>> ObjectReader::optional_strings(std::string_view name) {
  const Value* value = take(name);
  std::vector<std::string> strings;
  if (value == nullptr) return strings;
  if (!value->is_list()) return wrong_type(name, "a list of strings", *value);
  for (const Value& item : value->as_list()) {
    if (!item.is_string()) return wrong_type(name, "a list of strings", item);
    strings.push_back(item.as_string());
  }
  return strings;
}

Result<void> ObjectReader::finish() const {
  for (const auto& [name, value] : members_) {
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = fmt::format("{}: there is no member '{}'", what_, name.substr(0, 64)),
                 .hint = fmt::format("the members are {}", fmt::join(known_, ", ")),
                 .detail = "UnknownMember"};
  }
  return ok();
}

}  // namespace muster::api
