#include "api/service/ingest_service.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/escape.h"

namespace muster::api {
namespace {

struct ParsedFiles {
  ingest::Collection collection;
  std::vector<std::string> formats;
  std::vector<std::string> covers;
};

void add_once(std::vector<std::string>& names, std::string_view name) {
  const auto place = std::lower_bound(names.begin(), names.end(), name);
  if (place == names.end() || *place != name) names.insert(place, std::string(name));
}

Result<ParsedFiles> parse_files(const IngestRequest& request) {
  ParsedFiles parsed;
  const ingest::AdapterOptions options{.scope = request.scope};
  for (const ingest::InputFile& file : request.files) {
    MUSTER_TRY(const ingest::Adapter* adapter, request.format.empty()
                                                   ? ingest::detect_adapter(file)
                                                   : ingest::find_adapter(request.format));
    MUSTER_CHECK(adapter->read(file, options, parsed.collection));
    add_once(parsed.formats, adapter->name());
    for (const std::string_view kind : adapter->covers()) add_once(parsed.covers, kind);
  }
  return parsed;
}

Result<RunRequest> run_request(const Deployment& deployment, const IngestRequest& request,
                               const ParsedFiles& parsed) {
  RunRequest run{.source = request.source,
                 .plane = request.plane,
                 .formats = parsed.formats,
                 .scopes = parsed.collection.scopes,
                 .covers = request.covers.empty() ? parsed.covers : request.covers,
                 .complete = request.complete,
                 .observed_at = request.observed_at.value_or(deployment.clock.now()),
                 .started_at = deployment.clock.now(),
                 .accepted = parsed.collection.records_accepted,
                 .rejected = parsed.collection.rejected.size()};
  if (!request.scope.empty()) run.scopes = {request.scope};
  for (const ingest::InputFile& file : request.files) run.files.push_back(file.name);
  if (run.complete && run.scopes.empty()) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message =
                     "A complete run must say what it covers, and these files name no account, "
                     "cluster or tenant",
                 .hint = "add --scope TEXT, or leave out --complete",
                 .detail = "ScopeMissing"};
  }
  if (run.complete && parsed.collection.partial) {
    return Error{
        .code = ErrorCode::kInvalidInput,
        .message = "These files are one part of a collection, so the run cannot be complete",
        .hint = "name all the parts in one call, or leave out --complete",
        .detail = "PartialCollection"};
  }
  return run;
}

}  // namespace

Result<IngestReport> ingest_files(const Deployment& deployment, const IngestRequest& request) {
  if (request.files.empty()) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "There is no file to ingest",
                 .hint = "name at least one"};
  }
  MUSTER_TRY(ParsedFiles parsed, parse_files(request));
  MUSTER_TRY(const RunRequest run, run_request(deployment, request, parsed));

  MUSTER_TRY(const std::unique_ptr<WriteTransaction> transaction, deployment.store.begin_write());
  MUSTER_TRY(RunOutcome outcome, apply_run(transaction->batch(), run, parsed.collection.nodes,
                                           parsed.collection.edges));
  MUSTER_TRY(const CommitInfo commit, transaction->commit());
  return IngestReport{.outcome = std::move(outcome),
                      .records_read = parsed.collection.records_read,
                      .rejected = std::move(parsed.collection.rejected),
                      .warnings = std::move(parsed.collection.warnings),
                      .graph_version = commit.version};
}

Value ingest_value(const IngestReport& report) {
  const auto number = [](std::uint64_t count) { return Value(static_cast<std::int64_t>(count)); };
  const auto texts = [](const std::vector<std::string>& items) {
    return Value(ValueList(items.begin(), items.end()));
  };
  ValueList rejected;
  for (const ingest::RejectedRecord& record : report.rejected) {
    rejected.emplace_back(ValueMap{{"file", Value(record.file)},
                                   {"position", Value(record.position)},
                                   {"reason", Value(record.reason)}});
  }
  const RunOutcome& outcome = report.outcome;
  return Value(ValueMap{{"run", Value(outcome.run.id)},
                        {"source", Value(outcome.run.source)},
                        {"plane", Value(plane_name(outcome.run.plane))},
                        {"formats", texts(outcome.run.formats)},
                        {"scopes", texts(outcome.run.scopes)},
                        {"complete", Value(outcome.run.complete)},
                        {"observed_at", Value(outcome.run.observed_at)},
                        {"records_read", number(report.records_read)},
                        {"accepted", number(outcome.run.accepted)},
                        {"rejected", number(outcome.run.rejected)},
                        {"rejected_records", Value(std::move(rejected))},
                        {"changed", number(outcome.changed())},
                        {"nodes_created", number(outcome.nodes_created)},
                        {"nodes_altered", number(outcome.nodes_altered)},
                        {"nodes_removed", number(outcome.nodes_removed)},
                        {"edges_created", number(outcome.edges_created)},
                        {"edges_altered", number(outcome.edges_altered)},
                        {"edges_removed", number(outcome.edges_removed)},
                        {"warnings", texts(report.warnings)},
                        {"graph_version", number(report.graph_version)}});
}

std::string ingest_text(const IngestReport& report) {
  const RunOutcome& outcome = report.outcome;
  std::string out = fmt::format(
      "{} ({}, {}): accepted {}, rejected {}, changed {}  [nodes +{} ~{} -{}, edges +{} ~{} -{}]\n",
      escape_terminal(outcome.run.source), plane_name(outcome.run.plane), outcome.run.id,
      outcome.run.accepted, outcome.run.rejected, outcome.changed(), outcome.nodes_created,
      outcome.nodes_altered, outcome.nodes_removed, outcome.edges_created, outcome.edges_altered,
      outcome.edges_removed);
  for (const std::string& warning : report.warnings)
    out += fmt::format("  note: {}\n", escape_terminal(warning));
  for (const ingest::RejectedRecord& record : report.rejected) {
    out += fmt::format("  rejected {} at {}: {}\n", escape_terminal(record.file),
                       escape_terminal(record.position), escape_terminal(record.reason));
  }
  return out;
}

}  // namespace muster::api
