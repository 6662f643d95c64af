// Finding codec: findings and reports as JSON, for the records and for readers alike.
//
// The law: keys are sorted and equal values give equal bytes, so what is stored is what is shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/reconcile/reconcile.h"

namespace muster::reconcile {

std::string encode_finding(const Finding& finding);
// Errors: kCorruption.
Result<Finding> decode_finding(std::string_view bytes);

// The report, its findings by their fids alone: they are records of their own.
struct ReportFrame {
  ReconcileReport report;  // Without findings and resolved.
  std::vector<std::string> findings;
  std::vector<std::string> resolved;
};
std::string encode_frame(const ReconcileReport& report);
Result<ReportFrame> decode_frame(std::string_view bytes);  // Errors: kCorruption.

// Of what a finding says now, without ids of the graph and runs, which change while the drift stays
// the same.
std::string state_hash_of(const Finding& finding);

}  // namespace muster::reconcile
