#include "core/base/value.h"

#include <atomic>
#include <bit>
#include <cmath>
#include <variant>

#include <fmt/format.h>

#include "core/base/assert.h"
#include "core/base/hash.h"

namespace muster {

struct Value::Heap {
  explicit Heap(std::variant<std::string, ValueList, ValueMap, PathValue> initial)
      : content(std::move(initial)) {}
  std::atomic<std::uint32_t> references{1};
  const std::variant<std::string, ValueList, ValueMap, PathValue> content;
};

namespace {

template <typename Content>
std::size_t list_bytes(const std::vector<Content>& list) {
  return list.size() * sizeof(Content);
}

std::uint64_t hash_type(ValueType type) {
  return hash_combine(0, static_cast<std::uint64_t>(type) + 1);
}

}  // namespace

std::string_view value_type_name(ValueType type) {
  switch (type) {
    case ValueType::kNull:
      return "Null";
    case ValueType::kBoolean:
      return "Boolean";
    case ValueType::kInteger:
      return "Integer";
    case ValueType::kFloat:
      return "Float";
    case ValueType::kString:
      return "String";
    case ValueType::kList:
      return "List";
    case ValueType::kMap:
      return "Map";
    case ValueType::kInstant:
      return "DateTime";
    case ValueType::kNode:
      return "Node";
    case ValueType::kEdge:
      return "Relationship";
    case ValueType::kPath:
      return "Path";
  }
  MUSTER_UNREACHABLE();
}

Value::Value(std::string text) : type_(ValueType::kString) {
  payload_.heap = new Heap(std::move(text));
}
Value::Value(ValueList list) : type_(ValueType::kList) {
  payload_.heap = new Heap(std::move(list));
}
Value::Value(ValueMap map) : type_(ValueType::kMap) { payload_.heap = new Heap(std::move(map)); }
Value::Value(PathValue path) : type_(ValueType::kPath) {
  payload_.heap = new Heap(std::move(path));
}

bool Value::is_heap() const {
  return type_ == ValueType::kString || type_ == ValueType::kList || type_ == ValueType::kMap ||
         type_ == ValueType::kPath;
}

Value::Value(const Value& other) noexcept : payload_(other.payload_), type_(other.type_) {
  if (is_heap()) payload_.heap->references.fetch_add(1, std::memory_order_relaxed);
}
Value::Value(Value&& other) noexcept : payload_(other.payload_), type_(other.type_) {
  other.type_ = ValueType::kNull;
}
Value& Value::operator=(const Value& other) noexcept {
  Value copy(other);
  std::swap(payload_, copy.payload_);
  std::swap(type_, copy.type_);
  return *this;
}
Value& Value::operator=(Value&& other) noexcept {
  std::swap(payload_, other.payload_);
  std::swap(type_, other.type_);
  return *this;
}
Value::~Value() {
  if (is_heap() && payload_.heap->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
    delete payload_.heap;
}

bool Value::as_boolean() const {
  MUSTER_ASSERT(is_boolean());
  return payload_.boolean;
}
std::int64_t Value::as_integer() const {
  MUSTER_ASSERT(is_integer());
  return payload_.integer;
}
double Value::as_float() const {
  MUSTER_ASSERT(is_float());
  return payload_.real;
}
double Value::as_number() const {
  return is_integer() ? static_cast<double>(payload_.integer) : as_float();
}
const std::string& Value::as_string() const {
  MUSTER_ASSERT(is_string());
  return *std::get_if<std::string>(&payload_.heap->content);
}
const ValueList& Value::as_list() const {
  MUSTER_ASSERT(is_list());
  return *std::get_if<ValueList>(&payload_.heap->content);
}
const ValueMap& Value::as_map() const {
  MUSTER_ASSERT(is_map());
  return *std::get_if<ValueMap>(&payload_.heap->content);
}
Instant Value::as_instant() const {
  MUSTER_ASSERT(is_instant());
  return Instant{payload_.integer};
}
NodeId Value::as_node() const {
  MUSTER_ASSERT(is_node());
  return static_cast<NodeId>(payload_.bits);
}
EdgeId Value::as_edge() const {
  MUSTER_ASSERT(is_edge());
  return static_cast<EdgeId>(payload_.bits);
}
const PathValue& Value::as_path() const {
  MUSTER_ASSERT(is_path());
  return *std::get_if<PathValue>(&payload_.heap->content);
}

bool Value::operator==(const Value& other) const {
  if (type_ != other.type_) return false;
  switch (type_) {
    case ValueType::kNull:
      return true;
    case ValueType::kBoolean:
      return payload_.boolean == other.payload_.boolean;
    case ValueType::kFloat:
      return payload_.real == other.payload_.real ||
             (std::isnan(payload_.real) && std::isnan(other.payload_.real));
    case ValueType::kInteger:
    case ValueType::kInstant:
    case ValueType::kNode:
    case ValueType::kEdge:
      return payload_.bits == other.payload_.bits;
    case ValueType::kString:
    case ValueType::kList:
    case ValueType::kMap:
    case ValueType::kPath:
      return payload_.heap == other.payload_.heap ||
             payload_.heap->content == other.payload_.heap->content;
  }
  MUSTER_UNREACHABLE();
}

std::uint64_t Value::hash() const {
  std::uint64_t hash = hash_type(type_);
  switch (type_) {
    case ValueType::kNull:
      return hash;
    case ValueType::kBoolean:
      return hash_combine(hash, payload_.boolean ? 1 : 0);
    case ValueType::kFloat: {
      // Equal floats hash alike: the two zeros, and all NaNs.
      const double real = std::isnan(payload_.real) ? std::nan("")
                          : payload_.real == 0.0    ? 0.0
                                                    : payload_.real;
      return hash_combine(hash, std::bit_cast<std::uint64_t>(real));
    }
    case ValueType::kInteger:
    case ValueType::kInstant:
    case ValueType::kNode:
    case ValueType::kEdge:
      return hash_combine(hash, payload_.bits);
    case ValueType::kString:
      return hash_bytes(as_string(), hash);
    case ValueType::kList:
      for (const Value& item : as_list()) hash = hash_combine(hash, item.hash());
      return hash;
    case ValueType::kMap:
      for (const auto& [key, item] : as_map())
        hash = hash_combine(hash_bytes(key, hash), item.hash());
      return hash;
    case ValueType::kPath:
      for (const NodeId node : as_path().nodes) hash = hash_combine(hash, raw(node));
      for (const EdgeId edge : as_path().edges) hash = hash_combine(hash, raw(edge));
      return hash;
  }
  MUSTER_UNREACHABLE();
}

std::size_t Value::heap_bytes() const {
  if (!is_heap()) return 0;
  std::size_t bytes = sizeof(Heap);
  switch (type_) {
    case ValueType::kString:
      return bytes + as_string().size();
    case ValueType::kList:
      for (const Value& item : as_list()) bytes += sizeof(Value) + item.heap_bytes();
      return bytes;
    case ValueType::kMap:
      for (const auto& [key, item] : as_map())
        bytes += sizeof(ValueMap::value_type) + key.size() + item.heap_bytes();
      return bytes;
    default:
      return bytes + list_bytes(as_path().nodes) + list_bytes(as_path().edges);
  }
}

}  // namespace muster
