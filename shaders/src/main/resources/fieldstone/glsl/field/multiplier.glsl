// SPDX-License-Identifier: Apache-2.0
//
// Constants that are made once, and multiply many factors of linear maps (field/linear.glsl): such
// a product takes a fifth to a quarter less than one of two factors, in `columns`. They are
// FIELD_MULTIPLIER_ELEMENTS elements each, two in `columns` and one elsewhere, one after the other,
// in memory as well: their index counts multipliers. As tables of factors, they are of one
// strategy, on which kernels that share them have to settle before (field/linear.glsl).
//
//   FieldMultiplier m = field_multiplier_of(y);          y a factor of size 1
//   x = field_factor_mul_by(x, m);                       x y
//   FIELD_MULTIPLIER_STORE(index, vectors, m)            the multiplier at `index`: no semicolon
//   FIELD_MULTIPLIER_LOAD(index, vectors, m)
//
//   mul_by     size 1 + t / 32 + 2^-28 of 8 words, 3/2 + t / 32 of 12, for a factor of size t
//
// Of `columns` a multiplier is c B^s and c B^L modulo p, in signed digits of B =
// 2^FS_COLUMN_BITS, for L limbs and s of multiply/columns_multiplier.glsl. In other strategies
// it is the factor.

#ifndef FIELDSTONE_FIELD_MULTIPLIER_GLSL
#define FIELDSTONE_FIELD_MULTIPLIER_GLSL

#include "fieldstone/glsl/field/linear.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

#if FIELDSTONE_WORDS > 2 && defined FIELDSTONE_STRATEGY_COLUMNS
#include "fieldstone/glsl/multiply/columns_multiplier.glsl"
#else

#define FIELD_MULTIPLIER_ELEMENTS 1

struct FieldMultiplier {
  FieldElement part[FIELD_MULTIPLIER_ELEMENTS];
};

FieldMultiplier field_multiplier_of(FieldFactor a) {
  FieldMultiplier multiplier;
  multiplier.part[0] = field_linear_element(a);
  return multiplier;
}

FieldFactor field_factor_mul_by(FieldFactor a, FieldMultiplier b) {
  return field_factor_mul(a, field_linear_of(b.part[0]));
}

// Nothing is loose or raised here: see multiply/columns_multiplier.glsl.
#define fs_factor_add_loose field_factor_add
#define fs_factor_sub_loose field_factor_sub
#define fs_factor_mul_raised field_factor_mul_by
#define fs_factor_lowered(a) (a)
#define fs_factor_raised(a) (a)
#define fs_factor_add_raised field_factor_add
#define fs_factor_sub_raised field_factor_sub
#define fs_factor_carry(a) (a)

#endif

// The multiplier of a factor of size 1.
FieldMultiplier field_multiplier_of(FieldFactor a);

// The product of a and what b was made of.
FieldFactor field_factor_mul_by(FieldFactor a, FieldMultiplier b);

// Reads multiplier `index` of a buffer.
#define FIELD_MULTIPLIER_LOAD(index, vectors, multiplier) \
  [[unroll]] for (int fs_part = 0; fs_part < FIELD_MULTIPLIER_ELEMENTS; fs_part++) { \
    FIELD_ELEMENT_LOAD( \
        (index) * FIELD_MULTIPLIER_ELEMENTS + fs_part, vectors, multiplier.part[fs_part]) \
  }

// Writes it.
#define FIELD_MULTIPLIER_STORE(index, vectors, multiplier) \
  [[unroll]] for (int fs_part = 0; fs_part < FIELD_MULTIPLIER_ELEMENTS; fs_part++) { \
    FIELD_ELEMENT_STORE( \
        (index) * FIELD_MULTIPLIER_ELEMENTS + fs_part, vectors, multiplier.part[fs_part]) \
  }

#endif
