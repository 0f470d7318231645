// SPDX-License-Identifier: Apache-2.0
//
// Products by constants in columns. A constant c comes as
//
//   low  = c B^s mod p           high = c B^L mod p        B = 2^FS_COLUMN_BITS, L limbs
//
// and of a = a_0 + a_1 B^(L - s), a_0 below B^(L - s),
//
//   a c = (a_0 low + a_1 high) / B^s modulo p
//
// so that s limbs are reduced, in place of L: the product is shorter by what a_1 is not multiplied
// with B^(L - s). Of 9 limbs s is 5, of 14 it is 7: 81 + 45 and 196 + 98 products of limbs, where
// those of two factors have 81 + 81 and 147 + 196. It is the folding of Hasenplaugh, Gaubatz,
// Gopal, "Fast Modular Reduction", ARITH 2007, made before the product, for the constant alone.
//
// Both are kept as the nearest to zero modulo p, in signed digits: from -B/2 on and below B/2, each
// with the sign bit that it has in two's complement. So limbs of a may have 32 bits, and what
// butterflies add up in them needs no carry. Products have digits from -B/2 on as well: they are
// made larger by B/2, since a constant that is added to a sum of two costs no instruction.
//
//   size       a_1 high / B^s is t p / B^L of high, t the size of a, and a_0 low / B^s is below
//              2 B^-1 p of 9 limbs, and p / 2 of 14, where a_0 has s limbs: 1 + t / 64 + 2^-28 and
//              3/2 + t / 512. Of limbs below l B it is l / 2 of p in place of 1/2
//   columns    L products of 2^31 B/2, s of B B/2: 9 * 2^59 + 5 * 2^57 and 14 * 2^58 + 7 * 2^55,
//              below 2^63

#ifndef FIELDSTONE_MULTIPLY_COLUMNS_MULTIPLIER_GLSL
#define FIELDSTONE_MULTIPLY_COLUMNS_MULTIPLIER_GLSL

#include "fieldstone/glsl/multiply/columns_factor.glsl"

#define FIELD_MULTIPLIER_ELEMENTS 2

// s, and L - s.
#define FS_MULTIPLIER_REDUCED ((FS_COLUMN_LIMBS + 1) / 2)
#define FS_MULTIPLIER_LOW (FS_COLUMN_LIMBS / 2)

struct FieldMultiplier {
  FieldElement part[FIELD_MULTIPLIER_ELEMENTS];
};

// B/2.
const int FS_MULTIPLIER_HALF = 1 << (FS_COLUMN_BITS - 1);

// The words of what is nearest to zero of a, below p, and a - p, whose bits from each limb's first
// one on are its digit. Of a p that fills its words, a may be nearer and not have such digits: the
// top one has the bits that are left of the words, and those below may add one to it. Then a - p
// has them, since there is one number with the same words.
FieldElement fs_multiplier_digits(FieldElement a) {
  const int top = FS_COLUMN_LIMBS - 1;
  const int top_bits = 32 * FIELDSTONE_WORDS - top * FS_COLUMN_BITS;
  FieldElement modulus = field_modulus();
  FieldFactor p = fs_signed_limbs_of(modulus);
  FieldFactor limbs = fs_signed_limbs_of(a);
  // below zero where 2 a is above p
  int order = 0;
  int top_digit = 0;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    order = order + p.limb[i] - 2 * limbs.limb[i] >> FS_COLUMN_BITS;
    top_digit = i < top
        ? top_digit + limbs.limb[i] + FS_MULTIPLIER_HALF >> FS_COLUMN_BITS
        : top_digit + limbs.limb[i];
  }
  bool is_less = order < 0 || top_digit >> (top_bits - 1) != 0;
  FsColumnLimbs digits;
  int carry = 0;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    carry += limbs.limb[i] - (is_less ? p.limb[i] : 0);
    digits.limb[i] = uint(carry) & FS_COLUMN_MASK;
    // the next one is the larger for a digit below zero
    carry = carry + (i < top ? FS_MULTIPLIER_HALF : 0) >> FS_COLUMN_BITS;
  }
  return fs_words_of_column_limbs(digits);
}

FieldFactor fs_multiplier_limbs(FieldElement digits) {
  FieldFactor limbs;
  const int above = 32 - FS_COLUMN_BITS;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS - 1; i++) {
    limbs.limb[i] = int(FS_RADIX_BITS(digits, i * FS_COLUMN_BITS - above)) >> above;
  }
  const int top = (FS_COLUMN_LIMBS - 1) * FS_COLUMN_BITS;
  limbs.limb[FS_COLUMN_LIMBS - 1] = int(digits.limb[FIELDSTONE_WORDS - 1]) >> (top & 31);
  return limbs;
}

FieldMultiplier field_multiplier_of(FieldFactor a) {
  FieldFactor shifted;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    shifted.limb[i] = i == FS_MULTIPLIER_REDUCED ? 1 : 0;
  }
  FieldMultiplier multiplier;
  multiplier.part[0] =
      fs_multiplier_digits(field_linear_element(field_factor_mul(a, shifted)));
  multiplier.part[1] = fs_multiplier_digits(field_linear_element(a));
  return multiplier;
}

// The product, each limb but the top one larger by B/2.
FieldFactor fs_factor_mul_raised(FieldFactor a, FieldMultiplier b) {
  FsSignedColumnLimbs p = fs_signed_column_limbs(field_modulus());
  uint64_t sum[FS_MULTIPLIER_REDUCED + FS_COLUMN_LIMBS];
  [[unroll]] for (int k = 0; k < FS_MULTIPLIER_REDUCED + FS_COLUMN_LIMBS; k++) {
    bool raised = k >= FS_MULTIPLIER_REDUCED && k < FS_MULTIPLIER_REDUCED + FS_COLUMN_LIMBS - 1;
    sum[k] = uint64_t(raised ? FS_MULTIPLIER_HALF : 0);
  }
  FieldFactor low = fs_multiplier_limbs(b.part[0]);
  [[unroll]] for (int i = 0; i < FS_MULTIPLIER_LOW; i++) {
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      sum[i + j] += fs_signed_product(a.limb[i], low.limb[j]);
    }
  }
  FieldFactor high = fs_multiplier_limbs(b.part[1]);
  [[unroll]] for (int i = 0; i < FS_MULTIPLIER_REDUCED; i++) {
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      sum[i + j] += fs_signed_product(a.limb[FS_MULTIPLIER_LOW + i], high.limb[j]);
    }
  }
  // less a multiple of p: where p is 1 modulo B, its digit is that of the sum, which is left out
  [[unroll]] for (int i = 0; i < FS_MULTIPLIER_REDUCED; i++) {
    uint digit = uint(sum[i]) * (0u - FIELDSTONE_N0_INV) & FS_COLUMN_MASK;
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      if (j == 0 && p.limb[0] == 1) {
        continue;
      }
      if (j == 1 && p.limb[1] == -8 && FS_COLUMN_BITS == 29) {
        sum[i + j] += uint64_t(digit << 3); // as by 8, for another unit of the device
      } else {
        sum[i + j] += fs_signed_product(int(digit), -p.limb[j]);
      }
    }
    sum[i + 1] += uint64_t(int64_t(sum[i]) >> FS_COLUMN_BITS);
  }
  FieldFactor product;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    uint64_t column = sum[FS_MULTIPLIER_REDUCED + i];
    product.limb[i] = int(column);
    if (i < FS_COLUMN_LIMBS - 1) {
      product.limb[i] &= int(FS_COLUMN_MASK);
      sum[FS_MULTIPLIER_REDUCED + i + 1] += uint64_t(int64_t(column) >> FS_COLUMN_BITS);
    }
  }
  return product;
}

FieldFactor fs_factor_lowered(FieldFactor raised) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS - 1; i++) {
    raised.limb[i] -= FS_MULTIPLIER_HALF;
  }
  return raised;
}

FieldFactor field_factor_mul_by(FieldFactor a, FieldMultiplier b) {
  return fs_factor_lowered(fs_factor_mul_raised(a, b));
}

FieldFactor fs_factor_raised(FieldFactor a) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS - 1; i++) {
    a.limb[i] += FS_MULTIPLIER_HALF;
  }
  return a;
}

// a + b, not carried: limbs grow by those of b.
FieldFactor fs_factor_add_loose(FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    a.limb[i] += b.limb[i];
  }
  return a;
}

// a - b, likewise.
FieldFactor fs_factor_sub_loose(FieldFactor a, FieldFactor b) {
  return fs_factor_sub_operand(a, b);
}

// a + b of a raised b, not carried: limbs grow by B/2.
FieldFactor fs_factor_add_raised(FieldFactor a, FieldFactor raised) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    const int half_ = i < FS_COLUMN_LIMBS - 1 ? FS_MULTIPLIER_HALF : 0;
    a.limb[i] = a.limb[i] + raised.limb[i] - half_;
  }
  return a;
}

// a - b, likewise.
FieldFactor fs_factor_sub_raised(FieldFactor a, FieldFactor raised) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    const int half_ = i < FS_COLUMN_LIMBS - 1 ? FS_MULTIPLIER_HALF : 0;
    a.limb[i] = a.limb[i] - raised.limb[i] + half_;
  }
  return a;
}

#endif
