#include "core/base/reclaimer.h"

#include <future>
#include <memory>
#include <thread>

#include <gtest/gtest.h>

namespace muster {
namespace {

// Tells the thread that destroys it, which waits until it may go on.
class Witness {
 public:
  Witness(std::promise<std::thread::id>& destroyed_by, std::shared_future<void> may_end)
      : destroyed_by_(&destroyed_by), may_end_(std::move(may_end)) {}
  Witness(Witness&& other) noexcept
      : destroyed_by_(std::exchange(other.destroyed_by_, nullptr)),
        may_end_(std::move(other.may_end_)) {}
  Witness& operator=(Witness&&) = delete;
  ~Witness() {
    if (destroyed_by_ == nullptr) return;
    destroyed_by_->set_value(std::this_thread::get_id());
    may_end_.wait();
  }

 private:
  std::promise<std::thread::id>* destroyed_by_;
  std::shared_future<void> may_end_;
};

struct ReclaimerTest : public ::testing::Test {
  Witness witness(std::promise<std::thread::id>& destroyed_by) {
    return {destroyed_by, may_end.get_future().share()};
  }
  Witness quick_witness(std::promise<std::thread::id>& destroyed_by) {
    std::promise<void> at_once;
    at_once.set_value();
    return {destroyed_by, at_once.get_future().share()};
  }

  std::promise<void> may_end;
  std::promise<std::thread::id> first;
  std::promise<std::thread::id> second;
  const int work = 0;
  const int other_work = 0;
  Reclaimer reclaimer;
};

TEST_F(ReclaimerTest, DestroysOnAThreadOfItsOwn) {
  reclaimer.take(&work, quick_witness(first));
  reclaimer.wait();
  EXPECT_NE(first.get_future().get(), std::this_thread::get_id());
}

TEST_F(ReclaimerTest, TakesMoreOfTheSameWorkWhileItDestroys) {
  reclaimer.take(&work, witness(first));
  const std::thread::id thread = first.get_future().get();
  reclaimer.take(&work, quick_witness(second));
  may_end.set_value();
  EXPECT_EQ(second.get_future().get(), thread);
}

TEST_F(ReclaimerTest, LeavesToTheCallerWhatComesWhileOtherWorkIsDestroyed) {
  reclaimer.take(&work, witness(first));
  first.get_future().wait();
  reclaimer.take(&other_work, quick_witness(second));
  EXPECT_EQ(second.get_future().get(), std::this_thread::get_id());
  may_end.set_value();
}

TEST_F(ReclaimerTest, TakesOfOtherWorkOnceItIsThrough) {
  reclaimer.take(&work, quick_witness(first));
  reclaimer.wait();
  reclaimer.take(&other_work, quick_witness(second));
  EXPECT_EQ(second.get_future().get(), first.get_future().get());
}

TEST(Reclaimer, DestroysWhatIsLeftBeforeItsEnd) {
  std::promise<std::thread::id> destroyed_by;
  std::promise<void> at_once;
  at_once.set_value();
  const int work = 0;
  {
    Reclaimer reclaimer;
    reclaimer.take(&work, Witness(destroyed_by, at_once.get_future().share()));
  }
  EXPECT_EQ(destroyed_by.get_future().wait_for(std::chrono::seconds(0)), std::future_status::ready);
}

}  // namespace
}  // namespace muster
