// The one table from error codes to HTTP statuses, and errors as problem+json (RFC 9457).
#pragma once

#include "api/http/http_message.h"
#include "core/base/result.h"

namespace muster::api {

int http_status(ErrorCode code);

// {"type", "title", "status", "code", "detail", and where there is one: "position", "hint",
// "reason"}. `text` is the query the position is in.
HttpResponse problem_response(const Error& error, std::string_view text = {});
HttpResponse problem_response(int status, std::string_view title, std::string_view detail);

}  // namespace muster::api
