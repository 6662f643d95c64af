#include "api/http/error_mapping.h"

#include <fmt/format.h>

#include "api/service/value_json.h"

namespace muster::api {
namespace {

HttpResponse render(int status, ValueMap members) {
  members.insert_or_assign("status", Value(static_cast<std::int64_t>(status)));
  HttpResponse response{.status = status, .content_type = "application/problem+json"};
  append_json(response.body, *GraphSnapshot::empty(), Value(std::move(members)));
  response.body += '\n';
  // A client that is told to come back is told when.
  if (status == 429 || status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace

int http_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kSyntax:
    case ErrorCode::kSemantic:
    case ErrorCode::kType:
    case ErrorCode::kRuntimeQuery:
      return 400;
    case ErrorCode::kInvalidInput:
      return 422;
    case ErrorCode::kNotFound:
    case ErrorCode::kEntityNotFound:
      return 404;
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kConstraint:
    case ErrorCode::kAssertedElsewhere:
    case ErrorCode::kConflict:
    case ErrorCode::kFailedPrecondition:
      return 409;
    case ErrorCode::kForbidden:
      return 403;
    case ErrorCode::kCancelled:
      return 499;
    case ErrorCode::kBusy:
    case ErrorCode::kUnavailable:
      return 503;
    case ErrorCode::kDeadlineExceeded:
      return 504;
    case ErrorCode::kResourceExhausted:
      return 413;
    case ErrorCode::kUnimplemented:
      return 501;
    case ErrorCode::kCorruption:
    case ErrorCode::kIo:
      return 500;
  }
  MUSTER_UNREACHABLE();
}

HttpResponse problem_response(const Error& error, std::string_view text) {
  ValueMap members{{"type", Value("about:blank")},
                   {"title", Value(error_code_name(error.code))},
                   {"code", Value(error_code_name(error.code))},
                   {"detail", Value(error.message)}};
  if (!error.hint.empty()) members.emplace("hint", Value(error.hint));
  if (!error.detail.empty()) members.emplace("reason", Value(error.detail));
  if (error.position) {
    members.emplace(
        "position",
        Value(ValueMap{{"line", Value(static_cast<std::int64_t>(error.position->line))},
                       {"column", Value(static_cast<std::int64_t>(error.position->column))},
                       {"offset", Value(static_cast<std::int64_t>(error.position->offset))}}));
    members.emplace("rendered", Value(format_error(error, text)));
  }
  return render(http_status(error.code), std::move(members));
}

HttpResponse problem_response(int status, std::string_view title, std::string_view detail) {
  return render(
      status,
      ValueMap{{"type", Value("about:blank")}, {"title", Value(title)}, {"detail", Value(detail)}});
}

}  // namespace muster::api
