// The procedures by name, for binding and for `CALL muster.procedures()`.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "query/physical/procedure.h"

namespace muster::query {

// Threads: safe after construction.
class ProcedureRegistry final : public ProcedureCatalog {
 public:
  // The built-in procedures.
  ProcedureRegistry();

  // Adds one more, for tests and embedders. REQUIRES: its name is free, and nobody uses the
  // registry yet.
  void add(std::unique_ptr<const Procedure> procedure);

  const ProcedureSignature* find(std::string_view name) const override;
  std::vector<std::string> names() const override;

  const std::vector<std::unique_ptr<const Procedure>>& procedures() const { return procedures_; }

 private:
  std::vector<std::unique_ptr<const Procedure>> procedures_;  // Sorted by name.
};

}  // namespace muster::query
