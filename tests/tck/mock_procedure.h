// Procedures that a scenario declares, with a table of what each call answers:
// `there exists a procedure test.p(a :: STRING?) :: (b :: INTEGER?)`.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "query/physical/procedure.h"

namespace muster::tck {

// A call gives the output cells of the rows whose input cells are equivalent to its arguments, in
// the table's order; the table's columns are the inputs, then the outputs.
// Errors: kInvalidInput: the signature or a cell cannot be read.
Result<std::unique_ptr<const query::Procedure>> make_mock_procedure(
    std::string_view signature, const std::vector<std::vector<std::string>>& table);

}  // namespace muster::tck
