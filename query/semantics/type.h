// Static types: what binding knows of an expression before any row is seen.
//
// The law: kAny means "ask at run time" and fits everywhere; a static type is only ever claimed
// when no row can contradict it, except that any value may be null.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace muster::query {

enum class TypeKind : std::uint8_t {
  kAny,
  kNull,  // The literal null.
  kBoolean,
  kInteger,
  kFloat,
  kNumber,  // Integer or float.
  kString,
  kDate,
  kLocalTime,
  kTime,
  kLocalDateTime,
  kDateTime,
  kDuration,
  kPoint,
  kBytes,
  kList,
  kMap,
  kNode,
  kEdge,
  kPath,
};

struct Type {
  TypeKind kind = TypeKind::kAny;
  std::shared_ptr<const Type> element;  // Of a list; null: any.

  Type() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a kind is a type.
  Type(TypeKind type_kind) : kind(type_kind) {}

  static Type list_of(Type item) {
    Type list(TypeKind::kList);
    list.element = std::make_shared<const Type>(std::move(item));
    return list;
  }

  bool is(TypeKind other) const { return kind == other; }
  Type element_type() const { return element ? *element : Type(TypeKind::kAny); }
  bool operator==(const Type& other) const {
    return kind == other.kind && element_type_equal(other);
  }

 private:
  bool element_type_equal(const Type& other) const {
    return !element || !other.element ? !element && !other.element : *element == *other.element;
  }
};

// A set of kinds an argument accepts.
class TypeSet {
 public:
  // Accepts everything.
  constexpr TypeSet() = default;
  template <typename... Kinds>
  // Implicit, so that `{TypeKind::kString, TypeKind::kList}` reads as the set it is.
  // NOLINTNEXTLINE(google-explicit-constructor)
  constexpr TypeSet(TypeKind first, Kinds... rest) : bits_((bit(first) | ... | bit(rest))) {}

  // Whether a value of static type `kind` may be of this set: kAny and kNull may always; kNumber
  // stands for both of its parts, and an integer is taken where a float is due.
  constexpr bool accepts(TypeKind kind) const {
    if (bits_ == 0 || kind == TypeKind::kAny || kind == TypeKind::kNull ||
        (bits_ & bit(TypeKind::kAny)) != 0)
      return true;
    if ((bits_ & bit(kind)) != 0) return true;
    const bool takes_integer =
        (bits_ & (bit(TypeKind::kInteger) | bit(TypeKind::kFloat) | bit(TypeKind::kNumber))) != 0;
    const bool takes_float = (bits_ & (bit(TypeKind::kFloat) | bit(TypeKind::kNumber))) != 0;
    if (kind == TypeKind::kInteger || kind == TypeKind::kNumber) return takes_integer;
    return kind == TypeKind::kFloat && takes_float;
  }
  constexpr bool contains(TypeKind kind) const { return (bits_ & bit(kind)) != 0; }

 private:
  static constexpr std::uint32_t bit(TypeKind kind) {
    return 1U << static_cast<std::uint32_t>(kind);
  }
  std::uint32_t bits_ = 0;  // 0: everything.
};

// The type as a sentence names it: "a list", "an integer", "a relationship", "a value".
std::string type_phrase(TypeKind kind);
std::string type_phrase(const TypeSet& types);

// The smallest type that holds both.
Type common_type(const Type& left, const Type& right);

}  // namespace muster::query
