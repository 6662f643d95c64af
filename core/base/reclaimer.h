// Reclaimer: destroys what stopped work held, behind the answer that it was stopped.
//
// Giving back the values of some million rows takes longer than stopped work has left to answer.
//
// The law: what is taken is destroyed once, on a thread that counts for no account, before the
// reclaimer's end. It holds things of one piece of work at a time, told by its address: work that
// begins where stopped work ended counts as the same, and is destroyed behind it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace muster {

// Threads: all members may be called concurrently.
class Reclaimer {
 public:
  Reclaimer() = default;
  ~Reclaimer();  // Destroys what is left.
  Reclaimer(const Reclaimer&) = delete;
  Reclaimer& operator=(const Reclaimer&) = delete;

  // Takes `held` of `work`, whose address tells it from other work. While things of other work are
  // being destroyed, `held` is destroyed by the caller.
  // REQUIRES: the destructor of Held uses nothing that ends before the reclaimer does.
  template <typename Held>
  void take(const void* work, Held&& held) {
    static_assert(!std::is_lvalue_reference_v<Held>, "what is left behind is moved");
    take_any(work, std::make_shared<Held>(std::forward<Held>(held)));
  }

  // Returns when nothing is left. For tests and benchmarks.
  void wait();

 private:
  using Anything = std::shared_ptr<void>;
  void take_any(const void* work, Anything held);
  void run();  // The thread, begun with the first thing.

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Anything> waiting_;
  const void* work_ = nullptr;  // Whose things are waiting or being destroyed.
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace muster
