// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i]^-1, and 0 where a[i] is 0. The scratch vector, which may be neither of the others,
// is overwritten. Works in place (out may be a).
//
// Montgomery, "Speeding the Pollard and elliptic curve methods of factorization", Math. Comp. 48,
// 1987: each thread inverts the product of its elements once, and takes the inverses of the
// elements out of that with three multiplications for each. An inversion costs some 30 of them, so
// a thread should have many elements, as long as there are enough threads.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/inverse.glsl"
#include "fieldstone/glsl/r.glsl"
#include "fieldstone/glsl/tile.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) buffer Scratch { Vector scratch_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { Vector out_vectors[]; };

#if FIELDSTONE_VECTORS <= FIELDSTONE_OWN_VECTORS
layout(constant_id = 90) const bool CPU_DEVICE = false;
#endif

// So many elements a thread is to have. More workgroups than the least number are put to work only
// as long as each of their threads has as many; more than the greatest number never are.
const uint ELEMENTS_PER_THREAD = 32u;

// The least number keeps the device busy: two workgroups on each of about 128 multiprocessors,
// and four where elements are so small that only many threads can hide the latency of memory.
const uint GPU_WORKGROUPS_MIN = FIELDSTONE_WORDS > 2 ? 256u : 512u;
const uint GPU_WORKGROUPS_MAX = 1024u;

// Workgroups are what a CPU's cores share out.
const uint CPU_WORKGROUPS_MIN = 16u;
const uint CPU_WORKGROUPS_MAX = 64u;

// How many of the dispatched workgroups work.
uint working_workgroups() {
  uint least = CPU_DEVICE ? CPU_WORKGROUPS_MIN : GPU_WORKGROUPS_MIN;
  uint greatest = CPU_DEVICE ? CPU_WORKGROUPS_MAX : GPU_WORKGROUPS_MAX;
  return min(clamp(tile_end() / ELEMENTS_PER_THREAD, least, greatest), gl_NumWorkGroups.x);
}

// What element a is to the product: 1 for a zero, so that it leaves the others alone.
Element nonzero(Element a) {
  return limbs_select(limbs_nonzero(a), a, field_r());
}

// Canonical elements x are taken for the Montgomery form of x / R, so the products are Montgomery
// products in both forms. With P the thread's product and b the one before x, P = b x / R, so that
// P^-1 b / R = x^-1 in canonical form, and P^-1 x / R = b^-1 goes on. In Montgomery form, P^-1 R^2
// in place of P^-1 gives x^-1 R^2; both are what field_inverse returns.
void main() {
  uint first = gl_WorkGroupID.x * FIELDSTONE_TILE_GROUP;
  uint stride = working_workgroups() * FIELDSTONE_TILE_GROUP;
  if (first >= min(stride, tile_end())) {
    return;
  }

  Element product = field_r();
  uint end = first;
  for (; end < tile_end(); end += stride) {
    Run a_runs[FIELDSTONE_TILE_GROUP];
    TILE_GROUP_LOAD(end, a_vectors, a_runs)
    TILE_OF_GROUP(k) {
      Element a = tile_to_own(a_runs[k]);
      Run before_run = tile_to_striped(product);
      TILE_STORE(end + k, scratch_vectors, before_run)
      product = montgomery_mul(product, nonzero(a));
    }
  }

  Element inverse = field_inverse(product);
  for (uint tile = end; tile != first;) {
    tile -= stride;
    Run a_runs[FIELDSTONE_TILE_GROUP];
    Run before_runs[FIELDSTONE_TILE_GROUP];
    TILE_GROUP_LOAD(tile, a_vectors, a_runs)
    TILE_GROUP_LOAD(tile, scratch_vectors, before_runs)
    TILE_OF_GROUP(k) {
      const int last = FIELDSTONE_TILE_GROUP - 1 - k;
      Element a = tile_to_own(a_runs[last]);
      tile_reuse();
      Element before = tile_to_own(before_runs[last]);
      Element a_inverse = limbs_mask(montgomery_mul(inverse, before), limbs_nonzero(a));
      inverse = montgomery_mul(inverse, nonzero(a));
      Run out_run = tile_to_striped(a_inverse);
      TILE_STORE(tile + last, out_vectors, out_run)
    }
  }
}
