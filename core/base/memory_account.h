// What a piece of work holds on the heap, counted where memory is taken and given back.
//
// The law: while a thread is in the scope of an account, every operator new and operator delete on
// it counts for that account, whatever calls them: values, containers, libraries. So what work
// hands over for good is made outside of its scope, or taken off with add().
//
// Each thread reports what it took in steps of 16 KiB: the figures are that much behind for every
// other thread at work.
#pragma once

#include <atomic>
#include <cstdint>

namespace muster {

// Threads: all members may be called concurrently.
class MemoryAccount {
 public:
  MemoryAccount() = default;
  MemoryAccount(const MemoryAccount&) = delete;
  MemoryAccount& operator=(const MemoryAccount&) = delete;

  // Taken and not given back, the calling thread's last steps included. Below 0 where more was
  // given back in a scope than taken. Cost: a few loads.
  std::int64_t live_bytes() const;
  // The largest live_bytes() so far, or since restart_most().
  std::int64_t most_bytes() const;
  void restart_most();
  // Counts what the allocator does not tell; negative: what another one holds from now on.
  void add(std::int64_t bytes);

  // Of the calling thread's innermost scope; null: nothing is counted.
  static MemoryAccount* current();

  // The calling thread counts for `account` (null: for none) until the end of the scope.
  // REQUIRES: the account outlives the scope, and the scope ends on the thread that began it.
  class Scope {
   public:
    explicit Scope(MemoryAccount* account);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    MemoryAccount* before_;
  };

 private:
  std::int64_t unreported() const;

  std::atomic<std::int64_t> live_{0};
  mutable std::atomic<std::int64_t> most_{0};
};

}  // namespace muster
