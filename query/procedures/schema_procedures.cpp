// What schema browsers and drivers ask: which properties the elements of each label and type have.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "query/procedures/families.h"

namespace muster::query {
namespace {

// Between two questions to the budget.
constexpr std::uint32_t kStride = 4096;

// The properties of the elements that are alike.
struct Shape {
  std::uint64_t elements = 0;
  struct Uses {
    std::uint64_t elements = 0;
    std::set<std::string> types;
  };
  std::map<std::string, Uses> properties;

  void add(const Catalog& catalog, const std::vector<Property>& of_one) {
    ++elements;
    for (const Property& property : of_one) {
      Uses& uses = properties[catalog.keys.name(property.key)];
      ++uses.elements;
      uses.types.emplace(value_type_name(property.value.type()));
    }
  }
};

Result<void> emit_shape(const std::string& name, const Value& labels, const Shape& shape,
                        const EmitRow& emit, bool& more) {
  const auto put = [&](Value property, Value types, bool mandatory) {
    ValueList row{Value(name)};
    if (!labels.is_null()) row.push_back(labels);
    row.push_back(std::move(property));
    row.push_back(std::move(types));
    row.emplace_back(mandatory);
    more = emit(std::move(row));
  };
  if (shape.properties.empty()) put(nullptr, nullptr, false);
  for (const auto& [property, uses] : shape.properties) {
    if (!more) break;
    put(property, ValueList(uses.types.begin(), uses.types.end()), uses.elements == shape.elements);
  }
  return ok();
}

Result<void> node_type_properties(const ExecutionContext& context, std::span<const Value>,
                                  const EmitRow& emit) {
  const GraphSnapshot& graph = context.graph;
  std::map<std::vector<std::string>, Shape> shapes;
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    if (slot % kStride == 0) MUSTER_CHECK(context.budget.check());
    const auto node = graph.node_at(slot);
    if (!node) continue;
    std::vector<std::string> labels;
    for (const LabelId label : graph.labels(*node))
      labels.push_back(graph.catalog().labels.name(label));
    std::sort(labels.begin(), labels.end());
    shapes[std::move(labels)].add(graph.catalog(), graph.properties(*node));
  }
  bool more = true;
  for (const auto& [labels, shape] : shapes) {
    std::string name;
    for (const std::string& label : labels) name += fmt::format(":`{}`", label);
    const Value list(ValueList(labels.begin(), labels.end()));
    MUSTER_CHECK(emit_shape(name, list, shape, emit, more));
    if (!more) break;
  }
  return ok();
}

Result<void> edge_type_properties(const ExecutionContext& context, std::span<const Value>,
                                  const EmitRow& emit) {
  const GraphSnapshot& graph = context.graph;
  std::map<std::string, Shape> shapes;
  for (std::uint32_t slot = 0; slot < graph.edge_slot_bound(); ++slot) {
    if (slot % kStride == 0) MUSTER_CHECK(context.budget.check());
    const auto edge = graph.edge_at(slot);
    if (!edge) continue;
    const std::string& type = graph.catalog().edge_types.name(graph.ends(*edge).type);
    shapes[type].add(graph.catalog(), graph.properties(*edge));
  }
  bool more = true;
  for (const auto& [type, shape] : shapes) {
    MUSTER_CHECK(emit_shape(fmt::format(":`{}`", type), Value(), shape, emit, more));
    if (!more) break;
  }
  return ok();
}

// An index is filled by the statement that makes it, so nobody ever waits.
Result<void> await_indexes(const ExecutionContext&, std::span<const Value>, const EmitRow&) {
  return ok();
}

Result<void> ping(const ExecutionContext&, std::span<const Value>, const EmitRow& emit) {
  emit({true});
  return ok();
}

}  // namespace

void add_schema_procedures(ProcedureRegistry& registry) {
  const ProcedureField name{.name = "propertyName", .type = TypeKind::kString};
  const ProcedureField types{.name = "propertyTypes", .type = Type::list_of(TypeKind::kString)};
  const ProcedureField mandatory{.name = "mandatory", .type = TypeKind::kBoolean};
  registry.add(make_procedure("db.schema.nodeTypeProperties", {},
                              {{.name = "nodeType", .type = TypeKind::kString},
                               {.name = "nodeLabels", .type = Type::list_of(TypeKind::kString)},
                               name,
                               types,
                               mandatory},
                              "The properties that nodes of each set of labels have.",
                              node_type_properties));
  registry.add(
      make_procedure("db.schema.relTypeProperties", {},
                     {{.name = "relType", .type = TypeKind::kString}, name, types, mandatory},
                     "The properties that relationships of each type have.", edge_type_properties));
  ProcedureField timeout{.name = "timeOutSeconds", .type = TypeKind::kInteger};
  timeout.default_value = Value(300);
  registry.add(make_procedure("db.awaitIndexes", {timeout}, {},
                              "Waits until all indexes are filled: they always are.",
                              await_indexes));
  registry.add(make_procedure("db.awaitIndex",
                              {{.name = "indexName", .type = TypeKind::kString}, timeout}, {},
                              "Waits until the index is filled: it always is.", await_indexes));
  registry.add(make_procedure("db.ping", {}, {{.name = "success", .type = TypeKind::kBoolean}},
                              "Answers that somebody is there.", ping));
}

}  // namespace muster::query
