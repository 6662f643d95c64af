// 128 bits, where a product or a sum of 64-bit numbers is looked at before it is narrowed.
#pragma once

namespace muster {

__extension__ typedef __int128
    WideInteger;  // NOLINT(modernize-use-using): it takes no __extension__.

}  // namespace muster
