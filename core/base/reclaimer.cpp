#include "core/base/reclaimer.h"

namespace muster {

Reclaimer::~Reclaimer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Reclaimer::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return work_ == nullptr; });
}

void Reclaimer::take_any(const void* work, Anything held) {
  {
    const std::lock_guard lock(mutex_);
    if (work_ != nullptr && work_ != work) return;
    work_ = work;
    waiting_.push_back(std::move(held));
    if (!thread_.joinable()) thread_ = std::thread(&Reclaimer::run, this);
  }
  changed_.notify_all();
}

void Reclaimer::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    std::vector<Anything> taken = std::exchange(waiting_, {});
    lock.unlock();
    taken.clear();
    lock.lock();
    if (waiting_.empty()) work_ = nullptr;
    changed_.notify_all();
  }
}

}  // namespace muster
