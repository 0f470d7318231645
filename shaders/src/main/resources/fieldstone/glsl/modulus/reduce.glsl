// SPDX-License-Identifier: Apache-2.0
//
// The last step of an addition: from below 2p to below p.

#ifndef FIELDSTONE_MODULUS_REDUCE_GLSL
#define FIELDSTONE_MODULUS_REDUCE_GLSL

#include "fieldstone/glsl/modulus/modulus.glsl"

// (carry * 2^(32 * FIELDSTONE_WORDS) + a) mod p, for a value below 2p.
//
// The carry counts: where p uses its top bit (secp256k1, Goldilocks, 32-bit fields), a sum can be
// above p and yet look small without it. Such a sum is always to be reduced, and the borrow of the
// subtraction is then the carry that it uses up.
FieldElement fs_reduce_once(FieldElement a, uint carry) {
#if FIELDSTONE_WORDS == 1
  if (fs_modulus_spares_bit()) {
    return FieldElement(uint[1](min(a.limb[0], a.limb[0] - FIELDSTONE_P0)));
  }
#endif
  uint borrow;
  FieldElement reduced = fs_limbs_sub(a, field_modulus(), borrow);
  return fs_limbs_select(carry | (borrow ^ 1u), reduced, a);
}

#endif
