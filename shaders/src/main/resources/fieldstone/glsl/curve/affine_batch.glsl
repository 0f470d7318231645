// SPDX-License-Identifier: Apache-2.0
//
// Sums of affine points, so many for each thread, which shares one inversion among them:
// Montgomery, "Speeding the Pollard and elliptic curve methods of factorization", Math. Comp. 48,
// 1987. A sum takes 6 products, and a 16th of an inversion, which is 30 to 40 of them.
//
// A module defines FS_AFFINE_LOAD(i, p, q) and FS_AFFINE_STORE(i, sum), and `count`, before it
// includes this, and calls fs_affine_sums(). The output may be an input: sum i is written by the
// thread that has read what it is of, when it needs that no more.

#ifndef FIELDSTONE_CURVE_AFFINE_BATCH_GLSL
#define FIELDSTONE_CURVE_AFFINE_BATCH_GLSL

#include "fieldstone/glsl/curve/point_turns.glsl"

layout(constant_id = 90) const bool FIELD_CPU_DEVICE = false;

// Sums of a thread: as many as this if that leaves so many threads to work.
const uint FS_AFFINE_SUMS = 16u;
const uint FS_AFFINE_THREADS = 0x8000u;
const uint FS_AFFINE_CPU_THREADS = 0x40u;

// Elements are needed twice, on the way down and on the way up, in the same order. In each turn one
// product, by one copy of it:
//
//   0  p.x p.x    r = 3 x^2 + a        a tangent's, where d = 2 y, on the way up
//   1  I before   1 / d                I is the inverse of the product of what is left
//   2  r (1 / d)  the slope r
//   3  r r        x = r^2 - p.x - q.x
//   4  r (p.x-x)  y = r (p.x - x) - p.y
//   5  I d        on both ways
void fs_affine_sums() {
  uint least = FIELD_CPU_DEVICE ? FS_AFFINE_CPU_THREADS : FS_AFFINE_THREADS;
  uint threads = min(
      max((count - 1u) / FS_AFFINE_SUMS + 1u, least), gl_NumWorkGroups.x * gl_WorkGroupSize.x);
  if (gl_GlobalInvocationID.x >= threads) {
    return;
  }
  for (uint first = gl_GlobalInvocationID.x; first < count; first += FS_AFFINE_SUMS * threads) {
    uint sums = min(FS_AFFINE_SUMS, (count - 1u - first) / threads + 1u);
    FieldCoordinate before[FS_AFFINE_SUMS];
    FieldCoordinate running = field_coordinate_one();
    [[dont_unroll]] for (uint step = 0u; step < 2u * sums; step++) {
      bool back = step >= sums;
      uint k = back ? 2u * sums - 1u - step : step;
      if (step == sums) {
        running = field_coordinate_inverse(running);
      }
      FieldAffine p;
      FieldAffine q;
      FS_AFFINE_LOAD(first + k * threads, p, q)
      FieldCoordinate d = field_coordinate_sub(q.x, p.x);
      FieldCoordinate r = field_coordinate_sub(q.y, p.y);
      bool tangent = false;
      bool none = false;
      // What has no line; infinity's coordinates are zeros.
      if (p.infinity || q.infinity || field_coordinate_is_zero(d)) {
        d = field_coordinate_double(p.y);
        none = !field_coordinate_is_zero(r) || field_coordinate_is_zero(d);
        tangent = !(p.infinity || q.infinity || none);
        d = field_coordinate_select(tangent, d, field_coordinate_one());
      }
      FieldAffine sum = FieldAffine(r, r, none);
      if (!back) {
        before[k] = running;
      }
      [[dont_unroll]] for (uint turn = back ? 0u : 5u; turn < 6u; turn++) {
        if (turn == 0u && !tangent) {
          continue;
        }
        FieldCoordinate a = r;
        FieldCoordinate b = r;
        switch (turn) {
          case 0u: a = p.x; b = p.x; break;
          case 1u: a = running; b = before[k]; break;
          case 2u: b = sum.x; break;
          case 3u: break;
          case 4u: b = field_coordinate_sub(p.x, sum.x); break;
          default: a = running; b = d; break;
        }
        FieldCoordinate product = field_coordinate_mul(a, b);
        switch (turn) {
          case 0u:
            r = field_coordinate_add(field_coordinate_double(product), product);
            if (FS_POINT_HAS_A) {
              r = field_coordinate_add(r, FS_POINT_A);
            }
            break;
          case 1u:
            sum.x = product;
            break;
          case 2u:
            r = product;
            break;
          case 3u:
            sum.x = field_coordinate_sub(field_coordinate_sub(product, p.x), q.x);
            break;
          case 4u:
            sum.y = field_coordinate_sub(product, p.y);
            break;
          default:
            running = product;
            break;
        }
      }
      if (back) {
        if (p.infinity) {
          sum = q;
        } else if (q.infinity) {
          sum = p;
        }
        FS_AFFINE_STORE(first + k * threads, sum)
      }
    }
  }
}

#endif
