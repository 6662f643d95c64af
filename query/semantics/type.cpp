#include "query/semantics/type.h"

#include <array>
#include <string_view>
#include <vector>

namespace muster::query {
namespace {

constexpr std::array kKinds = {
    TypeKind::kAny,       TypeKind::kNull,   TypeKind::kBoolean,       TypeKind::kInteger,
    TypeKind::kFloat,     TypeKind::kNumber, TypeKind::kString,        TypeKind::kDate,
    TypeKind::kLocalTime, TypeKind::kTime,   TypeKind::kLocalDateTime, TypeKind::kDateTime,
    TypeKind::kDuration,  TypeKind::kPoint,  TypeKind::kBytes,         TypeKind::kList,
    TypeKind::kMap,       TypeKind::kNode,   TypeKind::kEdge,          TypeKind::kPath};

bool is_number(TypeKind kind) {
  return kind == TypeKind::kInteger || kind == TypeKind::kFloat || kind == TypeKind::kNumber;
}

}  // namespace

std::string type_phrase(TypeKind kind) {
  switch (kind) {
    case TypeKind::kAny:
      return "a value";
    case TypeKind::kNull:
      return "null";
    case TypeKind::kBoolean:
      return "a boolean";
    case TypeKind::kInteger:
      return "an integer";
    case TypeKind::kFloat:
      return "a float";
    case TypeKind::kNumber:
      return "a number";
    case TypeKind::kString:
      return "a string";
    case TypeKind::kDate:
      return "a date";
    case TypeKind::kLocalTime:
      return "a local time";
    case TypeKind::kTime:
      return "a time";
    case TypeKind::kLocalDateTime:
      return "a local date and time";
    case TypeKind::kDateTime:
      return "a date and time";
    case TypeKind::kDuration:
      return "a duration";
    case TypeKind::kPoint:
      return "a point";
    case TypeKind::kBytes:
      return "bytes";
    case TypeKind::kList:
      return "a list";
    case TypeKind::kMap:
      return "a map";
    case TypeKind::kNode:
      return "a node";
    case TypeKind::kEdge:
      return "a relationship";
    case TypeKind::kPath:
      return "a path";
  }
  return "a value";
}

std::string type_phrase(const TypeSet& types) {
  std::vector<std::string> names;
  for (const TypeKind kind : kKinds) {
    if (types.contains(kind)) names.push_back(type_phrase(kind));
  }
  if (names.empty()) return "a value";
  std::string out = names.front();
  for (std::size_t i = 1; i < names.size(); ++i)
    out += (i + 1 == names.size() ? " or " : ", ") + names[i];
  return out;
}

Type common_type(const Type& left, const Type& right) {
  if (left.is(TypeKind::kNull)) return right;
  if (right.is(TypeKind::kNull)) return left;
  if (left == right) return left;
  if (left.is(TypeKind::kList) && right.is(TypeKind::kList)) {
    return left.element && right.element ? Type::list_of(common_type(*left.element, *right.element))
                                         : Type(TypeKind::kList);
  }
  if (is_number(left.kind) && is_number(right.kind)) return TypeKind::kNumber;
  return TypeKind::kAny;
}

}  // namespace muster::query
