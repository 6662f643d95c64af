// Clock: where "now" comes from. Product code never asks the system for the time itself, so that a
// test or a dataset can say what time it is.
#pragma once

#include "core/base/instant.h"

namespace muster {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// The machine's clock. Threads: safe.
const Clock& system_clock();

// A clock that stands where it was put.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }

 private:
  Instant now_;
};

}  // namespace muster
