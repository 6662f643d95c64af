// The errors that the parts of SnapshotBuilder share.
#pragma once

#include <fmt/format.h>

#include "core/base/ids.h"
#include "core/base/result.h"

namespace muster {

inline Error deleted_error(NodeId node) {
  return Error{.code = ErrorCode::kEntityNotFound,
               .message = fmt::format("Node #{} does not exist or was deleted.", raw(node)),
               .detail = "EntityNotFound"};
}

inline Error deleted_error(EdgeId edge) {
  return Error{.code = ErrorCode::kEntityNotFound,
               .message = fmt::format("Relationship #{} does not exist or was deleted.", raw(edge)),
               .detail = "EntityNotFound"};
}

}  // namespace muster
