#include "query/functions/regex.h"

#include <mutex>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <re2/re2.h>

#include "query/functions/function.h"

namespace muster::query {

struct Regex::Program {
  RE2 re2;
};

namespace {

constexpr std::size_t kPatternsKept = 1000;

struct Kept {
  std::mutex mutex;
  std::unordered_map<std::string, std::shared_ptr<const Regex>> patterns;  // Guarded by `mutex`.
};

Kept& kept() {
  static Kept kept;
  return kept;
}

}  // namespace

Regex::Regex(std::unique_ptr<const Program> program) : program_(std::move(program)) {}
Regex::~Regex() = default;

Result<std::shared_ptr<const Regex>> Regex::compiled(std::string_view pattern) {
  const std::string key(pattern);
  {
    const std::lock_guard lock(kept().mutex);
    const auto found = kept().patterns.find(key);
    if (found != kept().patterns.end()) return found->second;
  }
  MUSTER_TRY(const std::string spelling, re2_spelling(pattern));
  RE2::Options options;
  options.set_log_errors(false);
  std::unique_ptr<const Program> program(new Program{RE2(spelling, options)});
  if (!program->re2.ok())
    return runtime_error(
        "InvalidArgumentValue",
        fmt::format("'{}' is not a regular expression: {}", pattern, program->re2.error()),
        "a backslash within a string is written twice, as in '\\\\d+'");
  std::shared_ptr<const Regex> made(new Regex(std::move(program)));
  const std::lock_guard lock(kept().mutex);
  // A pattern that is computed per row must not grow this without end; those in use live on.
  if (kept().patterns.size() >= kPatternsKept) kept().patterns.clear();
  kept().patterns.emplace(key, made);
  return made;
}

bool Regex::matches(std::string_view text) const {
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), program_->re2);
}

}  // namespace muster::query
