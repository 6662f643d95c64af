#include "core/identity/source.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "core/identity/record_codec.h"

namespace muster {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kNameBytesMax = 128;

// Runs sort by their number: key order is age.
std::string run_key(std::uint64_t sequence) { return fmt::format("{:020}", sequence); }

std::optional<std::uint64_t> sequence_of(std::string_view id) {
  constexpr std::string_view kPrefix = "run-";
  if (!id.starts_with(kPrefix) || id.size() == kPrefix.size() || id.size() > kPrefix.size() + 18)
    return std::nullopt;
  std::uint64_t sequence = 0;
  for (const char digit : id.substr(kPrefix.size())) {
    if (digit < '0' || digit > '9') return std::nullopt;
    sequence = sequence * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return sequence;
}

Plane plane_of(std::uint64_t number) { return number == 0 ? Plane::kRecorded : Plane::kObserved; }

bool acceptable_name(std::string_view name) {
  if (name.empty() || name.size() > kNameBytesMax) return false;
  return std::none_of(name.begin(), name.end(), [](char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return code < 0x20 || code == 0x7F;
  });
}

}  // namespace

std::string_view run_state_name(RunState state) {
  switch (state) {
    case RunState::kApplied:
      return "applied";
    case RunState::kApplying:
      return "applying";
    case RunState::kFailed:
      return "failed";
  }
  MUSTER_UNREACHABLE();
}

std::string encode_source(const Source& source) {
  RecordWriter writer(kVersion);
  writer.text(source.name)
      .number(static_cast<std::uint64_t>(source.plane))
      .instant(source.declared_at)
      .text(source.last_run);
  writer.number(source.coverage.size());
  for (const CoveredScope& covered : source.coverage)
    writer.text(covered.scope).texts(covered.kinds).text(covered.run).instant(covered.observed_at);
  return std::move(writer).take();
}

Result<Source> decode_source(std::string_view bytes) {
  RecordFields fields(bytes, "source", kVersion);
  Source source;
  source.name = fields.text();
  source.plane = plane_of(fields.number());
  source.declared_at = fields.instant();
  source.last_run = fields.text();
  source.coverage.resize(fields.count());
  for (CoveredScope& covered : source.coverage) {
    covered.scope = fields.text();
    covered.kinds = fields.texts();
    covered.run = fields.text();
    covered.observed_at = fields.instant();
  }
  MUSTER_CHECK(fields.finish());
  return source;
}

std::string encode_run(const Run& run) {
  RecordWriter writer(kVersion);
  writer.text(run.id)
      .number(run.sequence)
      .text(run.source)
      .number(static_cast<std::uint64_t>(run.plane));
  writer.texts(run.formats)
      .texts(run.files)
      .texts(run.scopes)
      .texts(run.covers)
      .boolean(run.complete);
  writer.instant(run.observed_at).instant(run.started_at).number(run.accepted).number(run.rejected);
  writer.number(run.changed_nodes)
      .number(run.changed_edges)
      .number(static_cast<std::uint64_t>(run.state));
  return std::move(writer).take();
}

Result<Run> decode_run(std::string_view bytes) {
  RecordFields fields(bytes, "run", kVersion);
  Run run;
  run.id = fields.text();
  run.sequence = fields.number();
  run.source = fields.text();
  run.plane = plane_of(fields.number());
  run.formats = fields.texts();
  run.files = fields.texts();
  run.scopes = fields.texts();
  run.covers = fields.texts();
  run.complete = fields.boolean();
  run.observed_at = fields.instant();
  run.started_at = fields.instant();
  run.accepted = fields.number();
  run.rejected = fields.number();
  run.changed_nodes = fields.number();
  run.changed_edges = fields.number();
  run.state = static_cast<RunState>(std::min<std::uint64_t>(fields.number(), 2));
  MUSTER_CHECK(fields.finish());
  return run;
}

Result<std::optional<Source>> find_source(const RecordReader& records, std::string_view name) {
  MUSTER_TRY(const std::optional<std::string> bytes, records.get_record(Keyspace::kSources, name));
  if (!bytes.has_value()) return std::optional<Source>();
  MUSTER_TRY(Source source, decode_source(*bytes));
  return std::optional<Source>(std::move(source));
}

Result<std::vector<Source>> list_sources(const RecordReader& records) {
  std::vector<Source> sources;
  Result<void> decoded;
  MUSTER_CHECK(
      records.scan_records(Keyspace::kSources, "", [&](std::string_view, std::string_view bytes) {
        Result<Source> source = decode_source(bytes);
        if (source.has_value())
          sources.push_back(std::move(source).value());
        else
          decoded = std::move(source).error();
        return decoded.has_value();
      }));
  MUSTER_CHECK(decoded);
  return sources;
}

Result<std::optional<Run>> find_run(const RecordReader& records, std::string_view id) {
  const std::optional<std::uint64_t> sequence = sequence_of(id);
  if (!sequence.has_value()) return std::optional<Run>();
  MUSTER_TRY(const std::optional<std::string> bytes,
             records.get_record(Keyspace::kRuns, run_key(*sequence)));
  if (!bytes.has_value()) return std::optional<Run>();
  MUSTER_TRY(Run run, decode_run(*bytes));
  return std::optional<Run>(std::move(run));
}

Result<std::vector<Run>> list_runs(const RecordReader& records) {
  std::vector<Run> runs;
  Result<void> decoded;
  MUSTER_CHECK(
      records.scan_records(Keyspace::kRuns, "", [&](std::string_view, std::string_view bytes) {
        Result<Run> run = decode_run(bytes);
        if (run.has_value())
          runs.push_back(std::move(run).value());
        else
          decoded = std::move(run).error();
        return decoded.has_value();
      }));
  MUSTER_CHECK(decoded);
  return runs;
}

Result<Source> declare_source(WriteBatch& batch, std::string_view name, Plane plane, Instant now) {
  if (!acceptable_name(name))
    return Error{
        .code = ErrorCode::kInvalidArgument,
        .message = "A source's name must be 1 to 128 bytes long and free of control characters.",
        .hint = "Name the system that speaks, as in --source aws-prod."};
  MUSTER_TRY(std::optional<Source> known, find_source(batch, name));
  if (!known.has_value()) {
    Source source{.name = std::string(name),
                  .plane = plane,
                  .declared_at = now,
                  .last_run = {},
                  .coverage = {}};
    store_source(batch, source);
    return source;
  }
  if (known->plane != plane)
    return Error{
        .code = ErrorCode::kFailedPrecondition,
        .message = fmt::format("Source '{}' was declared {} and cannot speak as {}.",
                               escape_terminal(name), plane_name(known->plane), plane_name(plane)),
        .hint = fmt::format("Use --plane {} or another source name.", plane_name(known->plane)),
        .detail = "SourcePlaneMismatch"};
  return std::move(*known);
}

void store_source(WriteBatch& batch, const Source& source) {
  batch.put_record(Keyspace::kSources, source.name, encode_source(source));
}

void store_run(WriteBatch& batch, const Run& run) {
  batch.put_record(Keyspace::kRuns, run_key(run.sequence), encode_run(run));
}

}  // namespace muster
