#include "tests/tck/error_triple.h"

#include <regex>

namespace muster::tck {
namespace {

std::string type_of(const Error& error) {
  if (error.detail == "ProcedureNotFound") return "ProcedureError";
  if (error.detail == "MissingParameter") return "ParameterMissing";
  if (error.detail == "MergeReadOwnWrites") return "SemanticError";
  switch (error.code) {
    case ErrorCode::kSyntax:
    case ErrorCode::kSemantic:
      return "SyntaxError";
    case ErrorCode::kType:
      return "TypeError";
    case ErrorCode::kInvalidArgument:
      return "ArgumentError";
    case ErrorCode::kRuntimeQuery:
      return "ArithmeticError";
    case ErrorCode::kEntityNotFound:
      return "EntityNotFound";
    case ErrorCode::kConstraint:
      return error.detail == "DeleteConnectedNode" ? "ConstraintVerificationFailed"
                                                   : "ConstraintValidationFailed";
    default:
      return std::string(error_code_name(error.code));
  }
}

}  // namespace

ErrorTriple triple_of(const Error& error, bool before_running) {
  // A parameter that was not given is found when the values come, still before anything runs.
  const bool compile_time = before_running || error.detail == "MissingParameter";
  return {.type = type_of(error),
          .phase = compile_time ? "compile time" : "runtime",
          .detail = error.detail};
}

Result<ErrorTriple> expected_triple(const std::string& step) {
  static const std::regex shape(
      R"(an? (\w+) should be raised at (compile time|runtime|any time): (\S+))");
  std::smatch parts;
  if (!std::regex_match(step, parts, shape))
    return Error{.code = ErrorCode::kInvalidInput, .message = "no error is expected by: " + step};
  return ErrorTriple{.type = parts[1], .phase = parts[2], .detail = parts[3]};
}

}  // namespace muster::tck
