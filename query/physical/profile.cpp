#include "query/physical/profile.h"

#include <algorithm>
#include <utility>

namespace muster::query {
namespace {

struct Probe {
  const PlanNode& node;
  const PlanNode* above;
  bool counts;
  PlanProfile& profile;
};

// Counts what an operator gives, and lets the operator above be at work while it takes it.
class CountingSink final : public BatchSink {
 public:
  CountingSink(const Probe& probe, BatchSink& next) : probe_(probe), next_(next) {}
  Result<Flow> push(Batch batch) override {
    if (probe_.counts) probe_.profile.count_rows(probe_.node, batch.rows);
    const PlanProfile::Scope scope(probe_.profile, probe_.above);
    return next_.push(std::move(batch));
  }

 private:
  const Probe& probe_;
  BatchSink& next_;
};

class ProfiledStream final : public StreamOperator {
 public:
  ProfiledStream(std::unique_ptr<StreamOperator> inner, const Probe& probe)
      : inner_(std::move(inner)), probe_(probe) {}
  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    const PlanProfile::Scope scope(probe_.profile, &probe_.node);
    CountingSink counted(probe_, next);
    return inner_->process(context, std::move(input), counted);
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
  Result<Flow> run(const ExecutionContext& context, std::size_t morsel,
                   BatchSink& next) const override {
    const PlanProfile::Scope scope(probe_.profile, &probe_.node);
    CountingSink counted(probe_, next);
    return inner_->run(context, morsel, counted);
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

const PlanNode* PlanProfile::enter(const PlanNode* node) {
  const auto now = std::chrono::steady_clock::now();
  const std::size_t charged = budget_.charged_bytes();
  if (current_ != nullptr) {
    Entry& entry = entries_[current_];
    entry.done.time += now - since_;
    entry.held_bytes += static_cast<std::int64_t>(charged) - static_cast<std::int64_t>(charged_);
    entry.done.memory_bytes =
        std::max(entry.done.memory_bytes,
                 static_cast<std::size_t>(std::max<std::int64_t>(entry.held_bytes, 0)));
  }
  since_ = now;
  charged_ = charged;
  return std::exchange(current_, node);
}

void add_profile(Pipeline& pipeline, const PlanNode& node, const PlanNode* above,
                 PlanProfile& profile) {
  const bool streams = !pipeline.streams.empty();
  // Inputs have been profiled before: a source that is not is this node's own, even where a stream
  // of the same node follows it. That stream then does the counting.
  if (pipeline.source != nullptr &&
      dynamic_cast<const ProfiledSource*>(pipeline.source.get()) == nullptr) {
    const Probe probe{node, streams ? &node : above, !streams, profile};
    pipeline.source = std::make_unique<ProfiledSource>(std::move(pipeline.source), probe);
    if (!streams) return;
  }
  if (!streams) return;
  auto& last = pipeline.streams.back();
  last = std::make_unique<ProfiledStream>(std::move(last), Probe{node, above, true, profile});
}

}  // namespace muster::query
