#include "api/http/request_guard.h"

#include <gtest/gtest.h>

namespace muster::api {
namespace {

int status_of(const RequestGuard& guard, std::string host, std::string origin = "") {
  const auto refusal = guard.refuse({.host = std::move(host), .origin = std::move(origin)});
  return refusal ? refusal->status : 200;
}

TEST(RequestGuard, AnswersToTheNamesOfItsLoopbackAddress) {
  const RequestGuard guard("127.0.0.1", 7575, {});
  EXPECT_EQ(status_of(guard, "127.0.0.1:7575"), 200);
  EXPECT_EQ(status_of(guard, "LocalHost:7575"), 200);
  EXPECT_EQ(status_of(guard, "[::1]:7575"), 200);
}

TEST(RequestGuard, RefusesAHostThatIsNotItsName) {
  const RequestGuard guard("127.0.0.1", 7575, {"muster.internal"});
  EXPECT_EQ(status_of(guard, "muster.internal:7575"), 200);
  EXPECT_EQ(status_of(guard, "attacker.example:7575"), 403);
  EXPECT_EQ(status_of(guard, "127.0.0.1:80"), 403);
  EXPECT_EQ(status_of(guard, ""), 403);
}

TEST(RequestGuard, RefusesAForeignOrigin) {
  const RequestGuard guard("127.0.0.1", 7575, {});
  EXPECT_EQ(status_of(guard, "localhost:7575", "http://localhost:7575"), 200);
  EXPECT_EQ(status_of(guard, "localhost:7575", "http://attacker.example"), 403);
  EXPECT_EQ(status_of(guard, "localhost:7575", "null"), 403);
}

TEST(RequestGuard, WantsTheBodyTypeThatAPageCannotSendUnasked) {
  EXPECT_FALSE(RequestGuard::refuse_body({.content_type = "Application/JSON; charset=utf-8"},
                                         "application/json")
                   .has_value());
  EXPECT_EQ(RequestGuard::refuse_body({.content_type = "text/plain"}, "application/json")->status,
            415);
}

TEST(IsLoopback, KnowsBothFamilies) {
  EXPECT_TRUE(is_loopback("127.0.0.1"));
  EXPECT_TRUE(is_loopback("127.8.9.1"));
  EXPECT_TRUE(is_loopback("::1"));
  EXPECT_FALSE(is_loopback("0.0.0.0"));
  EXPECT_FALSE(is_loopback("10.0.0.1"));
  EXPECT_FALSE(is_loopback("127.0.0.1.example"));
}

}  // namespace
}  // namespace muster::api
