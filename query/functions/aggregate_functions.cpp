// Aggregates. Each state can be merged with the state of the following morsel; whole-number sums
// are exact until the end, so that neither order nor intermediate size decides whether they
// overflow.
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "query/functions/bounded_growth.h"
#include "query/functions/bounded_sort.h"
#include "query/functions/families.h"
#include "query/functions/key_table.h"
#include "query/functions/operators.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

constexpr std::size_t kRowsBetweenChecks = 4096;

// Pedantic: __int128 is an extension that both compilers of the house have.
__extension__ using Wide = __int128;

Error number_error(std::string_view function, const Value& found) {
  return runtime_error("InvalidArgumentType", fmt::format("{}() needs numbers, not a {}", function,
                                                          value_type_name(found.type())));
}

template <typename State>
std::unique_ptr<AggregateState> make() {
  return std::make_unique<State>();
}

class CountState final : public AggregateState {
 public:
  Result<void> add(Arguments, const WorkBudget& /*budget*/) override {
    ++count_;
    return ok();
  }
  Result<void> merge(AggregateState& later, const WorkBudget& /*budget*/) override {
    count_ += static_cast<CountState&>(later).count_;
    return ok();
  }
  Result<Value> finish(const WorkBudget& /*budget*/) override { return Value(count_); }

 private:
  std::int64_t count_ = 0;
};

// Durations group by group, exact until the end.
class DurationTotal {
 public:
  void add(const Duration& duration) {
    months_ += duration.months;
    days_ += duration.days;
    seconds_ += duration.seconds;
    nanoseconds_ += duration.nanoseconds;
    ++count_;
  }
  void merge(const DurationTotal& later) {
    months_ += later.months_;
    days_ += later.days_;
    seconds_ += later.seconds_;
    nanoseconds_ += later.nanoseconds_;
    count_ += later.count_;
  }
  std::int64_t count() const { return count_; }
  Result<Duration> total() const {
    constexpr Wide kNanoseconds = kNanosecondsPerSecond;
    // A Duration's nanoseconds count up from its whole seconds.
    Wide carried = nanoseconds_ / kNanoseconds;
    if (nanoseconds_ % kNanoseconds < 0) --carried;
    const Wide seconds = seconds_ + carried;
    for (const Wide part : {months_, days_, seconds}) {
      if (part > std::numeric_limits<std::int64_t>::max() ||
          part < std::numeric_limits<std::int64_t>::min())
        return runtime_error("IntegerOverflow", "The sum of the durations does not fit 64 bits");
    }
    return Duration{
        .months = static_cast<std::int64_t>(months_),
        .days = static_cast<std::int64_t>(days_),
        .seconds = static_cast<std::int64_t>(seconds),
        .nanoseconds = static_cast<std::int32_t>(nanoseconds_ - carried * kNanoseconds)};
  }

 private:
  Wide months_ = 0;
  Wide days_ = 0;
  Wide seconds_ = 0;
  Wide nanoseconds_ = 0;
  std::int64_t count_ = 0;
};

// What sum() and avg() share: numbers or durations, never both.
class TotalState : public AggregateState {
 public:
  explicit TotalState(std::string_view function) : function_(function) {}

  Result<void> add(Arguments arguments, const WorkBudget& /*budget*/) override {
    const Value& value = arguments[0];
    if (value.is_integer()) {
      whole_ += value.as_integer();
    } else if (value.is_float()) {
      real_ += value.as_float();
      any_float_ = true;
    } else if (value.is_duration()) {
      durations_.add(value.as_duration());
    } else {
      return number_error(function_, value);
    }
    if (!value.is_duration()) ++numbers_;
    return check_one_kind();
  }
  Result<void> merge(AggregateState& later, const WorkBudget& /*budget*/) override {
    const auto& other = static_cast<TotalState&>(later);
    whole_ += other.whole_;
    real_ += other.real_;
    any_float_ |= other.any_float_;
    numbers_ += other.numbers_;
    durations_.merge(other.durations_);
    return check_one_kind();
  }

 protected:
  bool of_durations() const { return durations_.count() > 0; }

  // NOLINTBEGIN(misc-non-private-member-variables-in-classes): one class in three parts.
  Wide whole_ = 0;
  double real_ = 0;
  bool any_float_ = false;
  std::int64_t numbers_ = 0;
  DurationTotal durations_;
  // NOLINTEND(misc-non-private-member-variables-in-classes)

 private:
  Result<void> check_one_kind() const {
    if (numbers_ == 0 || !of_durations()) return ok();
    return runtime_error("InvalidArgumentType",
                         fmt::format("{}() takes numbers or durations, and got both", function_));
  }

  std::string_view function_;
};

class SumState final : public TotalState {
 public:
  SumState() : TotalState("sum") {}

  Result<Value> finish(const WorkBudget& /*budget*/) override {
    if (of_durations()) {
      MUSTER_TRY(const Duration total, durations_.total());
      return Value(total);
    }
    if (any_float_) return Value(real_ + static_cast<double>(whole_));
    if (whole_ > std::numeric_limits<std::int64_t>::max() ||
        whole_ < std::numeric_limits<std::int64_t>::min())
      return runtime_error("IntegerOverflow", "The sum does not fit a 64-bit integer",
                           "sum floats instead: sum(toFloat(x))");
    return Value(static_cast<std::int64_t>(whole_));
  }
};

class AvgState final : public TotalState {
 public:
  AvgState() : TotalState("avg") {}

  Result<Value> finish(const WorkBudget& /*budget*/) override {
    if (of_durations()) {
      MUSTER_TRY(const Duration total, durations_.total());
      return divide_values(Value(total), Value(durations_.count()));
    }
    if (numbers_ == 0) return Value();
    return Value((real_ + static_cast<double>(whole_)) / static_cast<double>(numbers_));
  }
};

template <bool kLargest>
class ExtremeState final : public AggregateState {
 public:
  Result<void> add(Arguments arguments, const WorkBudget& /*budget*/) override {
    take(arguments[0]);
    return ok();
  }
  Result<void> merge(AggregateState& later, const WorkBudget& /*budget*/) override {
    const auto& other = static_cast<ExtremeState&>(later);
    if (!other.best_.is_null()) take(other.best_);
    return ok();
  }
  Result<Value> finish(const WorkBudget& /*budget*/) override { return best_; }

 private:
  void take(const Value& value) {
    if (best_.is_null() ||
        (kLargest ? cypher_order(value, best_) > 0 : cypher_order(value, best_) < 0))
      best_ = value;
  }
  Value best_;
};

class CollectState final : public AggregateState {
 public:
  Result<void> add(Arguments arguments, const WorkBudget& budget) override {
    MUSTER_CHECK(make_room(items_, 1, budget));
    items_.push_back(arguments[0]);
    return ok();
  }
  Result<void> merge(AggregateState& later, const WorkBudget& budget) override {
    auto& other = static_cast<CollectState&>(later);
    if (items_.empty()) {
      items_ = std::move(other.items_);
      return ok();
    }
    MUSTER_CHECK(make_room(items_, other.items_.size(), budget));
    items_.insert(items_.end(), std::make_move_iterator(other.items_.begin()),
                  std::make_move_iterator(other.items_.end()));
    other.items_ = {};
    return ok();
  }
  Result<Value> finish(const WorkBudget& /*budget*/) override { return Value(std::move(items_)); }

 private:
  ValueList items_;
};

// Welford's running variance, merged after Chan, Golub and LeVeque (1979).
template <bool kPopulation>
class DeviationState final : public AggregateState {
 public:
  Result<void> add(Arguments arguments, const WorkBudget& /*budget*/) override {
    if (!arguments[0].is_number())
      return number_error(kPopulation ? "stDevP" : "stDev", arguments[0]);
    const double x = arguments[0].as_number();
    count_ += 1;
    const double delta = x - mean_;
    mean_ += delta / count_;
    squares_ += delta * (x - mean_);
    return ok();
  }
  Result<void> merge(AggregateState& later, const WorkBudget& /*budget*/) override {
    const auto& other = static_cast<DeviationState&>(later);
    if (other.count_ == 0) return ok();
    const double total = count_ + other.count_;
    const double delta = other.mean_ - mean_;
    squares_ += other.squares_ + delta * delta * count_ * other.count_ / total;
    mean_ += delta * other.count_ / total;
    count_ = total;
    return ok();
  }
  Result<Value> finish(const WorkBudget& /*budget*/) override {
    const double divisor = kPopulation ? count_ : count_ - 1;
    return Value(divisor <= 0 ? 0.0 : std::sqrt(squares_ / divisor));
  }

 private:
  double count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

template <bool kContinuous>
class PercentileState final : public AggregateState {
 public:
  Result<void> add(Arguments arguments, const WorkBudget& budget) override {
    const std::string_view name = kContinuous ? "percentileCont" : "percentileDisc";
    if (!arguments[0].is_number()) return number_error(name, arguments[0]);
    if (!arguments[1].is_number()) return number_error(name, arguments[1]);
    percentile_ = arguments[1].as_number();
    if (!(percentile_ >= 0 && percentile_ <= 1))
      return runtime_error("NumberOutOfRange",
                           fmt::format("The percentile of {}() lies between 0.0 and 1.0, not {}",
                                       name, percentile_));
    MUSTER_CHECK(make_room(numbers_, 1, budget));
    numbers_.push_back(arguments[0]);
    return ok();
  }
  Result<void> merge(AggregateState& later, const WorkBudget& budget) override {
    auto& other = static_cast<PercentileState&>(later);
    if (!other.numbers_.empty()) percentile_ = other.percentile_;
    MUSTER_CHECK(make_room(numbers_, other.numbers_.size(), budget));
    numbers_.insert(numbers_.end(), other.numbers_.begin(), other.numbers_.end());
    other.numbers_ = {};
    return ok();
  }
  Result<Value> finish(const WorkBudget& budget) override {
    if (numbers_.empty()) return Value();
    MUSTER_CHECK(bounded_stable_sort(
        numbers_,
        [](const Value& left, const Value& right) { return cypher_order(left, right) < 0; },
        budget));
    const auto count = static_cast<double>(numbers_.size());
    if constexpr (!kContinuous) {
      const double rank = std::max(1.0, std::ceil(percentile_ * count));
      return numbers_[static_cast<std::size_t>(rank) - 1];
    }
    const double position = percentile_ * (count - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, numbers_.size() - 1);
    const double low = numbers_[below].as_number();
    return Value(low +
                 (numbers_[above].as_number() - low) * (position - static_cast<double>(below)));
  }

 private:
  std::vector<Value> numbers_;
  double percentile_ = 0;
};

// Keeps the distinct rows only and computes at the end: what one morsel has seen, an earlier one
// may have seen as well.
class DistinctState final : public AggregateState {
 public:
  explicit DistinctState(AggregateCode inner) : inner_(inner) {}

  Result<void> add(Arguments arguments, const WorkBudget& budget) override {
    MUSTER_CHECK(firsts_.make_room(1, budget));
    Value first = arguments[0];
    if (!firsts_.add({&first, 1}).second) return ok();
    if (arguments.size() == 1) return ok();
    MUSTER_CHECK(make_room(others_, arguments.size() - 1, budget));
    others_.insert(others_.end(), arguments.begin() + 1, arguments.end());
    return ok();
  }
  Result<void> merge(AggregateState& later, const WorkBudget& budget) override {
    return static_cast<DistinctState&>(later).each_row(
        budget, [&](Arguments row) { return add(row, budget); });
  }
  Result<Value> finish(const WorkBudget& budget) override {
    const auto state = inner_();
    MUSTER_CHECK(each_row(budget, [&](Arguments row) { return state->add(row, budget); }));
    return state->finish(budget);
  }

 private:
  // In order of appearance.
  template <typename Take>
  Result<void> each_row(const WorkBudget& budget, const Take& take) const {
    const std::size_t rows = firsts_.size();
    const std::size_t others = rows == 0 ? 0 : others_.size() / rows;
    ValueList row(1 + others);
    for (std::size_t i = 0; i < rows; ++i) {
      if (i % kRowsBetweenChecks == kRowsBetweenChecks - 1) MUSTER_CHECK(budget.check());
      row[0] = firsts_.row(i)[0];
      for (std::size_t other = 0; other < others; ++other)
        row[1 + other] = others_[i * others + other];
      MUSTER_CHECK(take(row));
    }
    return ok();
  }

  AggregateCode inner_;
  KeyTable firsts_{1};
  ValueList others_;  // The arguments behind the first, row by row.
};

void add(FunctionList& functions, std::string name, std::vector<TypeSet> arguments, Type result,
         Type (*infer)(std::span<const Type>), std::string documentation, AggregateCode code) {
  Function function;
  function.name = std::move(name);
  function.arguments_min = function.arguments_max = arguments.size();
  function.arguments = std::move(arguments);
  function.result = std::move(result);
  function.infer = infer;
  function.aggregate = true;
  function.documentation = std::move(documentation);
  function.make_state = code;
  functions.push_back(std::move(function));
}

Type sum_type(std::span<const Type> arguments) {
  const Type& type = arguments[0];
  const bool same = type.is(TypeKind::kInteger) || type.is(TypeKind::kFloat) ||
                    type.is(TypeKind::kNumber) || type.is(TypeKind::kDuration);
  return same ? type : Type(TypeKind::kAny);
}
Type avg_type(std::span<const Type> arguments) {
  const Type& type = arguments[0];
  if (type.is(TypeKind::kDuration)) return type;
  const bool number =
      type.is(TypeKind::kInteger) || type.is(TypeKind::kFloat) || type.is(TypeKind::kNumber);
  return number ? TypeKind::kFloat : TypeKind::kAny;
}
Type same(std::span<const Type> arguments) { return arguments[0]; }
Type list_of_same(std::span<const Type> arguments) { return Type::list_of(arguments[0]); }

}  // namespace

std::unique_ptr<AggregateState> make_distinct_state(AggregateCode inner) {
  return std::make_unique<DistinctState>(inner);
}
std::unique_ptr<AggregateState> make_count_rows_state() { return std::make_unique<CountState>(); }

void add_aggregate_functions(FunctionList& functions) {
  const TypeSet number = TypeKind::kNumber;
  const TypeSet anything;
  add(functions, "count", {anything}, TypeKind::kInteger, nullptr, "How many values are not null.",
      make<CountState>);
  const TypeSet addable{TypeKind::kNumber, TypeKind::kDuration};
  add(functions, "sum", {addable}, {}, sum_type, "The sum, of numbers or durations.",
      make<SumState>);
  add(functions, "avg", {addable}, {}, avg_type, "The average, of numbers or durations.",
      make<AvgState>);
  add(functions, "min", {anything}, {}, same, "The smallest value.", make<ExtremeState<false>>);
  add(functions, "max", {anything}, {}, same, "The largest value.", make<ExtremeState<true>>);
  add(functions, "collect", {anything}, TypeKind::kList, list_of_same,
      "All values that are not null, as a list.", make<CollectState>);
  add(functions, "stDev", {number}, TypeKind::kFloat, nullptr,
      "The standard deviation of a sample.", make<DeviationState<false>>);
  add(functions, "stDevP", {number}, TypeKind::kFloat, nullptr,
      "The standard deviation of a population.", make<DeviationState<true>>);
  add(functions, "percentileCont", {number, number}, TypeKind::kFloat, nullptr,
      "The value at a percentile, interpolated.", make<PercentileState<true>>);
  add(functions, "percentileDisc", {number, number}, TypeKind::kNumber, nullptr,
      "The value at a percentile, one of those given.", make<PercentileState<false>>);
}

}  // namespace muster::query
