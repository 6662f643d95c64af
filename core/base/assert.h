// MUSTER_ASSERT(condition): what must hold if our own code is right. Fatal in builds with
// assertions (dev, tsan, fuzz); compiled out, unevaluated, elsewhere. Never for what a user or the
// world can get wrong: that is an Error (result.h).
#pragma once

namespace muster::internal {
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);
}  // namespace muster::internal

#if defined(MUSTER_ASSERTIONS)
#define MUSTER_ASSERT(...)              \
  ((__VA_ARGS__) ? static_cast<void>(0) \
                 : ::muster::internal::assertion_failed(#__VA_ARGS__, __FILE__, __LINE__))
#else
#define MUSTER_ASSERT(...) static_cast<void>(sizeof(bool{(__VA_ARGS__)}))
#endif

// Marks a branch that cannot be reached; fatal in every build.
#define MUSTER_UNREACHABLE() ::muster::internal::assertion_failed("unreachable", __FILE__, __LINE__)
