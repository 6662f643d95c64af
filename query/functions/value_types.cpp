#include "query/functions/value_types.h"

#include <algorithm>
#include <vector>

#include "core/base/assert.h"
#include "query/syntax/ast_text.h"

namespace muster::query {
namespace {

using Kind = ast::TypeName::Kind;

// Of what is neither null nor a list.
Kind kind_of(const Value& value) {
  switch (value.type()) {
    case ValueType::kNull:
      return Kind::kNull;
    case ValueType::kBoolean:
      return Kind::kBoolean;
    case ValueType::kInteger:
      return Kind::kInteger;
    case ValueType::kFloat:
      return Kind::kFloat;
    case ValueType::kString:
      return Kind::kString;
    case ValueType::kList:
      return Kind::kList;
    case ValueType::kMap:
      return Kind::kMap;
    case ValueType::kInstant:
    case ValueType::kZonedDateTime:
      return Kind::kZonedDateTime;
    case ValueType::kLocalDateTime:
      return Kind::kLocalDateTime;
    case ValueType::kDate:
      return Kind::kDate;
    case ValueType::kTime:
      return Kind::kZonedTime;
    case ValueType::kLocalTime:
      return Kind::kLocalTime;
    case ValueType::kDuration:
      return Kind::kDuration;
    case ValueType::kPoint:
      return Kind::kPoint;
    case ValueType::kBytes:
      return Kind::kAny;  // The language has no name for them.
    case ValueType::kNode:
      return Kind::kNode;
    case ValueType::kEdge:
      return Kind::kRelationship;
    case ValueType::kPath:
      return Kind::kPath;
  }
  MUSTER_UNREACHABLE();
}

bool is_storable_scalar(Kind kind) {
  return kind != Kind::kNull && kind != Kind::kList && kind != Kind::kMap && kind != Kind::kNode &&
         kind != Kind::kRelationship && kind != Kind::kPath;
}

// Whether the value could be a property: a scalar, or a list of scalars of one type.
bool is_property_value(const Value& value) {
  if (!value.is_list()) return is_storable_scalar(kind_of(value));
  const ValueList& items = value.as_list();
  return std::ranges::all_of(items, [&](const Value& item) {
    return is_storable_scalar(kind_of(item)) && kind_of(item) == kind_of(items.front());
  });
}

// The order in which the parts of a union are written: by kind, lists by what they hold, what can
// be null behind what cannot.
bool comes_before(const ast::TypeName& left, const ast::TypeName& right) {
  if (left.kind != right.kind) return left.kind < right.kind;
  if (left.members.empty() || right.members.empty())
    return left.members.size() < right.members.size();
  return std::ranges::lexicographical_compare(left.members, right.members, comes_before);
}

bool is_same(const ast::TypeName& left, const ast::TypeName& right) {
  return !comes_before(left, right) && !comes_before(right, left);
}

ast::TypeName type_of(const Value& value);

ast::TypeName element_type(const ValueList& items) {
  std::vector<ast::TypeName> parts;
  bool nulls = false;
  for (const Value& item : items) {
    if (item.is_null()) {
      nulls = true;
      continue;
    }
    ast::TypeName part = type_of(item);
    const bool known = std::ranges::any_of(
        parts, [&](const ast::TypeName& other) { return is_same(part, other); });
    if (!known) parts.push_back(std::move(part));
  }
  if (parts.empty()) return {.kind = nulls ? Kind::kNull : Kind::kNothing};
  std::ranges::sort(parts, comes_before);
  // All parts of a union take null, or none does.
  for (ast::TypeName& part : parts) part.not_null = !nulls;
  if (parts.size() == 1) return std::move(parts.front());
  return {.kind = Kind::kUnion, .not_null = false, .members = std::move(parts)};
}

// REQUIRES: not null.
ast::TypeName type_of(const Value& value) {
  ast::TypeName type{.kind = kind_of(value), .not_null = true, .members = {}};
  if (value.is_list()) type.members.push_back(element_type(value.as_list()));
  return type;
}

std::string text_of(const ast::TypeName& type) {
  if (type.kind == Kind::kUnion) {
    std::string text;
    for (const ast::TypeName& part : type.members)
      text += (text.empty() ? "" : " | ") + text_of(part);
    return text;
  }
  if (type.kind != Kind::kList) return ast::to_text(type);
  return "LIST<" + text_of(type.members.front()) + ">" + (type.not_null ? " NOT NULL" : "");
}

}  // namespace

bool is_of_type(const Value& value, const ast::TypeName& type) {
  if (type.kind == Kind::kNothing) return false;
  if (type.kind == Kind::kUnion)
    return std::ranges::any_of(
        type.members, [&](const ast::TypeName& member) { return is_of_type(value, member); });
  if (value.is_null()) return !type.not_null;
  switch (type.kind) {
    case Kind::kAny:
      return true;
    case Kind::kPropertyValue:
      return is_property_value(value);
    case Kind::kList:
      return value.is_list() && std::ranges::all_of(value.as_list(), [&](const Value& item) {
               return is_of_type(item, type.members.front());
             });
    default:
      return kind_of(value) == type.kind;
  }
}

std::string type_text_of(const Value& value) {
  return value.is_null() ? "NULL" : text_of(type_of(value));
}

}  // namespace muster::query
