#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/ingest/adapter.h"
#include "core/ingest/sources.h"

namespace muster::ingest {
namespace {

std::string names_of(std::span<const Adapter* const> list) {
  std::string names;
  for (const Adapter* adapter : list) {
    if (!names.empty()) names += ", ";
    names += adapter->name();
  }
  return names;
}

Error error_of(ErrorCode code, std::string message, std::string hint) {
  return Error{.code = code,
               .message = std::move(message),
               .position = std::nullopt,
               .hint = std::move(hint),
               .detail = {}};
}

}  // namespace

std::span<const Adapter* const> adapters() {
  static const auto by_name = std::to_array<const Adapter*>({
      &aws_gaad_source(),
      &hr_csv_source(),
      &k8s_objects_source(),
      &muster_ndjson_source(),
      &nhi_registry_csv_source(),
      &opengraph_source(),
      &teams_source(),
  });
  return by_name;
}

Result<const Adapter*> find_adapter(std::string_view name) {
  for (const Adapter* adapter : adapters()) {
    if (adapter->name() == name) return adapter;
  }
  return error_of(ErrorCode::kInvalidArgument, fmt::format("There is no format '{}'.", name),
                  fmt::format("The formats are {}.", names_of(adapters())));
}

Result<const Adapter*> detect_adapter(const InputFile& file) {
  std::vector<const Adapter*> found;
  for (const Adapter* adapter : adapters()) {
    if (adapter->recognises(file)) found.push_back(adapter);
  }
  if (found.size() == 1) return found.front();
  if (file.bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return error_of(ErrorCode::kInvalidInput, fmt::format("{} is empty.", file.name),
                    "Give a file that holds at least one document.");
  }
  if (found.empty()) {
    return error_of(
        ErrorCode::kInvalidInput,
        fmt::format("{} begins like none of the formats {}.", file.name, names_of(adapters())),
        "Name the format with --format, or check that this is the right file.");
  }
  return error_of(ErrorCode::kInvalidInput,
                  fmt::format("{} could be any of the formats {}.", file.name, names_of(found)),
                  "Name the format with --format.");
}

}  // namespace muster::ingest
