#include "core/base/memory_account.h"

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/execution.h"
#include "core/base/parallel.h"

namespace muster {
namespace {

constexpr std::size_t kMegabyte = 1 << 20;

std::unique_ptr<std::string> text_of(std::size_t bytes) {
  return std::make_unique<std::string>(bytes, 'x');
}

TEST(MemoryAccount, CountsWhatIsTakenAndGivenBackInItsScope) {
  MemoryAccount account;
  const MemoryAccount::Scope counting(&account);
  auto text = text_of(kMegabyte);
  EXPECT_GE(account.live_bytes(), std::int64_t{kMegabyte});
  text.reset();
  EXPECT_EQ(account.live_bytes(), 0);
  EXPECT_GE(account.most_bytes(), std::int64_t{kMegabyte});
}

TEST(MemoryAccount, CountsSmallAmountsToo) {
  MemoryAccount account;
  const MemoryAccount::Scope counting(&account);
  const auto number = std::make_unique<std::uint64_t>(7);
  EXPECT_GE(account.live_bytes(), std::int64_t{sizeof(*number)});
}

TEST(MemoryAccount, CountsNothingOutsideOfItsScope) {
  MemoryAccount account;
  const MemoryAccount::Scope counting(&account);
  std::unique_ptr<std::string> text;
  {
    const MemoryAccount::Scope uncounted(nullptr);
    text = text_of(kMegabyte);
    EXPECT_EQ(account.live_bytes(), 0);
    text.reset();
  }
  EXPECT_EQ(MemoryAccount::current(), &account);
  EXPECT_EQ(account.live_bytes(), 0);
}

TEST(MemoryAccount, KnowsTheMostSinceItWasRestarted) {
  MemoryAccount account;
  const MemoryAccount::Scope counting(&account);
  text_of(4 * kMegabyte).reset();
  account.restart_most();
  text_of(kMegabyte).reset();
  EXPECT_GE(account.most_bytes(), std::int64_t{kMegabyte});
  EXPECT_LT(account.most_bytes(), std::int64_t{4 * kMegabyte});
}

TEST(MemoryAccount, CountsForAScopeOfEachThread) {
  MemoryAccount account;
  std::unique_ptr<std::string> text;
  std::thread([&] {
    const MemoryAccount::Scope counting(&account);
    text = text_of(kMegabyte);
  }).join();
  EXPECT_GE(account.live_bytes(), std::int64_t{kMegabyte});
  const MemoryAccount::Scope counting(&account);
  text.reset();
  EXPECT_EQ(account.live_bytes(), 0);
}

TEST(MemoryAccount, CountsWhatAnArenasThreadsTakeForTheCaller) {
  const TaskArena arena(4);
  std::vector<std::unique_ptr<std::string>> texts(16);
  MemoryAccount account;
  const MemoryAccount::Scope counting(&account);
  arena.parallel_for(texts.size(), 1, [&](std::size_t morsel, std::size_t, std::size_t) {
    texts[morsel] = text_of(kMegabyte);
  });
  EXPECT_GE(account.live_bytes(), std::int64_t{16 * kMegabyte});
}

TEST(WorkBudget, EndsWorkThatHoldsMoreThanItsLimit) {
  WorkBudget budget({.memory_bytes = kMegabyte});
  const MemoryAccount::Scope counting(&budget.memory());
  auto text = text_of(kMegabyte / 2);
  EXPECT_TRUE(budget.check().has_value());
  auto more = text_of(kMegabyte);
  EXPECT_EQ(budget.check().error().code, ErrorCode::kResourceExhausted);
}

TEST(WorkBudget, StaysSpentWhateverIsGivenBack) {
  WorkBudget budget({.memory_bytes = kMegabyte});
  const MemoryAccount::Scope counting(&budget.memory());
  auto text = text_of(2 * kMegabyte);
  EXPECT_FALSE(budget.check().has_value());
  text.reset();
  EXPECT_FALSE(budget.check().has_value());
}

TEST(WorkBudget, SaysBeforehandWhetherMoreWouldFit) {
  WorkBudget budget({.memory_bytes = kMegabyte});
  WorkBudget part(&budget);
  const MemoryAccount::Scope counting(&part.memory());
  EXPECT_TRUE(part.room_for(kMegabyte / 2).has_value());
  auto text = text_of(3 * kMegabyte / 4);
  EXPECT_EQ(part.room_for(kMegabyte / 2).error().code, ErrorCode::kResourceExhausted);
  text.reset();
  EXPECT_TRUE(part.room_for(kMegabyte / 2).has_value());
}

}  // namespace
}  // namespace muster
