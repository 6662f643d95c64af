// A body that is made while it is sent.
#pragma once

#include <chrono>
#include <string>

namespace muster::api {

class BodyStream {
 public:
  enum class State { kMore, kEnd };

  virtual ~BodyStream() = default;
  // Appends what is ready to `bytes`, which may be nothing; waits for `wait` at most when nothing
  // is. kEnd: that was the last. Threads: one reads.
  virtual State read(std::chrono::milliseconds wait, std::string& bytes) = 0;
  // Nobody will read any more: what makes the body should stop.
  virtual void abandon() = 0;
};

}  // namespace muster::api
