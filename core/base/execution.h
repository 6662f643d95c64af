// What bounds a piece of work while it runs: a deadline, a cancellation flag and a memory budget.
// Loops ask `check()` every few thousand steps; what they allocate for results they `charge()`
// first. Nothing is ever cut silently: each says why it stopped.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>

#include "core/base/result.h"

namespace muster {

struct WorkLimits {
  std::chrono::milliseconds time_ms{0};  // 0: no deadline.
  std::size_t memory_bytes = 0;          // 0: unbounded.
};

// Threads: all members may be called concurrently.
class WorkBudget {
 public:
  WorkBudget() = default;
  explicit WorkBudget(const WorkLimits& limits);
  // A part of the work of `outer`, which outlives it: bounded by what bounds that, and what it
  // holds at its end is given back.
  explicit WorkBudget(WorkBudget* outer) : outer_(outer) {}
  ~WorkBudget() {
    if (outer_ != nullptr) outer_->release(charged_bytes());
  }
  WorkBudget(const WorkBudget&) = delete;
  WorkBudget& operator=(const WorkBudget&) = delete;

  void cancel() { cancelled_.store(true, std::memory_order_relaxed); }

  // Cost: two loads and a reading of the coarse clock, 10 ns; a
  // deadline is noticed up to a tick (some ms) late. Errors: kCancelled, kDeadlineExceeded.
  Result<void> check() const;

  // Accounts for `bytes` more (release gives them back). Errors: kResourceExhausted, and then
  // nothing is charged.
  Result<void> charge(std::size_t bytes);
  void release(std::size_t bytes);
  std::size_t charged_bytes() const { return charged_.load(std::memory_order_relaxed); }

 private:
  WorkLimits limits_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  std::atomic<bool> cancelled_{false};
  std::atomic<std::size_t> charged_{0};
  WorkBudget* outer_ = nullptr;
};

}  // namespace muster
