// The interface as an OpenAPI 3.1 document, made from the route table.
#pragma once

#include <string>

namespace muster::api {

std::string openapi_document();

}  // namespace muster::api
