#include "api/http/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/http/openapi.h"

namespace muster::api {
namespace {

using ::testing::HasSubstr;

TEST(MatchRoute, GivesThePathArgumentWithItsSlashes) {
  const RouteMatch match =
      match_route("GET", "/v1/identities/arn:aws:iam::111122223333:role/ci/deploy");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.route->operation, "identity");
  EXPECT_EQ(match.path_argument, "arn:aws:iam::111122223333:role/ci/deploy");
}

TEST(MatchRoute, FindsAnArgumentInTheMiddle) {
  EXPECT_EQ(match_route("POST", "/v1/sources/aws-live/runs").path_argument, "aws-live");
  EXPECT_EQ(match_route("POST", "/v1/sources//runs").route, nullptr);
}

TEST(MatchRoute, TellsAnUnknownPathFromAnUnknownMethod) {
  EXPECT_FALSE(match_route("GET", "/v1/nothing").path_known);
  EXPECT_TRUE(match_route("DELETE", "/v1/query").path_known);
}

TEST(OpenApi, HasEveryRouteOfTheTable) {
  const std::string document = openapi_document();
  for (const Route& route : routes())
    EXPECT_THAT(document, HasSubstr("\"operationId\": \"" + std::string(route.operation) + "\""));
}

}  // namespace
}  // namespace muster::api
