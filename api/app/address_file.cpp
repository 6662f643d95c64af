#include "api/app/address_file.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <sys/random.h>

#include <fmt/format.h>

#include "api/service/json_value.h"
#include "api/service/value_json.h"
#include "storage/directory.h"

namespace muster::app {
namespace {

std::filesystem::path file_of(const std::filesystem::path& directory) {
  return directory / "server.json";
}

}  // namespace

Result<std::string> random_token() {
  std::array<std::uint8_t, 16> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return Error{.code = ErrorCode::kIo, .message = "The system gives no random numbers"};
  }
  std::string text;
  for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

Result<void> write_address_file(const std::filesystem::path& directory,
                                const ServedAddress& served) {
  std::string text;
  api::append_json(text, *GraphSnapshot::empty(),
                   Value(ValueMap{{"address", Value(served.address)},
                                  {"instance", Value(served.instance)},
                                  {"token", Value(served.token)}}));
  return storage::write_owner_only_file(file_of(directory).string(), text + "\n");
}

std::optional<ServedAddress> read_address_file(const std::filesystem::path& directory) {
  std::ifstream file(file_of(directory), std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  const Result<Value> value = api::parse_json_value(text.str());
  if (!value || !value->is_map()) return std::nullopt;
  api::ObjectReader reader(value->as_map(), "The address file");
  const auto address = reader.required_string("address");
  const auto instance = reader.required_string("instance");
  const auto token = reader.required_string("token");
  if (!address || !instance || !token) return std::nullopt;
  return ServedAddress{.address = *address, .instance = *instance, .token = *token};
}

void remove_address_file(const std::filesystem::path& directory) {
  std::error_code ignored;  // A file that is left behind is stale, and known as such by the lock.
  std::filesystem::remove(file_of(directory), ignored);
}

}  // namespace muster::app
