#include "core/base/execution.h"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

namespace muster {
namespace {

using SteadyClock = std::chrono::steady_clock;

// The clock of the last tick, some milliseconds old at most: a fifth of the cost of the exact one,
// so that loops can ask at every turn. Both count from the same moment.
SteadyClock::time_point coarse_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return SteadyClock::time_point(std::chrono::seconds(now.tv_sec) +
                                 std::chrono::nanoseconds(now.tv_nsec));
}

}  // namespace

WorkBudget::WorkBudget(const WorkLimits& limits) : limits_(limits) {
  if (limits.time_ms.count() > 0) deadline_ = SteadyClock::now() + limits.time_ms;
}

Result<void> WorkBudget::check() const {
  if (outer_ != nullptr) return outer_->check();
  if (cancelled_.load(std::memory_order_relaxed)) {
    return Error{.code = ErrorCode::kCancelled,
                 .message = "The work was cancelled by its caller",
                 .detail = "Cancelled"};
  }
  if (coarse_now() >= deadline_) {
    return Error{.code = ErrorCode::kDeadlineExceeded,
                 .message = fmt::format("The work did not end within its limit of {} ms",
                                        limits_.time_ms.count()),
                 .hint = "ask for less, or raise the time limit",
                 .detail = "DeadlineExceeded"};
  }
  if (limits_.memory_bytes != 0) {
    if (memory_.live_bytes() > static_cast<std::int64_t>(limits_.memory_bytes))
      exhausted_.store(true, std::memory_order_relaxed);
    if (exhausted_.load(std::memory_order_relaxed)) return exhausted_error();
  }
  return ok();
}

Result<void> WorkBudget::room_for(std::size_t bytes) const {
  if (outer_ != nullptr) return outer_->room_for(bytes);
  if (limits_.memory_bytes == 0) return ok();
  const auto held = static_cast<std::size_t>(std::max<std::int64_t>(memory_.live_bytes(), 0));
  if (bytes <= limits_.memory_bytes && held <= limits_.memory_bytes - bytes) return ok();
  exhausted_.store(true, std::memory_order_relaxed);
  return exhausted_error();
}

Error WorkBudget::exhausted_error() const {
  return Error{
      .code = ErrorCode::kResourceExhausted,
      .message = fmt::format("The work needs more than its limit of {} bytes of memory",
                             limits_.memory_bytes),
      .hint = "ask for less (LIMIT, fewer columns, a narrower start), or raise the memory limit",
      .detail = "MemoryBudget"};
}

Result<void> WorkBudget::charge(std::size_t bytes) {
  if (outer_ != nullptr) MUSTER_CHECK(outer_->charge(bytes));
  const std::size_t before = charged_.fetch_add(bytes, std::memory_order_relaxed);
  if (limits_.memory_bytes != 0 && before + bytes > limits_.memory_bytes) {
    charged_.fetch_sub(bytes, std::memory_order_relaxed);
    return exhausted_error();
  }
  return ok();
}

void WorkBudget::release(std::size_t bytes) {
  if (outer_ != nullptr) outer_->release(bytes);
  charged_.fetch_sub(bytes, std::memory_order_relaxed);
}

}  // namespace muster
