#include "tests/tck/mock_procedure.h"

#include <algorithm>
#include <regex>

#include <fmt/format.h>

#include "tests/tck/cell_value.h"

namespace muster::tck {
namespace {

class MockProcedure final : public query::Procedure {
 public:
  Result<void> call(const query::ExecutionContext& /*context*/, std::span<const Value> values,
                    const query::EmitRow& emit) const override {
    for (const ValueList& row : rows) {
      const bool answers = std::equal(values.begin(), values.end(), row.begin(), cypher_equivalent);
      const auto first = row.begin() + static_cast<std::ptrdiff_t>(values.size());
      if (answers && !emit(ValueList(first, row.end()))) break;
    }
    return ok();
  }

  std::vector<ValueList> rows;
};

query::TypeKind kind_of(const std::string& name) {
  if (name == "STRING") return query::TypeKind::kString;
  if (name == "INTEGER") return query::TypeKind::kInteger;
  if (name == "FLOAT") return query::TypeKind::kFloat;
  if (name == "NUMBER") return query::TypeKind::kNumber;
  if (name == "BOOLEAN") return query::TypeKind::kBoolean;
  return query::TypeKind::kAny;
}

std::vector<query::ProcedureField> fields_of(const std::string& text) {
  static const std::regex field(R"(([\w$]+)\s*::\s*(\w+)(\?)?)");
  std::vector<query::ProcedureField> fields;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), field);
       at != std::sregex_iterator(); ++at) {
    fields.push_back({.name = (*at)[1],
                      .type = kind_of((*at)[2]),
                      .nullable = (*at)[3].matched,
                      .default_value = std::nullopt});
  }
  return fields;
}

}  // namespace

Result<std::unique_ptr<const query::Procedure>> make_mock_procedure(
    std::string_view signature, const std::vector<std::vector<std::string>>& table) {
  static const std::regex shape(R"(([\w.]+)\((.*)\)\s*::\s*\((.*)\)\s*:?)");
  const std::string text(signature);
  std::smatch parts;
  if (!std::regex_match(text, parts, shape))
    return Error{.code = ErrorCode::kInvalidInput,
                 .message = fmt::format("'{}' is no signature of a procedure", signature)};
  auto procedure = std::make_unique<MockProcedure>();
  procedure->name = parts[1];
  procedure->arguments = fields_of(parts[2]);
  procedure->outputs = fields_of(parts[3]);
  for (std::size_t i = 1; i < table.size(); ++i) {
    ValueList row;
    for (const std::string& cell : table[i]) {
      MUSTER_TRY(const CellValue value, read_cell(cell));
      MUSTER_TRY(Value plain, plain_value(value));
      row.push_back(std::move(plain));
    }
    row.resize(procedure->arguments.size() + procedure->outputs.size());
    procedure->rows.push_back(std::move(row));
  }
  return std::unique_ptr<const query::Procedure>(std::move(procedure));
}

}  // namespace muster::tck
