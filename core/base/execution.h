// What bounds a piece of work while it runs: a deadline, a cancellation flag and a memory budget.
//
// The law: nothing is ever cut silently. Loops ask `check()` every few thousand steps, and
// `room_for()` before they take much at once; work that runs in the scope of memory() is counted by
// the allocator, other work says what it holds with `charge()`. Each error says why it stopped.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>

#include "core/base/memory_account.h"
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

  // Cost: a few loads and a reading of the coarse clock, 10 ns; a deadline is noticed up to a tick
  // (some ms) late. Errors: kCancelled, kDeadlineExceeded; kResourceExhausted: more is held than
  // the limit, and it stays so, whatever is given back.
  Result<void> check() const;

  // Whether `bytes` more fit beside what is held. Errors: kResourceExhausted, and it stays so.
  Result<void> room_for(std::size_t bytes) const;

  // What the work holds, as the allocator counts it for threads in the scope of this.
  MemoryAccount& memory() { return outer_ != nullptr ? outer_->memory() : memory_; }
  const MemoryAccount& memory() const { return outer_ != nullptr ? outer_->memory() : memory_; }

  // Accounts for `bytes` more (release gives them back). Errors: kResourceExhausted, and then
  // nothing is charged.
  Result<void> charge(std::size_t bytes);
  void release(std::size_t bytes);
  std::size_t charged_bytes() const { return charged_.load(std::memory_order_relaxed); }

 private:
  Error exhausted_error() const;

  WorkLimits limits_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  std::atomic<bool> cancelled_{false};
  std::atomic<std::size_t> charged_{0};
  MemoryAccount memory_;
  mutable std::atomic<bool> exhausted_{false};
  WorkBudget* outer_ = nullptr;
};

}  // namespace muster
