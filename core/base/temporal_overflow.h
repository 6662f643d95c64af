// Narrowing of what was calculated with 128 bits. Only the temporal_*.cpp files use this.
#pragma once

#include <cstdint>
#include <limits>

#include "core/base/result.h"
#include "core/base/wide_integer.h"

namespace muster::internal {

inline Error overflow_error() {
  return Error{.code = ErrorCode::kRuntimeQuery,
               .message =
                   "The time is beyond the years -999,999,999 to 999,999,999, or a part of "
                   "the duration beyond 64 bits",
               .detail = "IntegerOverflow"};
}

// Errors: overflow_error() where 64 bits do not suffice.
inline Result<std::int64_t> narrowed(WideInteger value) {
  if (value < std::numeric_limits<std::int64_t>::min() ||
      value > std::numeric_limits<std::int64_t>::max())
    return overflow_error();
  return static_cast<std::int64_t>(value);
}

}  // namespace muster::internal
