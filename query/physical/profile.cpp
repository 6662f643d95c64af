#include "query/physical/profile.h"

#include <algorithm>
#include <utility>

namespace muster::query {
namespace {

struct Probe {
  const PlanNode& node;
  const PlanNode* above;  // Where the rows go: null out of the plan, `node` to its own next step.
  PlanProfile& profile;
};

// Counts what an operator gives, and lets the operator above be at work while it takes it.
class CountingSink final : public BatchSink {
 public:
  CountingSink(const Probe& probe, std::int64_t kept_bytes, BatchSink& next)
      : probe_(probe), kept_bytes_(kept_bytes), next_(next) {}
  Result<Flow> push(Batch batch) override {
    if (probe_.above != &probe_.node) {
      // A batch that was made for this, or one of those kept.
      const auto size = static_cast<std::int64_t>(bytes_of_rows(batch, 0, batch.rows));
      const std::int64_t made = probe_.profile.held_bytes(probe_.node) - kept_bytes_;
      probe_.profile.hand_over(probe_.node, probe_.above, batch.rows,
                               kept_bytes_ > 0 ? std::max(made, size) : made);
    }
    const PlanProfile::Scope scope(probe_.profile, probe_.above);
    return next_.push(std::move(batch));
  }

 private:
  const Probe& probe_;
  std::int64_t kept_bytes_;  // By the operator, rows ready to be handed on.
  BatchSink& next_;
};

class ProfiledStream final : public StreamOperator {
 public:
  ProfiledStream(std::unique_ptr<StreamOperator> inner, const Probe& probe)
      : inner_(std::move(inner)), probe_(probe) {}
  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    const PlanProfile::Scope scope(probe_.profile, &probe_.node);
    CountingSink counted(probe_, 0, next);
    auto flow = inner_->process(context, std::move(input), counted);
    probe_.profile.keeps_at_most(probe_.node, 0);
    return flow;
  }

 private:
  std::unique_ptr<StreamOperator> inner_;
  Probe probe_;
};

class ProfiledOpenSource final : public OpenSource {
 public:
  ProfiledOpenSource(std::unique_ptr<OpenSource> inner, const Probe& probe)
      : inner_(std::move(inner)), probe_(probe) {}
  std::size_t morsels() const override { return inner_->morsels(); }
  Result<Flow> run(const ExecutionContext& context, std::size_t morsel, BatchSink& next) override {
    const PlanProfile::Scope scope(probe_.profile, &probe_.node);
    const std::int64_t kept = probe_.profile.held_bytes(probe_.node);
    CountingSink counted(probe_, kept, next);
    auto flow = inner_->run(context, morsel, counted);
    probe_.profile.keeps_at_most(probe_.node, kept);
    return flow;
  }

 private:
  std::unique_ptr<OpenSource> inner_;
  Probe probe_;
};

class ProfiledSource final : public SourceOperator {
 public:
  ProfiledSource(std::unique_ptr<SourceOperator> inner, const Probe& probe)
      : inner_(std::move(inner)), probe_(probe) {}
  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    const PlanProfile::Scope scope(probe_.profile, &probe_.node);
    MUSTER_TRY(std::unique_ptr<OpenSource> source, inner_->open(context));
    return std::unique_ptr<OpenSource>(
        std::make_unique<ProfiledOpenSource>(std::move(source), probe_));
  }

 private:
  std::unique_ptr<SourceOperator> inner_;
  Probe probe_;
};

}  // namespace

OperatorProfile PlanProfile::of(const PlanNode& node) const {
  const auto found = entries_.find(&node);
  return found == entries_.end() ? OperatorProfile{} : found->second.done;
}

void PlanProfile::settle() {
  const auto now = std::chrono::steady_clock::now();
  const std::int64_t live = memory_.live_bytes();
  if (current_ != nullptr) {
    Entry& entry = entries_[current_];
    entry.done.time += now - since_;
    const std::int64_t most = entry.held_bytes + memory_.most_bytes() - live_bytes_;
    entry.held_bytes += live - live_bytes_;
    entry.done.memory_bytes = std::max(entry.done.memory_bytes,
                                       static_cast<std::size_t>(std::max<std::int64_t>(most, 0)));
  }
  since_ = now;
  memory_.restart_most();
  live_bytes_ = memory_.live_bytes();
}

const PlanNode* PlanProfile::enter(const PlanNode* node) {
  settle();
  return std::exchange(current_, node);
}

void PlanProfile::hand_over(const PlanNode& giver, const PlanNode* taker, std::size_t rows,
                            std::int64_t bytes) {
  settle();
  Entry& from = entries_[&giver];
  from.done.rows += rows;
  from.held_bytes -= bytes;
  if (taker != nullptr) entries_[taker].held_bytes += bytes;
}

std::int64_t PlanProfile::held_bytes(const PlanNode& node) {
  settle();
  return entries_[&node].held_bytes;
}

void PlanProfile::keeps_at_most(const PlanNode& node, std::int64_t bytes) {
  settle();
  Entry& entry = entries_[&node];
  entry.held_bytes = std::min(entry.held_bytes, bytes);
}

void add_profile(Pipeline& pipeline, const PlanNode& node, const PlanNode* above,
                 PlanProfile& profile) {
  const bool streams = !pipeline.streams.empty();
  // Inputs have been profiled before: a source that is not is this node's own, even where a stream
  // of the same node follows it. That stream then does the counting.
  if (pipeline.source != nullptr &&
      dynamic_cast<const ProfiledSource*>(pipeline.source.get()) == nullptr) {
    const Probe probe{node, streams ? &node : above, profile};
    pipeline.source = std::make_unique<ProfiledSource>(std::move(pipeline.source), probe);
    if (!streams) return;
  }
  if (!streams) return;
  auto& last = pipeline.streams.back();
  last = std::make_unique<ProfiledStream>(std::move(last), Probe{node, above, profile});
}

}  // namespace muster::query
