// Result<T>: a value or an Error, for everything that can go wrong outside our own code.
//
// The law: an error is never dropped. Result is [[nodiscard]], and MUSTER_TRY hands an error to the
// caller. Our own bugs are MUSTER_ASSERT (assert.h); foreign exceptions are caught at the fence of
// the library that throws them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/base/assert.h"

namespace muster {

// What kind of thing went wrong. Each code says when to use it; api/http/error_mapping.cpp maps it
// to a status.
enum class ErrorCode : std::uint8_t {
  kInvalidArgument,  // An option or parameter is malformed or out of range.
  kSyntax,           // Query text does not parse. Has a position.
  kSemantic,  // Query text parses but cannot mean anything (unknown variable, wrong type). Has a
              // position.
  kType,      // A query met a value of a type that the operation does not take.
  kRuntimeQuery,        // A query failed on the data it met otherwise (division by zero).
  kInvalidInput,        // A file or request body is not what its format promises.
  kNotFound,            // A named thing does not exist.
  kEntityNotFound,      // An id names an element that was deleted.
  kAlreadyExists,       // A name is taken.
  kConstraint,          // The change would break a rule of the graph (delete of a connected node).
  kAssertedElsewhere,   // Another source asserts what the change would undo.
  kConflict,            // Retry: the writer lock was lost or the state moved.
  kFailedPrecondition,  // The system is not in the state this needs (store of another version, run
                        // still applying).
  kBusy,                // Retry later: the queue is full or the directory is being served.
  kCancelled,           // The caller gave up.
  kDeadlineExceeded,    // The time budget is spent.
  kResourceExhausted,   // The row or memory budget is spent.
  kCorruption,          // Stored bytes fail their checksum or cannot be decoded.
  kIo,                  // The operating system or the store failed to read or write.
  kUnavailable,         // A server did not answer.
  kForbidden,           // The request is not allowed.
  kUnimplemented,       // The language or interface has it, this version does not.
};

// The name users see ("SyntaxError", "NotFound", …). Stable: listed in docs/errors.md.
std::string_view error_code_name(ErrorCode code);

// A place in query or file text, 1-based; columns count code points.
struct SourcePosition {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint64_t offset = 0;  // Bytes from the beginning.

  bool operator==(const SourcePosition&) const = default;
};

struct [[nodiscard]] Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;                     // One sentence: what is wrong, and where.
  std::optional<SourcePosition> position;  // Where in the text that was given, if it was text.
  std::string hint;                        // What to do about it; empty if there is nothing to say.
  std::string detail;  // Machine-readable reason ("UndefinedVariable"), listed in docs/errors.md.
};

// "Syntax error at line 2, column 13: …", the caret line cut from `text`, and the hint. `text` may
// be empty.
std::string format_error(const Error& error, std::string_view text = {});

template <typename T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  // NOLINTNEXTLINE(google-explicit-constructor): a function returns a plain T or a plain Error.
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  template <typename U>
    requires(!std::is_same_v<std::remove_cvref_t<U>, Result> &&
             !std::is_same_v<std::remove_cvref_t<U>, Error> &&
             !std::is_same_v<std::remove_cvref_t<U>, T> && std::is_convertible_v<U &&, T>)
  // So that `return make_unique<Derived>()` serves where Result<unique_ptr<Base>> is due.
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(U&& value) : state_(std::in_place_index<0>, std::forward<U>(value)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // REQUIRES: has_value().
  T& value() & {
    MUSTER_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    MUSTER_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    MUSTER_ASSERT(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // REQUIRES: !has_value().
  const Error& error() const& {
    MUSTER_ASSERT(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    MUSTER_ASSERT(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(Error error) : error_(std::move(error)) {}

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  void value() const { MUSTER_ASSERT(has_value()); }
  const Error& error() const& {
    MUSTER_ASSERT(!has_value());
    return *error_;
  }
  Error&& error() && {
    MUSTER_ASSERT(!has_value());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

inline Result<void> ok() { return {}; }

}  // namespace muster

#define MUSTER_CONCAT_INNER(a, b) a##b
#define MUSTER_CONCAT(a, b) MUSTER_CONCAT_INNER(a, b)

// MUSTER_TRY(auto x, expression): x is the value, or the enclosing function returns the error.
#define MUSTER_TRY(declaration, ...) \
  MUSTER_TRY_IMPL(MUSTER_CONCAT(muster_result_, __COUNTER__), declaration, __VA_ARGS__)
#define MUSTER_TRY_IMPL(result, declaration, ...)            \
  auto result = (__VA_ARGS__);                               \
  if (!result.has_value()) return std::move(result).error(); \
  declaration = std::move(result).value()

// MUSTER_CHECK(expression): the enclosing function returns the error of a Result<void>, if any.
#define MUSTER_CHECK(...)                                             \
  do {                                                                \
    if (auto muster_check = (__VA_ARGS__); !muster_check.has_value()) \
      return std::move(muster_check).error();                         \
  } while (false)
