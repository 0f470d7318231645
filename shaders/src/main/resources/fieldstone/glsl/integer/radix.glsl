// SPDX-License-Identifier: Apache-2.0
//
// Elements as limbs of another radix: 2^28, 2^48 and such, which leave room above each limb.

#ifndef FIELDSTONE_INTEGER_RADIX_GLSL
#define FIELDSTONE_INTEGER_RADIX_GLSL

#include "fieldstone/glsl/integer/limbs.glsl"

// The 32 bits of an element from bit `start` on, which may be negative; zeros outside. A macro,
// since a call would copy the element.
#define FS_RADIX_WORD(a, word) ((word) >= 0 && (word) < FIELDSTONE_WORDS ? a.limb[word] : 0u)
#define FS_RADIX_BITS(a, start) \
  (((start) & 31) == 0 \
          ? FS_RADIX_WORD(a, (start) >> 5) \
          : FS_RADIX_WORD(a, (start) >> 5) >> ((start) & 31) \
              | FS_RADIX_WORD(a, ((start) >> 5) + 1) << (32 - ((start) & 31)))

#endif
