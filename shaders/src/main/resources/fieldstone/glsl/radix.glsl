// SPDX-License-Identifier: Apache-2.0
//
// Elements as limbs of another radix: 2^28, 2^48 and such, which leave room above each limb.

#ifndef FIELDSTONE_RADIX_GLSL
#define FIELDSTONE_RADIX_GLSL

#include "limbs.glsl"

// The 32 bits of an element from bit `start` on, which may be negative; zeros outside. A macro, since
// a call would copy the element.
#define RADIX_WORD(a, word) ((word) >= 0 && (word) < FIELDSTONE_WORDS ? a.limb[word] : 0u)
#define RADIX_BITS(a, start) \
  (((start) & 31) == 0 \
          ? RADIX_WORD(a, (start) >> 5) \
          : RADIX_WORD(a, (start) >> 5) >> ((start) & 31) \
              | RADIX_WORD(a, ((start) >> 5) + 1) << (32 - ((start) & 31)))

#endif
