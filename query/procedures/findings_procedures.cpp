// What the last reconcile found, for statements that join drift with the graph.
#include "core/reconcile/reconcile.h"
#include "query/procedures/families.h"

namespace muster::query {
namespace {

Value count_value(std::uint64_t number) { return Value(static_cast<std::int64_t>(number)); }

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

bool emit_finding(const reconcile::Finding& finding, const EmitRow& emit) {
  return emit({Value(finding.fid), Value(reconcile::finding_kind_name(finding.kind)),
               Value(reconcile::severity_name(finding.severity)),
               Value(reconcile::finding_status_name(finding.status)),
               Value(finding.subject.canonical_id), text_or_null(finding.grant),
               finding.object ? Value(finding.object->canonical_id) : Value(),
               Value(finding.first_seen), Value(finding.last_seen), count_value(finding.count),
               count_value(finding.reach.tier0), count_value(finding.reach.weighted)});
}

// Subjects are canonical ids, not nodes: what drifted may be gone from the graph that is asked.
Result<void> finding_rows(const ExecutionContext& context, std::span<const Value>,
                          const EmitRow& emit) {
  if (context.records == nullptr) return ok();
  MUSTER_TRY(const auto report, reconcile::read_last_report(*context.records));
  if (!report) return ok();
  for (const auto* findings : {&report->findings, &report->resolved}) {
    for (const reconcile::Finding& finding : *findings) {
      if (!emit_finding(finding, emit)) return ok();
    }
  }
  return ok();
}

}  // namespace

void add_findings_procedures(ProcedureRegistry& registry) {
  registry.add(make_procedure("muster.findings", {},
                              {{.name = "fid", .type = TypeKind::kString},
                               {.name = "kind", .type = TypeKind::kString},
                               {.name = "severity", .type = TypeKind::kString},
                               {.name = "status", .type = TypeKind::kString},
                               {.name = "subject", .type = TypeKind::kString},
                               {.name = "grant", .type = TypeKind::kString},
                               {.name = "object", .type = TypeKind::kString},
                               {.name = "firstSeen", .type = TypeKind::kDateTime},
                               {.name = "lastSeen", .type = TypeKind::kDateTime},
                               {.name = "count", .type = TypeKind::kInteger},
                               {.name = "tier0", .type = TypeKind::kInteger},
                               {.name = "weighted", .type = TypeKind::kInteger}},
                              "The findings of the last reconcile: open ones, worst first, then "
                              "those it resolved.",
                              finding_rows));
}

}  // namespace muster::query
