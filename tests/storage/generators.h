// Random bytes, ids and values for properties. Numbers come from few or from all: few give ties.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <rapidcheck.h>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/value.h"
#include "core/graph/element.h"
#include "core/graph/graph_snapshot.h"
#include "tests/support/value_generators.h"

namespace muster::testing {

inline rc::Gen<std::string> any_bytes() {
  return rc::gen::map(rc::gen::arbitrary<std::vector<std::uint8_t>>(),
                      [](const std::vector<std::uint8_t>& bytes) {
                        return std::string(bytes.begin(), bytes.end());
                      });
}

// Texts over three bytes that sort at the ends and in the middle.
inline rc::Gen<std::string> tricky_bytes() {
  return rc::gen::container<std::string>(rc::gen::element('\0', '\x01', 'a', '\xFF'));
}

inline rc::Gen<std::uint32_t> any_u32() {
  return rc::gen::oneOf(rc::gen::element<std::uint32_t>(0, 1, 2, 255, 256, 0x7FFFFFFF, 0xFFFFFFFF),
                        rc::gen::arbitrary<std::uint32_t>());
}

inline rc::Gen<std::uint64_t> any_u64() {
  return rc::gen::oneOf(rc::gen::element<std::uint64_t>(0, 1, 127, 128, 255, 256, 0xFFFFFFFF,
                                                        0x8000000000000000, 0xFFFFFFFFFFFFFFFF),
                        rc::gen::arbitrary<std::uint64_t>());
}

template <typename Id>
rc::Gen<Id> any_id() {
  return rc::gen::apply(
      [](std::uint32_t slot, std::uint32_t generation) { return make_id<Id>(slot, generation); },
      any_u32(), any_u32());
}

inline rc::Gen<Instant> any_instant() {
  return rc::gen::map(any_u64(),
                      [](std::uint64_t bits) { return Instant{static_cast<std::int64_t>(bits)}; });
}

// A value that a snapshot can hold, lists nested to `depth`.
inline rc::Gen<Value> storable_value(int depth = 2) {
  auto scalar = rc::gen::oneOf(
      rc::gen::map(rc::gen::arbitrary<bool>(), [](bool value) { return Value(value); }),
      rc::gen::map(any_u64(),
                   [](std::uint64_t bits) { return Value(static_cast<std::int64_t>(bits)); }),
      rc::gen::map(rc::gen::arbitrary<double>(), [](double value) { return Value(value); }),
      rc::gen::element(Value(std::numeric_limits<double>::quiet_NaN()), Value(-0.0),
                       Value(std::numeric_limits<double>::infinity())),
      rc::gen::map(any_bytes(), [](std::string text) { return Value(std::move(text)); }),
      rc::gen::map(any_instant(), [](Instant instant) { return Value(instant); }), typed_scalar());
  if (depth == 0) return scalar;
  return rc::gen::weightedOneOf<Value>(
      {{4, scalar},
       {1, rc::gen::map(rc::gen::container<ValueList>(
                            rc::gen::lazy([depth] { return storable_value(depth - 1); })),
                        [](ValueList list) { return Value(std::move(list)); })}});
}

// Sorted and without repeats.
template <typename T>
rc::Gen<std::vector<T>> ascending(rc::Gen<T> element) {
  return rc::gen::map(rc::gen::container<std::vector<T>>(std::move(element)),
                      [](std::vector<T> all) {
                        std::sort(all.begin(), all.end());
                        all.erase(std::unique(all.begin(), all.end()), all.end());
                        return all;
                      });
}

inline rc::Gen<std::vector<LabelId>> any_labels() {
  return rc::gen::map(ascending(any_u32()), [](const std::vector<std::uint32_t>& ids) {
    std::vector<LabelId> labels;
    for (const std::uint32_t id : ids) labels.push_back(LabelId{id});
    return labels;
  });
}

inline rc::Gen<std::vector<Property>> any_properties() {
  return rc::gen::mapcat(ascending(any_u32()), [](const std::vector<std::uint32_t>& ids) {
    return rc::gen::map(rc::gen::container<std::vector<Value>>(ids.size(), storable_value()),
                        [ids](const std::vector<Value>& values) {
                          std::vector<Property> properties;
                          for (std::size_t i = 0; i < ids.size(); ++i)
                            properties.push_back({KeyId{ids[i]}, values[i]});
                          return properties;
                        });
  });
}

}  // namespace muster::testing
