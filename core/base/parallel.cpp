#include "core/base/parallel.h"

#include <algorithm>
#include <thread>

#include "core/base/assert.h"
#include "core/base/memory_account.h"

#if defined(MUSTER_TASKS_ON_STD_THREAD)
#include <atomic>
#include <vector>
#else
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

namespace muster {
namespace {

std::size_t threads_or_machine(std::size_t threads_max) {
  return threads_max != 0 ? threads_max
                          : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

}  // namespace

struct TaskArena::Implementation {
  explicit Implementation(std::size_t threads_max)
      : threads(threads_max)
#if !defined(MUSTER_TASKS_ON_STD_THREAD)
        ,
        arena(static_cast<int>(threads_max))
#endif
  {
  }
  std::size_t threads;
#if !defined(MUSTER_TASKS_ON_STD_THREAD)
  mutable tbb::task_arena arena;
#endif
};

TaskArena::TaskArena(std::size_t threads_max)
    : implementation_(std::make_unique<Implementation>(threads_or_machine(threads_max))) {}
TaskArena::~TaskArena() = default;

std::size_t TaskArena::threads() const { return implementation_->threads; }

void TaskArena::parallel_for(
    std::size_t count, std::size_t morsel_size,
    const std::function<void(std::size_t, std::size_t, std::size_t)>& body) const {
  MUSTER_ASSERT(morsel_size > 0);
  const std::size_t morsels = (count + morsel_size - 1) / morsel_size;
  // Whoever does the work, it is the caller's, and so is what it holds.
  MemoryAccount* const account = MemoryAccount::current();
  const auto run_morsel = [&](std::size_t morsel) {
    const MemoryAccount::Scope counting(account);
    const std::size_t begin = morsel * morsel_size;
    body(morsel, begin, std::min(count, begin + morsel_size));
  };
  if (morsels <= 1 || implementation_->threads == 1) {
    for (std::size_t morsel = 0; morsel < morsels; ++morsel) run_morsel(morsel);
    return;
  }
#if defined(MUSTER_TASKS_ON_STD_THREAD)
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t morsel = next++; morsel < morsels; morsel = next++) run_morsel(morsel);
  };
  std::vector<std::thread> workers;
  for (std::size_t i = 1; i < std::min(implementation_->threads, morsels); ++i)
    workers.emplace_back(work);
  work();
  for (std::thread& worker : workers) worker.join();
#else
  // Isolated: a thread that waits here must not pick up another loop's task, whose locks it might
  // already hold.
  implementation_->arena.execute([&] {
    tbb::this_task_arena::isolate([&] {
      tbb::parallel_for(
          tbb::blocked_range<std::size_t>(0, morsels, 1),
          [&](const tbb::blocked_range<std::size_t>& range) {
            for (std::size_t morsel = range.begin(); morsel != range.end(); ++morsel)
              run_morsel(morsel);
          },
          tbb::simple_partitioner{});
    });
  });
#endif
}

const TaskArena& interactive_arena() {
  static const TaskArena arena;
  return arena;
}

const TaskArena& background_arena() {
  static const TaskArena arena;
  return arena;
}

}  // namespace muster
