#include "query/engine/property_type_names.h"

#include <algorithm>
#include <array>
#include <vector>

namespace muster::query {
namespace {

struct NamedType {
  ast::TypeName::Kind kind;
  PropertyType type;
  const char* text;
};

// In the order in which Neo4j prints the members of a union.
constexpr std::array<NamedType, 11> kNamedTypes = {{
    {ast::TypeName::Kind::kBoolean, PropertyType::kBoolean, "BOOLEAN"},
    {ast::TypeName::Kind::kString, PropertyType::kString, "STRING"},
    {ast::TypeName::Kind::kInteger, PropertyType::kInteger, "INTEGER"},
    {ast::TypeName::Kind::kFloat, PropertyType::kFloat, "FLOAT"},
    {ast::TypeName::Kind::kDate, PropertyType::kDate, "DATE"},
    {ast::TypeName::Kind::kLocalTime, PropertyType::kLocalTime, "LOCAL TIME"},
    {ast::TypeName::Kind::kZonedTime, PropertyType::kZonedTime, "ZONED TIME"},
    {ast::TypeName::Kind::kLocalDateTime, PropertyType::kLocalDateTime, "LOCAL DATETIME"},
    {ast::TypeName::Kind::kZonedDateTime, PropertyType::kZonedDateTime, "ZONED DATETIME"},
    {ast::TypeName::Kind::kDuration, PropertyType::kDuration, "DURATION"},
    {ast::TypeName::Kind::kPoint, PropertyType::kPoint, "POINT"},
}};

Error no_property_type(SourcePosition position) {
  return Error{.code = ErrorCode::kSemantic,
               .message = "no property has this type",
               .position = position,
               .hint =
                   "name scalar types, lists of one of them as LIST<STRING NOT NULL>, or "
                   "several with |.",
               .detail = "InvalidArgumentType"};
}

// The bits of scalar members; false: another type is among them.
bool add_scalars(const ast::TypeName& type, std::uint32_t& bits) {
  if (type.kind == ast::TypeName::Kind::kUnion) {
    return std::all_of(type.members.begin(), type.members.end(),
                       [&](const ast::TypeName& member) { return add_scalars(member, bits); });
  }
  for (const NamedType& named : kNamedTypes) {
    if (named.kind != type.kind) continue;
    bits |= property_type_bit(named.type);
    return true;
  }
  return false;
}

bool add_types(const ast::TypeName& type, PropertyTypes& types) {
  if (type.kind == ast::TypeName::Kind::kUnion) {
    return std::all_of(type.members.begin(), type.members.end(),
                       [&](const ast::TypeName& member) { return add_types(member, types); });
  }
  if (type.kind == ast::TypeName::Kind::kList)
    return type.members.size() == 1 && add_scalars(type.members[0], types.list_elements);
  return add_scalars(type, types.scalars);
}

}  // namespace

Result<NamedTypes> property_types_of(const ast::TypeName& type, SourcePosition position) {
  NamedTypes made;
  if (!add_types(type, made.types)) return no_property_type(position);
  std::string& text = made.text;
  for (const NamedType& named : kNamedTypes) {
    if ((made.types.scalars & property_type_bit(named.type)) != 0)
      text += (text.empty() ? "" : " | ") + std::string(named.text);
  }
  for (const NamedType& named : kNamedTypes) {
    if ((made.types.list_elements & property_type_bit(named.type)) != 0)
      text += (text.empty() ? "LIST<" : " | LIST<") + std::string(named.text) + " NOT NULL>";
  }
  return made;
}

}  // namespace muster::query
