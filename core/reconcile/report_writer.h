// Drift reports for people and for programs.
//
// The law: no wall clock and no order left to chance: the same report gives the same bytes. Every
// name is escaped for where it is shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/reconcile/reconcile.h"

namespace muster::reconcile {

enum class ReportFormat : std::uint8_t { kText, kJson };

// Errors: kInvalidArgument names the formats there are: "text", "json".
Result<ReportFormat> parse_report_format(std::string_view word);

// Coverage first, then the counts, then the findings, worst first; the top finding with the reach
// it opens as an indented proof path. `findings_max` bounds the table (0: all) and says how many
// more there are.
std::string write_text_report(const ReconcileReport& report, std::size_t findings_max = 0);

// One object, keys sorted, two spaces of indent, a newline at the end.
std::string write_json_report(const ReconcileReport& report);

}  // namespace muster::reconcile
