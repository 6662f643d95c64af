// JSON text as a Value: request bodies, `--param` values, anything a client sends.
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/base/value.h"

namespace muster::api {

inline constexpr int kJsonDepthMax = 64;

// Integers that fit 64 bits are integers, other numbers floats. Errors: kInvalidInput says at which
// byte and why: not JSON, not UTF-8, nested deeper than kJsonDepthMax, something behind the end.
Result<Value> parse_json_value(std::string_view text);

// Reads the members of a JSON object once each, with one clear error a mistake; `finish` refuses
// members nobody asked for.
class ObjectReader {
 public:
  // `what` names the object in messages ("The request body").
  ObjectReader(const ValueMap& members, std::string what)
      : members_(members), what_(std::move(what)) {}

  // Errors: kInvalidArgument: missing, or of another type.
  Result<std::string> required_string(std::string_view name);
  // The fallback where the member is missing or null. Errors: kInvalidArgument: of another type, or
  // out of bounds.
  Result<std::string> optional_string(std::string_view name, std::string fallback = {});
  Result<std::int64_t> optional_integer(std::string_view name, std::int64_t fallback,
                                        std::int64_t min, std::int64_t max);
  Result<bool> optional_boolean(std::string_view name, bool fallback);
  Result<ValueMap> optional_object(std::string_view name);
  Result<std::vector<std::string>> optional_strings(std::string_view name);
  // Errors: kInvalidArgument names the first unknown member and those there are.
  Result<void> finish() const;

 private:
  const Value* take(std::string_view name);
  Error wrong_type(std::string_view name, std::string_view expected, const Value& found) const;

  const ValueMap& members_;
  std::string what_;
  std::vector<std::string> known_;
};

}  // namespace muster::api
