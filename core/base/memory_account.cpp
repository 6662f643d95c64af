// The process's operator new and operator delete (docs/adr/0012). Sizes are those of the
// allocator's blocks, read from the block itself, so that both ends count alike even where the
// caller does not say how large it was.
#include "core/base/memory_account.h"

#include <cstdlib>
#include <malloc.h>
#include <new>
#include <utility>

namespace muster {
namespace {

// Large enough that the atomic additions cost nothing beside the allocations.
constexpr std::int64_t kReportBytes = 16 << 10;

struct Share {
  MemoryAccount* account = nullptr;
  std::int64_t unreported = 0;
};
constinit thread_local Share share;

void report() {
  const std::int64_t bytes = std::exchange(share.unreported, 0);
  if (bytes != 0) share.account->add(bytes);
}

void count(std::int64_t bytes) {
  share.unreported += bytes;
  if (share.unreported >= kReportBytes || share.unreported <= -kReportBytes) report();
}

void raise_to(std::atomic<std::int64_t>& most, std::int64_t bytes) {
  std::int64_t seen = most.load(std::memory_order_relaxed);
  while (bytes > seen && !most.compare_exchange_weak(seen, bytes, std::memory_order_relaxed)) {
  }
}

void* counted_new(std::size_t bytes) {
  void* const made = std::malloc(bytes == 0 ? 1 : bytes);
  // The library's own would throw, which nothing here could make good: the budgets are there so
  // that this does not happen.
  if (made == nullptr) std::abort();
  if (share.account != nullptr) count(static_cast<std::int64_t>(malloc_usable_size(made)));
  return made;
}

void counted_delete(void* made) noexcept {
  if (made == nullptr) return;
  if (share.account != nullptr) count(-static_cast<std::int64_t>(malloc_usable_size(made)));
  std::free(made);
}

}  // namespace

std::int64_t MemoryAccount::unreported() const {
  return share.account == this ? share.unreported : 0;
}

std::int64_t MemoryAccount::live_bytes() const {
  return live_.load(std::memory_order_relaxed) + unreported();
}

std::int64_t MemoryAccount::most_bytes() const {
  raise_to(most_, live_bytes());
  return most_.load(std::memory_order_relaxed);
}

void MemoryAccount::restart_most() { most_.store(live_bytes(), std::memory_order_relaxed); }

void MemoryAccount::add(std::int64_t bytes) {
  raise_to(most_, live_.fetch_add(bytes, std::memory_order_relaxed) + bytes);
}

MemoryAccount* MemoryAccount::current() { return share.account; }

MemoryAccount::Scope::Scope(MemoryAccount* account) : before_(share.account) {
  report();
  share.account = account;
}
MemoryAccount::Scope::~Scope() {
  report();
  share.account = before_;
}

}  // namespace muster

// All forms but the aligned ones, which nothing here uses in plenty: those of the library would
// fall back on these, those of a sanitizer would not.
void* operator new(std::size_t bytes) { return muster::counted_new(bytes); }
void* operator new[](std::size_t bytes) { return muster::counted_new(bytes); }
void* operator new(std::size_t bytes, const std::nothrow_t& /*unused*/) noexcept {
  return muster::counted_new(bytes);
}
void* operator new[](std::size_t bytes, const std::nothrow_t& /*unused*/) noexcept {
  return muster::counted_new(bytes);
}
void operator delete(void* made) noexcept { muster::counted_delete(made); }
void operator delete[](void* made) noexcept { muster::counted_delete(made); }
void operator delete(void* made, std::size_t) noexcept { muster::counted_delete(made); }
void operator delete[](void* made, std::size_t) noexcept { muster::counted_delete(made); }
void operator delete(void* made, const std::nothrow_t& /*unused*/) noexcept {
  muster::counted_delete(made);
}
void operator delete[](void* made, const std::nothrow_t& /*unused*/) noexcept {
  muster::counted_delete(made);
}
