#include "core/graph/element.h"

namespace muster {

std::string_view plane_name(Plane plane) {
  return plane == Plane::kRecorded ? "recorded" : "observed";
}

}  // namespace muster
