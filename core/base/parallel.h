// Task arenas on oneTBB (on std::thread under the thread sanitizer, behind the same interface). The
// law: an answer never depends on the thread count. Work is cut into morsels whose bounds depend on
// the input alone, and partial results are merged in morsel order.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace muster {

class TaskArena {
 public:
  // `threads_max` 0 takes the machine's.
  explicit TaskArena(std::size_t threads_max = 0);
  ~TaskArena();
  TaskArena(const TaskArena&) = delete;
  TaskArena& operator=(const TaskArena&) = delete;

  std::size_t threads() const;

  // Calls body(morsel, begin, end) for every morsel of `morsel_size` in [0, count), in no order, on
  // this arena's threads, and waits. `body` must not throw. A waiting thread runs tasks of this
  // loop only (isolated).
  void parallel_for(std::size_t count, std::size_t morsel_size,
                    const std::function<void(std::size_t morsel, std::size_t begin,
                                             std::size_t end)>& body) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

// The two arenas of the process: `interactive` for queries and analytics, `background` for ingest,
// derivation and reconcile.
const TaskArena& interactive_arena();
const TaskArena& background_arena();

}  // namespace muster
