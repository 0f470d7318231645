// SPDX-License-Identifier: Apache-2.0
//
// Modular inversion, for any odd prime modulus. It takes some 30 multiplications' time, so many
// elements are best inverted at once; see product/batch_inverse.comp.
//
// The division steps of Bernstein, Yang, "Fast constant-time gcd computation and modular
// inversion", TCHES 2019(3), in Wuille's variant that starts at delta = 1/2. All threads do the
// same steps, so a subgroup does not diverge. Thirty steps depend only on the low 30 bits of the
// operands and add up to one 2 x 2 matrix, which is then applied to the whole operands at once.

#ifndef FIELDSTONE_FIELD_INVERSE_GLSL
#define FIELDSTONE_FIELD_INVERSE_GLSL

#include "fieldstone/glsl/field/form.glsl"
#include "fieldstone/glsl/integer/signed.glsl"
#include "fieldstone/glsl/integer/signed_sums.glsl"
#include "fieldstone/glsl/modulus/modulus.glsl"
#include "fieldstone/glsl/modulus/n0_inv.glsl"
#include "fieldstone/glsl/modulus/r_squared.glsl"

// So many steps bring g to zero for all 0 <= g <= f < 2^bits: the bound proven by convex hulls for
// delta = 1/2, in Wuille's "Bounds on divsteps iterations in safegcd", 2021.
#define FS_DIVSTEPS ((45907 * 32 * FIELDSTONE_WORDS + 26313) / 19929)
#define FS_DIVSTEP_BATCHES ((FS_DIVSTEPS + FS_SIGNED_BITS - 1) / FS_SIGNED_BITS)

// 2^30 times what a batch of steps does to (f, g): to (u f + v g, q f + r g). In each row, the
// absolute values add up to at most 2^30.
struct FsTransition {
  int u;
  int v;
  int q;
  int r;
};

// The matrix of the next 30 steps, from the low bits of f and g. `zeta` is -(delta + 1/2).
//
//   delta > 0 and g odd:  delta, f, g = 1 - delta, g, (g - f) / 2
//   else:                 delta, f, g = 1 + delta, f, (g + (g mod 2) f) / 2
//
// Instead of halving its row with g, a step doubles the row of f. It adds by products with 1, -1 or
// 0 rather than by masks: the multiplier has nothing else to do here, and the bitwise unit much.
FsTransition fs_divsteps_30(int f, int g, inout int zeta) {
  FsTransition t = FsTransition(1, 0, 0, 1);
  // Six at a time, to leave the instruction cache to the multiplication.
  for (int step = 0; step < FS_SIGNED_BITS; step += 6) {
    [[unroll]] for (int i = 0; i < 6; i++) {
      int negative = zeta >> 31;
      int odd = -(g & 1);
      int swap = negative & odd;
      int factor = (negative | 1) & odd;
      int next_g = (factor * f + g) >> 1;
      int next_q = factor * t.u + t.q;
      int next_r = factor * t.v + t.r;
      f = (f & ~swap) | (g & swap);
      t.u = ((t.u & ~swap) | (t.q & swap)) << 1;
      t.v = ((t.v & ~swap) | (t.r & swap)) << 1;
      g = next_g;
      t.q = next_q;
      t.r = next_r;
      zeta = (zeta ^ swap) - 1;
    }
  }
  return t;
}

// f, g = t (f, g) / 2^30, which is exact.
void fs_divsteps_apply(FsTransition t, inout FsSigned f, inout FsSigned g) {
  FsSignedSum f_sum = fs_sum_product(FS_SIGNED_SUM_ZERO, t.u, f.limb[0]);
  FsSignedSum g_sum = fs_sum_product(FS_SIGNED_SUM_ZERO, t.q, f.limb[0]);
  f_sum = fs_sum_shift_30(fs_sum_product(f_sum, t.v, g.limb[0]));
  g_sum = fs_sum_shift_30(fs_sum_product(g_sum, t.r, g.limb[0]));
  [[unroll]] for (int i = 1; i < FS_SIGNED_LIMBS; i++) {
    f_sum = fs_sum_product(fs_sum_product(f_sum, t.u, f.limb[i]), t.v, g.limb[i]);
    g_sum = fs_sum_product(fs_sum_product(g_sum, t.q, f.limb[i]), t.r, g.limb[i]);
    f.limb[i - 1] = fs_sum_low(f_sum) & FS_SIGNED_MASK;
    g.limb[i - 1] = fs_sum_low(g_sum) & FS_SIGNED_MASK;
    f_sum = fs_sum_shift_30(f_sum);
    g_sum = fs_sum_shift_30(g_sum);
  }
  f.limb[FS_SIGNED_LIMBS - 1] = fs_sum_low(f_sum);
  g.limb[FS_SIGNED_LIMBS - 1] = fs_sum_low(g_sum);
}

// The multiple of p that makes a sum divisible by 2^30, given its low bits: the largest one up to
// `start`.
int fs_divsteps_multiple(int start, int low) {
  return start - ((start - int(FIELDSTONE_N0_INV) * low) & FS_SIGNED_MASK);
}

// d, e = t (d, e) / 2^30 mod p, for d and e in (-2p, p), where they stay.
//
// A negative operand first gets p, as part of the multiples of p: that brings it into (-p, p), and
// the sums into (-2^30 p, 2^30 p). Less than 2^30 p is then taken away.
void fs_divsteps_apply_modular(FsTransition t, inout FsSigned d, inout FsSigned e) {
  FsSigned p = fs_signed_of(field_modulus());
  int d_sign = fs_signed_sign(d);
  int e_sign = fs_signed_sign(e);
  FsSignedSum d_sum = fs_sum_product(FS_SIGNED_SUM_ZERO, t.u, d.limb[0]);
  FsSignedSum e_sum = fs_sum_product(FS_SIGNED_SUM_ZERO, t.q, d.limb[0]);
  d_sum = fs_sum_product(d_sum, t.v, e.limb[0]);
  e_sum = fs_sum_product(e_sum, t.r, e.limb[0]);
  int d_multiple = fs_divsteps_multiple((t.u & d_sign) + (t.v & e_sign), fs_sum_low(d_sum));
  int e_multiple = fs_divsteps_multiple((t.q & d_sign) + (t.r & e_sign), fs_sum_low(e_sum));
  d_sum = fs_sum_shift_30(fs_sum_product(d_sum, p.limb[0], d_multiple));
  e_sum = fs_sum_shift_30(fs_sum_product(e_sum, p.limb[0], e_multiple));
  [[unroll]] for (int i = 1; i < FS_SIGNED_LIMBS; i++) {
    d_sum = fs_sum_product(fs_sum_product(d_sum, t.u, d.limb[i]), t.v, e.limb[i]);
    e_sum = fs_sum_product(fs_sum_product(e_sum, t.q, d.limb[i]), t.r, e.limb[i]);
    d_sum = fs_sum_product(d_sum, p.limb[i], d_multiple);
    e_sum = fs_sum_product(e_sum, p.limb[i], e_multiple);
    d.limb[i - 1] = fs_sum_low(d_sum) & FS_SIGNED_MASK;
    e.limb[i - 1] = fs_sum_low(e_sum) & FS_SIGNED_MASK;
    d_sum = fs_sum_shift_30(d_sum);
    e_sum = fs_sum_shift_30(e_sum);
  }
  d.limb[FS_SIGNED_LIMBS - 1] = fs_sum_low(d_sum);
  e.limb[FS_SIGNED_LIMBS - 1] = fs_sum_low(e_sum);
}

// a^-1 of a below p, in the form of the dispatch; zero for zero.
//
// Throughout, d a = f and e a = g modulo p, but for the factor that e starts with: both pairs go
// through the same steps. At the end g is 0 and f the greatest common divisor, plus or minus 1.
//
// In Montgomery form, a R has to become a^-1 R, which is R^2 times its inverse as an integer.
FieldElement field_inverse(FieldElement a) {
  FsSigned p = fs_signed_of(field_modulus());
  FsSigned f = p;
  FsSigned g = fs_signed_of(a);
  FsSigned d = fs_signed_zero();
  FsSigned e = FIELD_MONTGOMERY_FORM ? fs_signed_of(field_r_squared()) : fs_signed_one();
  int zeta = -1;
  for (int batch = 0; batch < FS_DIVSTEP_BATCHES && fs_signed_nonzero(g) != 0u; batch++) {
    FsTransition t = fs_divsteps_30(f.limb[0], g.limb[0], zeta);
    fs_divsteps_apply(t, f, g);
    fs_divsteps_apply_modular(t, d, e);
  }

  // From (-2p, p) to (-p, p), to the sign of f, and to [0, p).
  int negate = fs_signed_sign(f);
  int add = fs_signed_sign(d);
  [[unroll]] for (int i = 0; i < FS_SIGNED_LIMBS; i++) {
    d.limb[i] = ((d.limb[i] + (p.limb[i] & add)) ^ negate) - negate;
  }
  d = fs_signed_carry(d);
  add = fs_signed_sign(d);
  [[unroll]] for (int i = 0; i < FS_SIGNED_LIMBS; i++) {
    d.limb[i] += p.limb[i] & add;
  }
  return fs_signed_element(fs_signed_carry(d));
}

#endif
