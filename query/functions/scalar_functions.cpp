// Functions of any value: coalesce, size, exists, and those about the statement itself.
#include <atomic>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "core/base/hash.h"
#include "query/functions/families.h"
#include "query/functions/random.h"
#include "query/functions/value_types.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

Result<Value> coalesce(const FunctionEnvironment&, Arguments arguments) {
  for (const Value& value : arguments) {
    if (!value.is_null()) return value;
  }
  return Value();
}

Type coalesce_type(std::span<const Type> arguments) {
  Type type = arguments.empty() ? Type() : arguments[0];
  for (const Type& argument : arguments.subspan(arguments.empty() ? 0 : 1))
    type = common_type(type, argument);
  return type;
}

Result<Value> size_of(const FunctionEnvironment&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_list()) return Value(static_cast<std::int64_t>(value.as_list().size()));
  if (value.is_string()) return Value(static_cast<std::int64_t>(utf8_length(value.as_string())));
  if (value.is_bytes()) return Value(static_cast<std::int64_t>(value.as_bytes().octets.size()));
  return runtime_error(
      "InvalidArgumentValue",
      fmt::format("size() needs a list or a string, not a {}", value_type_name(value.type())),
      value.is_path() ? "use length() for paths" : "");
}

Result<Value> exists(const FunctionEnvironment&, Arguments arguments) {
  return Value(!arguments[0].is_null());
}

Result<Value> is_empty(const FunctionEnvironment&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_list()) return Value(value.as_list().empty());
  if (value.is_string()) return Value(value.as_string().empty());
  if (value.is_map()) return Value(value.as_map().empty());
  return runtime_error("InvalidArgumentValue",
                       fmt::format("isEmpty() needs a list, a map or a string, not a {}",
                                   value_type_name(value.type())));
}

Result<Value> value_type(const FunctionEnvironment&, Arguments arguments) {
  return Value(type_text_of(arguments[0]));
}

Result<Value> null_if(const FunctionEnvironment&, Arguments arguments) {
  return cypher_equals(arguments[0], arguments[1]) == true ? Value() : arguments[0];
}

Result<Value> random_uuid(const FunctionEnvironment& environment, Arguments) {
  const std::uint64_t high = next_random(environment.seed);
  const std::uint64_t low = next_random(environment.seed);
  // RFC 4122: version 4, variant 10.
  return Value(fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", high >> 32,
                           (high >> 16) & 0xffff, high & 0xfff, 0x8000 | ((low >> 48) & 0x3fff),
                           low & 0xffffffffffffULL));
}

}  // namespace

void add_scalar_functions(FunctionList& functions) {
  Function function;
  function.name = "coalesce";
  function.arguments_min = 1;
  function.arguments_max = FunctionSignature::kVariadic;
  function.infer = coalesce_type;
  function.nulls = NullRule::kReceive;
  function.documentation = "The first argument that is not null.";
  function.scalar = coalesce;
  functions.push_back(function);

  function = Function();
  function.name = "size";
  function.arguments_min = function.arguments_max = 1;
  function.arguments = {{TypeKind::kString, TypeKind::kList, TypeKind::kBytes}};
  function.result = TypeKind::kInteger;
  function.documentation =
      "The number of elements of a list, of characters of a string, or of octets of bytes.";
  function.scalar = size_of;
  functions.push_back(function);

  function.name = "isEmpty";
  function.arguments = {{TypeKind::kString, TypeKind::kList, TypeKind::kMap}};
  function.result = TypeKind::kBoolean;
  function.documentation = "Whether a list, map or string has nothing in it.";
  function.scalar = is_empty;
  functions.push_back(function);

  function = Function();
  function.name = "exists";
  function.arguments_min = function.arguments_max = 1;
  function.result = TypeKind::kBoolean;
  function.nulls = NullRule::kReceive;
  function.documentation = "Whether the argument, usually a property, is not null.";
  function.scalar = exists;
  functions.push_back(function);

  function.name = "valueType";
  function.result = TypeKind::kString;
  function.documentation = "The type of a value as ISO GQL writes it.";
  function.scalar = value_type;
  functions.push_back(function);

  function = Function();
  function.name = "nullIf";
  function.arguments_min = function.arguments_max = 2;
  function.nulls = NullRule::kReceive;
  function.documentation = "Null if both arguments are equal, else the first.";
  function.scalar = null_if;
  functions.push_back(function);

  function = Function();
  function.name = "randomUUID";
  function.result = TypeKind::kString;
  function.deterministic = false;
  function.documentation = "A random UUID, version 4.";
  function.scalar = random_uuid;
  functions.push_back(function);
}

}  // namespace muster::query
