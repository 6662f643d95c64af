#include "query/physical/order_prefix.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace muster::query {
namespace {

TEST(OrderPrefix, NeverContradictsTheOrderOfValues) {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  const ValueList values = {Value(),           Value(0),
                            Value(0.0),        Value(-0.0),
                            Value(1),          Value(-1),
                            Value(largest),    Value(largest - 1),
                            Value(-largest),   Value(0.5),
                            Value(-0.5),       Value(infinity),
                            Value(-infinity),  Value(std::nan("")),
                            Value(true),       Value(false),
                            Value(""),         Value("a"),
                            Value("ab"),       Value("\xC3\xA9"),
                            Value("abcdefgh"), Value("abcdefghi"),
                            Value("abcdefgi"), Value(ValueList{Value(1)}),
                            Value(ValueMap{}), Value(static_cast<NodeId>(1)),
                            Value(Instant{5})};
  for (const Value& left : values) {
    for (const Value& right : values) {
      if (cypher_order(left, right) >= 0) continue;
      EXPECT_LE(order_prefix(left), order_prefix(right))
          << to_literal(left) << " before " << to_literal(right);
    }
  }
}

TEST(OrderPrefix, TellsMostNumbersAndTextsApart) {
  EXPECT_LT(order_prefix(Value(1)), order_prefix(Value(2)));
  EXPECT_LT(order_prefix(Value(-2)), order_prefix(Value(-1.5)));
  EXPECT_LT(order_prefix(Value("ann")), order_prefix(Value("bob")));
}

}  // namespace
}  // namespace muster::query
