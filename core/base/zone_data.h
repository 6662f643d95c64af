// The bundled time zones as they lie in core/base/zone_data.bin; the build puts the file into the
// program. Only zone.cpp and its tests read this.
#pragma once

#include <string_view>

namespace muster {

std::string_view bundled_zone_data();

}  // namespace muster
