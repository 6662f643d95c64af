// Strong ids. An element id is a slot (low 32 bits) and a generation (high 32 bits): memory is
// indexed by slot, the outside only ever sees whole ids, and an id whose generation is stale names
// nothing, never another element.
#pragma once

#include <cstdint>
#include <functional>

namespace muster {

enum class NodeId : std::uint64_t {};
enum class EdgeId : std::uint64_t {};
enum class LabelId : std::uint32_t {};     // An interned label name.
enum class EdgeTypeId : std::uint32_t {};  // An interned relationship type name.
enum class KeyId : std::uint32_t {};       // An interned property name.

template <typename Id>
constexpr std::uint64_t raw(Id id) {
  return static_cast<std::uint64_t>(id);
}
template <typename Id>
constexpr std::uint32_t slot_of(Id id) {
  return static_cast<std::uint32_t>(raw(id));
}
template <typename Id>
constexpr std::uint32_t generation_of(Id id) {
  return static_cast<std::uint32_t>(raw(id) >> 32);
}
template <typename Id>
constexpr Id make_id(std::uint32_t slot, std::uint32_t generation) {
  return static_cast<Id>((static_cast<std::uint64_t>(generation) << 32) | slot);
}

}  // namespace muster
