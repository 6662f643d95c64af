#include "core/base/result.h"

#include <algorithm>

#include <fmt/format.h>

namespace muster {
namespace {

std::string_view error_title(ErrorCode code) {
  switch (code) {
    case ErrorCode::kSyntax:
      return "Syntax error";
    case ErrorCode::kSemantic:
      return "Semantic error";
    case ErrorCode::kType:
      return "Type error";
    case ErrorCode::kRuntimeQuery:
      return "Runtime error";
    default:
      return "Error";
  }
}

// The line that holds `offset`, without its end.
std::string_view line_at(std::string_view text, std::uint64_t offset) {
  const std::size_t at = std::min<std::size_t>(static_cast<std::size_t>(offset), text.size());
  const std::size_t previous_end = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t begin = previous_end == std::string_view::npos ? 0 : previous_end + 1;
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  return text.substr(begin, end - begin);
}

}  // namespace

std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "InvalidArgument";
    case ErrorCode::kSyntax:
      return "SyntaxError";
    case ErrorCode::kSemantic:
      return "SemanticError";
    case ErrorCode::kType:
      return "TypeError";
    case ErrorCode::kRuntimeQuery:
      return "RuntimeError";
    case ErrorCode::kInvalidInput:
      return "InvalidInput";
    case ErrorCode::kNotFound:
      return "NotFound";
    case ErrorCode::kEntityNotFound:
      return "EntityNotFound";
    case ErrorCode::kAlreadyExists:
      return "AlreadyExists";
    case ErrorCode::kConstraint:
      return "ConstraintViolation";
    case ErrorCode::kAssertedElsewhere:
      return "AssertedElsewhere";
    case ErrorCode::kConflict:
      return "Conflict";
    case ErrorCode::kFailedPrecondition:
      return "FailedPrecondition";
    case ErrorCode::kBusy:
      return "Busy";
    case ErrorCode::kCancelled:
      return "Cancelled";
    case ErrorCode::kDeadlineExceeded:
      return "DeadlineExceeded";
    case ErrorCode::kResourceExhausted:
      return "ResourceExhausted";
    case ErrorCode::kCorruption:
      return "Corruption";
    case ErrorCode::kIo:
      return "IoError";
    case ErrorCode::kUnavailable:
      return "Unavailable";
    case ErrorCode::kForbidden:
      return "Forbidden";
    case ErrorCode::kUnimplemented:
      return "Unimplemented";
  }
  MUSTER_UNREACHABLE();
}

std::string format_error(const Error& error, std::string_view text) {
  std::string out(error_title(error.code));
  if (error.position)
    out += fmt::format(" at line {}, column {}", error.position->line, error.position->column);
  out += fmt::format(": {}\n", error.message);
  if (error.position && !text.empty()) {
    const std::string_view line = line_at(text, error.position->offset);
    out += fmt::format("    {}\n    ", line);
    // Tabs are kept, so that the caret stands under its character whatever a tab is worth.
    std::uint32_t column = 1;
    for (std::size_t i = 0; i < line.size() && column < error.position->column; ++i) {
      if ((static_cast<unsigned char>(line[i]) & 0xC0U) == 0x80U) continue;
      out += line[i] == '\t' ? '\t' : ' ';
      ++column;
    }
    out.append(error.position->column > column ? error.position->column - column : 0, ' ');
    out += "^\n";
  }
  if (!error.hint.empty()) out += fmt::format("Hint: {}\n", error.hint);
  return out;
}

}  // namespace muster
