#include "query/physical/path_search.h"

#include <gtest/gtest.h>

namespace muster::query {
namespace {

NodeId node_at(std::uint32_t slot) { return make_id<NodeId>(slot, 0); }

TEST(DepthMap, CountsThePagesThatAreTouched) {
  MemoryAccount account;
  {
    DepthMap depths(1'000'000, account);
    EXPECT_EQ(account.live_bytes(), 0) << "16 MB that nothing has touched yet";
    depths.set(node_at(0), 0, EdgeId{});
    depths.set(node_at(1), 1, EdgeId{});
    const std::int64_t page = account.live_bytes();
    EXPECT_GT(page, 0);
    depths.set(node_at(999'999), 1, EdgeId{});
    EXPECT_EQ(account.live_bytes(), 2 * page);
    depths.clear();
    depths.set(node_at(0), 0, EdgeId{});
    EXPECT_EQ(account.live_bytes(), 2 * page) << "the same pages again";
  }
  EXPECT_EQ(account.live_bytes(), 0);
}

TEST(DepthMap, ForgetsAll) {
  MemoryAccount account;
  DepthMap depths(10, account);
  depths.set(node_at(3), 2, EdgeId{});
  EXPECT_TRUE(depths.has(node_at(3)));
  EXPECT_EQ(depths.depth(node_at(3)), 2U);
  depths.clear();
  EXPECT_FALSE(depths.has(node_at(3)));
}

}  // namespace
}  // namespace muster::query
