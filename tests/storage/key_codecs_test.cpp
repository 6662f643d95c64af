// The key codecs of all column families: round trip, and byte order is sort order.
#include <array>
#include <string>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "storage/alias_key_codec.h"
#include "storage/change_part_codec.h"
#include "storage/edge_key_codec.h"
#include "storage/meta_key_codec.h"
#include "storage/node_key_codec.h"
#include "storage/record_key_codec.h"
#include "tests/storage/generators.h"
#include "tests/support/matchers.h"

namespace muster::storage {
namespace {

using ::muster::testing::any_bytes;
using ::muster::testing::any_id;
using ::muster::testing::any_u32;
using ::muster::testing::any_u64;
using ::muster::testing::IsError;
using ::muster::testing::IsErrorSaying;
using ::muster::testing::tricky_bytes;
using ::testing::HasSubstr;

template <typename Id>
std::pair<std::uint32_t, std::uint32_t> by_slot(Id id) {
  return {slot_of(id), generation_of(id)};
}

// --- Nodes.

RC_GTEST_PROP(NodeKeyCodec, GivesBackTheNode, ()) {
  const auto node = *any_id<NodeId>();
  RC_ASSERT(*decode_node_key(encode_node_key(node)) == node);
}

RC_GTEST_PROP(NodeKeyCodec, SortsBySlotThenGeneration, ()) {
  const auto left = *any_id<NodeId>();
  const auto right = *any_id<NodeId>();
  RC_ASSERT((encode_node_key(left) < encode_node_key(right)) == (by_slot(left) < by_slot(right)));
}

TEST(NodeKeyCodec, HasTheBytesOfTheFormat) {
  EXPECT_EQ(encode_node_key(make_id<NodeId>(258, 1)),
            std::string("\x00\x00\x01\x02\x00\x00\x00\x01", 8));
}

TEST(NodeKeyCodec, RefusesAnotherLength) {
  EXPECT_THAT(decode_node_key("1234567"),
              IsErrorSaying(ErrorCode::kCorruption, "the node key ends too early"));
  EXPECT_THAT(decode_node_key("123456789"), IsError(ErrorCode::kCorruption));
}

// --- Edges.

EdgeKey any_edge_key() {
  return {.ends = {.source = *any_id<NodeId>(),
                   .target = *any_id<NodeId>(),
                   .type = EdgeTypeId{*any_u32()}},
          .edge = *any_id<EdgeId>()};
}

RC_GTEST_PROP(EdgeKeyCodec, GivesBackTheEdge, ()) {
  const EdgeKey key = any_edge_key();
  RC_ASSERT(*decode_edge_key(encode_edge_key(key)) == key);
}

RC_GTEST_PROP(EdgeKeyCodec, SortsBySourceThenTypeThenTargetThenEdge, ()) {
  const auto in_order = [](const EdgeKey& key) {
    return std::tuple(by_slot(key.ends.source), raw(key.ends.type), by_slot(key.ends.target),
                      by_slot(key.edge));
  };
  const EdgeKey left = any_edge_key();
  EdgeKey right = any_edge_key();
  // Random keys nearly always differ in their first field; the law is about the later ones too.
  if (*rc::gen::arbitrary<bool>()) right.ends.source = left.ends.source;
  if (*rc::gen::arbitrary<bool>()) right.ends.type = left.ends.type;
  if (*rc::gen::arbitrary<bool>()) right.ends.target = left.ends.target;
  RC_ASSERT((encode_edge_key(left) < encode_edge_key(right)) == (in_order(left) < in_order(right)));
}

TEST(EdgeKeyCodec, HasTheBytesOfTheFormat) {
  const EdgeKey key{.ends = {.source = make_id<NodeId>(7, 0),
                             .target = make_id<NodeId>(9, 2),
                             .type = EdgeTypeId{3}},
                    .edge = make_id<EdgeId>(4, 1)};
  EXPECT_EQ(encode_edge_key(key),
            std::string("\x00\x00\x00\x07\x00\x00\x00\x00"   // source: slot 7, generation 0
                        "\x00\x00\x00\x03"                   // type 3
                        "\x00\x00\x00\x09\x00\x00\x00\x02"   // target: slot 9, generation 2
                        "\x00\x00\x00\x04\x00\x00\x00\x01",  // edge: slot 4, generation 1
                        28));
}

TEST(EdgeKeyCodec, RefusesAnotherLength) {
  EXPECT_THAT(decode_edge_key(std::string(27, 'x')), IsError(ErrorCode::kCorruption));
  EXPECT_THAT(decode_edge_key(std::string(29, 'x')), IsError(ErrorCode::kCorruption));
}

// --- Aliases.

RC_GTEST_PROP(AliasKeyCodec, GivesBackAliasAndNode, ()) {
  const AliasKey key{.alias = *tricky_bytes(), .node = *any_id<NodeId>()};
  RC_ASSERT(*decode_alias_key(encode_alias_key(key.alias, key.node)) == key);
}

RC_GTEST_PROP(AliasKeyCodec, SortsByAliasThenNode, ()) {
  const std::string left = *tricky_bytes();
  const std::string right = *rc::gen::oneOf(tricky_bytes(), rc::gen::just(left));
  const auto left_node = *any_id<NodeId>();
  const auto right_node = *any_id<NodeId>();
  RC_ASSERT((encode_alias_key(left, left_node) < encode_alias_key(right, right_node)) ==
            (std::pair(left, by_slot(left_node)) < std::pair(right, by_slot(right_node))));
}

RC_GTEST_PROP(AliasKeyCodec, SpellsEachAliasInOneWayOnly, ()) {
  const std::string bytes = "\x01" + *tricky_bytes() + *any_bytes();
  const Result<AliasKey> key = decode_alias_key(bytes);
  if (key.has_value()) RC_ASSERT(encode_alias_key(key->alias, key->node) == bytes);
}

TEST(AliasKeyCodec, HasTheBytesOfTheFormat) {
  EXPECT_EQ(encode_alias_key(std::string_view("a\0b", 3), make_id<NodeId>(5, 0)),
            std::string("\x01"                               // alias index
                        "a\x00\xFF"                          // a, an escaped zero byte
                        "b\x00\x01"                          // b, the end
                        "\x00\x00\x00\x05\x00\x00\x00\x00",  // node: slot 5, generation 0
                        15));
}

TEST(AliasKeyCodec, RefusesAKeyWithoutAnEnd) {
  EXPECT_THAT(decode_alias_key("\x01"
                               "abc"),
              IsErrorSaying(ErrorCode::kCorruption, "the alias key ends too early"));
}

TEST(AliasKeyCodec, RefusesAnotherIndex) {
  EXPECT_THAT(decode_alias_key("\x02"
                               "abc"),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("unknown index")));
}

// --- Records.

RC_GTEST_PROP(RecordKeyCodec, GivesBackKeyspaceAndKey, ()) {
  const Keyspace keyspace{*rc::gen::arbitrary<std::uint8_t>()};
  const std::string key = *any_bytes();
  const std::string bytes = encode_record_key(keyspace, key);
  RC_ASSERT(*decode_record_key(bytes) == (RecordKey{keyspace, key}));
}

RC_GTEST_PROP(RecordKeyCodec, SortsByKeyspaceThenKey, ()) {
  const auto left = std::pair(*rc::gen::element<std::uint8_t>(1, 2, 255), *tricky_bytes());
  const auto right = std::pair(*rc::gen::element<std::uint8_t>(1, 2, 255), *tricky_bytes());
  RC_ASSERT((encode_record_key(Keyspace{left.first}, left.second) <
             encode_record_key(Keyspace{right.first}, right.second)) == (left < right));
}

TEST(RecordKeyCodec, HasTheBytesOfTheFormat) {
  EXPECT_EQ(encode_record_key(Keyspace::kSources, "aws"),
            "\x01"
            "aws");
}

// --- Changes.

RC_GTEST_PROP(ChangeKeyCodec, GivesBackSequenceAndPart, ()) {
  const ChangeKey key{.sequence = *any_u64(), .part = *any_u32()};
  RC_ASSERT(*decode_change_key(encode_change_key(key)) == key);
}

RC_GTEST_PROP(ChangeKeyCodec, SortsByCommitThenPart, ()) {
  const auto left = std::pair(*any_u64(), *any_u32());
  const auto right = std::pair(*any_u64(), *any_u32());
  RC_ASSERT((encode_change_key({left.first, left.second}) <
             encode_change_key({right.first, right.second})) == (left < right));
}

// --- Meta.

RC_GTEST_PROP(MetaKeyCodec, GivesBackKindAndNumber, ()) {
  const MetaKey key{.kind = MetaKind{*rc::gen::inRange<std::uint8_t>(2, 8)}, .number = *any_u32()};
  RC_ASSERT(*decode_meta_key(encode_meta_key(key)) == key);
}

RC_GTEST_PROP(MetaKeyCodec, SortsByKindThenNumber, ()) {
  const auto left = std::pair(*rc::gen::inRange<std::uint8_t>(2, 8), *any_u32());
  const auto right = std::pair(*rc::gen::inRange<std::uint8_t>(2, 8), *any_u32());
  RC_ASSERT((encode_meta_key({MetaKind{left.first}, left.second}) <
             encode_meta_key({MetaKind{right.first}, right.second})) == (left < right));
}

TEST(MetaKeyCodec, TheFormatRowIsTheFirstRow) {
  EXPECT_EQ(encode_meta_key({.kind = MetaKind::kFormat}), std::string("\x00", 1));
  EXPECT_EQ(encode_meta_key({.kind = MetaKind::kFreeEdgeSlot, .number = 1}),
            std::string("\x07\x00\x00\x00\x01", 5));
}

TEST(MetaKeyCodec, RefusesAnUnknownKind) {
  EXPECT_THAT(decode_meta_key("\x0B"
                              "1234"),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("unknown kind")));
}

}  // namespace
}  // namespace muster::storage
