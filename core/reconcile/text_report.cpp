#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "core/reconcile/report_writer.h"

namespace muster::reconcile {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ", ";
    text += escape_terminal(word);
  }
  return text.empty() ? "nothing" : text;
}

std::string card_text(const NodeCard& card) {
  std::string id = escape_terminal(card.canonical_id);
  if (card.display_name.empty() || card.display_name == card.canonical_id) return id;
  return fmt::format("{} ({})", id, escape_terminal(card.display_name));
}

void write_coverage(const ReconcileReport& report, std::string& out) {
  const PlaneCoverage& coverage = report.coverage;
  const auto known = coverage.identities - coverage.recorded_unknown - coverage.observed_unknown;
  const auto percent = coverage.identities == 0 ? 100.0
                                                : 100.0 * static_cast<double>(known) /
                                                      static_cast<double>(coverage.identities);
  out += fmt::format("Drift at {} (graph version {})\n\nCoverage\n", format_instant(report.at),
                     report.graph_version);
  out += fmt::format("  {} identities, {} known on both planes ({:.1f} %)\n", coverage.identities,
                     known, percent);
  out += fmt::format(
      "  in both {}, unrecorded {}, missing {}; recorded plane unknown {}, observed plane unknown "
      "{}\n",
      coverage.in_both, coverage.unrecorded, coverage.missing, coverage.recorded_unknown,
      coverage.observed_unknown);
  for (const SourceCoverage& source : report.sources)
    out += fmt::format("  {:<8}  {}  {}  {}  {} assertions  covers {}\n", plane_name(source.plane),
                       escape_terminal(source.source), source.complete ? "complete" : "incomplete",
                       source.at ? format_instant(*source.at) : "never", source.assertions,
                       joined(source.scopes));
}

void write_counts(const ReconcileReport& report, std::string& out) {
  out += "\nFindings\n";
  for (const auto& [kind, count] : report.counts)
    out += fmt::format("  {:<20} {}\n", finding_kind_name(kind), count);
  out += fmt::format("  resolved since the last reconcile: {}\n", report.resolved.size());
}

void write_table(const ReconcileReport& report, std::size_t findings_max, std::string& out) {
  const std::size_t shown =
      findings_max == 0 ? report.findings.size() : std::min(findings_max, report.findings.size());
  if (shown == 0) return;
  out += fmt::format("\n  {:<8}  {:<20}  {:>6}  {}\n", "severity", "kind", "reach",
                     "subject and grant");
  for (std::size_t i = 0; i < shown; ++i) {
    const Finding& finding = report.findings[i];
    out += fmt::format("  {:<8}  {:<20}  {:>6}  {}", severity_name(finding.severity),
                       finding_kind_name(finding.kind), finding.reach.weighted,
                       escape_terminal(finding.subject.canonical_id));
    if (!finding.grant.empty()) out += "  " + escape_terminal(finding.grant);
    if (finding.status == FindingStatus::kReopened) out += "  (reopened)";
    out += '\n';
  }
  if (shown < report.findings.size())
    out += fmt::format("  … and {} more\n", report.findings.size() - shown);
}

void write_proof(const Finding& finding, std::string& out) {
  const AddedReach& reach = finding.reach;
  out += fmt::format(
      "  Reach: {} identities, {} secrets, {} resources; {} of tier 0, {} in production\n",
      reach.identities, reach.secrets, reach.resources, reach.tier0, reach.production);
  if (!reach.top) return;
  out += fmt::format("  To {} {}\n", escape_terminal(reach.top->kind), card_text(*reach.top));
  std::string indent = "    ";
  if (!reach.proof.empty()) out += indent + escape_terminal(reach.proof.front().from_name) + '\n';
  for (const ProofStep& step : reach.proof) {
    indent += "  ";
    out += fmt::format("{}{} {} {}{}{}\n", indent, step.backwards ? "<-" : "->",
                       escape_terminal(step.type), escape_terminal(step.to_name),
                       step.conditional ? "  [under a condition]" : "",
                       step.derived ? "  [derived]" : "");
  }
}

void write_top(const Finding& finding, std::string& out) {
  out += fmt::format("\nTop finding {}\n  {} {}  {} {}\n", finding.fid,
                     severity_name(finding.severity), finding_kind_name(finding.kind),
                     escape_terminal(finding.subject.kind), card_text(finding.subject));
  if (!finding.grant.empty()) out += fmt::format("  {}\n", escape_terminal(finding.grant));
  if (finding.expired_at) out += fmt::format("  ended {}\n", format_instant(*finding.expired_at));
  out += "  Why\n";
  for (const SeverityTerm& term : finding.explanation)
    out += fmt::format("    {:<8}  {}: {}\n", severity_name(term.level), escape_terminal(term.name),
                       escape_terminal(term.text));
  out += "  Evidence\n";
  for (const Evidence& evidence : finding.evidence)
    out += fmt::format("    {:<8}  {}{}{}: {}\n", plane_name(evidence.plane),
                       escape_terminal(evidence.source), evidence.run.empty() ? "" : " ",
                       escape_terminal(evidence.run), escape_terminal(evidence.says));
  write_proof(finding, out);
}

}  // namespace

Result<ReportFormat> parse_report_format(std::string_view word) {
  if (word == "text") return ReportFormat::kText;
  if (word == "json") return ReportFormat::kJson;
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("'{}' is no report format.", word),
               .hint = "Use one of: text, json."};
}

std::string write_text_report(const ReconcileReport& report, std::size_t findings_max) {
  std::string out;
  write_coverage(report, out);
  write_counts(report, out);
  if (report.clean()) {
    out += "\nNo drift.\n";
    return out;
  }
  write_table(report, findings_max, out);
  write_top(report.findings.front(), out);
  return out;
}

}  // namespace muster::reconcile
