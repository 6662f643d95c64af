// The types of values as the language names them: what `IS :: TYPE` asks and valueType() answers.
//
// The law: types are closed and do not widen: 1 is an INTEGER and no FLOAT. Null is of every type
// that is not NOT NULL.
#pragma once

#include <string>

#include "core/base/value.h"
#include "query/syntax/ast.h"

namespace muster::query {

// Cost: O(elements) for lists.
bool is_of_type(const Value& value, const ast::TypeName& type);

// The narrowest type that holds the value: "INTEGER NOT NULL",
// "LIST<BOOLEAN NOT NULL | STRING NOT NULL> NOT NULL", "LIST<NOTHING> NOT NULL", "NULL".
std::string type_text_of(const Value& value);

}  // namespace muster::query
