#include <fmt/format.h>

#include "query/physical/operators.h"
#include "query/physical/procedure.h"

namespace muster::query {
namespace {

bool fits(const Value& value, const Type& type) {
  if (value.is_null()) return true;
  switch (type.kind) {
    case TypeKind::kAny:
    case TypeKind::kNull:
      return true;
    case TypeKind::kBoolean:
      return value.is_boolean();
    case TypeKind::kInteger:
      return value.is_integer();
    case TypeKind::kFloat:
    case TypeKind::kNumber:
      return value.is_number();
    case TypeKind::kString:
      return value.is_string();
    case TypeKind::kDate:
      return value.is_date();
    case TypeKind::kLocalTime:
      return value.is_local_time();
    case TypeKind::kTime:
      return value.is_zoned_time();
    case TypeKind::kLocalDateTime:
      return value.is_local_datetime();
    case TypeKind::kDateTime:
      return value.is_zoned_datetime();
    case TypeKind::kDuration:
      return value.is_duration();
    case TypeKind::kPoint:
      return value.is_point();
    case TypeKind::kBytes:
      return value.is_bytes();
    case TypeKind::kList:
      return value.is_list();
    case TypeKind::kMap:
      return value.is_map();
    case TypeKind::kNode:
      return value.is_node();
    case TypeKind::kEdge:
      return value.is_edge();
    case TypeKind::kPath:
      return value.is_path();
  }
  MUSTER_UNREACHABLE();
}

class CallOperator final : public StreamOperator {
 public:
  CallOperator(const CallNode& node, SlotList carried)
      : procedure_(procedure_of(*node.call.procedure)),
        yields_(node.call.yields),
        carried_(std::move(carried)) {
    for (const auto& argument : node.call.arguments) {
      arguments_.push_back(compile_expression(*argument));
      positions_.push_back(argument->position);
    }
  }

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    std::vector<Column> columns;
    for (const EvaluatorPtr& argument : arguments_) {
      MUSTER_TRY(Column column, evaluate_column(*argument, context, input));
      columns.push_back(std::move(column));
    }
    RowWriter writer(context, carried_, next);
    for (std::size_t row = 0; row < input.rows; ++row) {
      ValueList values;
      for (Column& column : columns) values.push_back(column.take(row));
      MUSTER_CHECK(check_types(values));
      MUSTER_TRY(const Flow flow, call(context, input, row, values, writer));
      if (flow == Flow::kStop) return flow;
    }
    return writer.flush();
  }

 private:
  Result<void> check_types(ValueList& values) const {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const ProcedureField& field = procedure_.arguments[i];
      if (!fits(values[i], field.type)) {
        Error error = runtime_error(
            "InvalidArgumentType",
            fmt::format("The argument '{}' of {} must be {}, not a {}", field.name, procedure_.name,
                        type_phrase(field.type.kind), value_type_name(values[i].type())));
        error.position = positions_[i];
        return error;
      }
      if (field.type.is(TypeKind::kFloat) && values[i].is_integer())
        values[i] = Value(values[i].as_number());
    }
    return ok();
  }

  Result<Flow> call(const ExecutionContext& context, const Batch& input, std::size_t row,
                    const ValueList& values, RowWriter& writer) const {
    Result<Flow> flow = Flow::kMore;
    if (procedure_.outputs.empty()) {
      // A void procedure passes its rows on.
      MUSTER_CHECK(procedure_.call(context, values, [](const ValueList&) { return true; }));
      return writer.finish_row(input, row);
    }
    MUSTER_CHECK(procedure_.call(context, values, [&](ValueList outputs) {
      MUSTER_ASSERT(outputs.size() == procedure_.outputs.size());
      for (const BoundYield& yield : yields_) writer.put(yield.slot, outputs[yield.output]);
      flow = writer.finish_row(input, row);
      return flow && *flow == Flow::kMore;
    }));
    return flow;
  }

  const Procedure& procedure_;
  std::vector<BoundYield> yields_;
  std::vector<EvaluatorPtr> arguments_;
  std::vector<SourcePosition> positions_;
  SlotList carried_;
};

}  // namespace

const Procedure& procedure_of(const ProcedureSignature& signature) {
  return static_cast<const Procedure&>(signature);
}

StreamPtr make_call_operator(const CallNode& node, SlotList carried) {
  return std::make_unique<CallOperator>(node, std::move(carried));
}

}  // namespace muster::query
