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
#include "fieldstone/glsl/memory/product_tile.glsl"
#include "fieldstone/glsl/field/inverse.glsl"
#include "fieldstone/glsl/field/montgomery.glsl"
#include "fieldstone/glsl/modulus/r.glsl"
#include "fieldstone/glsl/memory/tile.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) buffer Scratch { FieldVector scratch_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

#if FIELDSTONE_VECTORS == 1
layout(constant_id = 90) const bool FIELD_CPU_DEVICE = false;
#endif

// So many elements a thread is to have. More threads than the least number are put to work only as
// long as each of them has as many; more than the greatest number never are. Of 2^22 elements on an
// H200, those of 12 words, of whose threads few fit, took 0.88 ms with 64 and 0.94 with 32; those
// of 8 words took 0.63 with 64 and 0.48 with 32.
const uint ELEMENTS_PER_THREAD = FIELDSTONE_WORDS > 8 ? 64u : 32u;

// The least number keeps the device busy: 512 on each of about 128 multiprocessors, and twice as
// many where elements are so small that only many threads can hide the latency of memory.
const uint GPU_THREADS_MIN = FIELDSTONE_WORDS > 2 ? 0x10000u : 0x20000u;
const uint GPU_THREADS_MAX = 0x40000u;

// Workgroups are what a CPU's cores share out.
const uint CPU_THREADS_MIN = 0x1000u;
const uint CPU_THREADS_MAX = 0x4000u;

// How many of the dispatched workgroups work.
uint working_workgroups() {
  uint least = (FIELD_CPU_DEVICE ? CPU_THREADS_MIN : GPU_THREADS_MIN) / FIELD_TILE_ELEMENTS;
  uint greatest = (FIELD_CPU_DEVICE ? CPU_THREADS_MAX : GPU_THREADS_MAX) / FIELD_TILE_ELEMENTS;
  return min(clamp(field_tile_end() / ELEMENTS_PER_THREAD, least, greatest), gl_NumWorkGroups.x);
}

// The scratch vector holds elements as their threads do, part by part: that is the striped layout,
// but nothing has to turn. Its last tile, which need not be whole, has them one after the other.
uint scratch_index(uint tile, int part) {
  uint first = tile * FIELD_TILE_ELEMENTS;
  return field_tile_buffer_index(first, part, first + FIELD_TILE_ELEMENTS > count);
}

bool scratch_holds(uint tile) {
  return tile * FIELD_TILE_ELEMENTS + gl_LocalInvocationIndex < count;
}

void scratch_store(uint tile, FieldElement element) {
  FieldRun run = fs_run_pack(element);
  if (scratch_holds(tile)) {
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
      scratch_vectors[scratch_index(tile, part)] = run.part[part];
    }
  }
}

FieldRun scratch_load(uint tile) {
  FieldRun run;
  [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
    run.part[part] = FieldVector(0u);
    if (scratch_holds(tile)) {
      run.part[part] = scratch_vectors[scratch_index(tile, part)];
    }
  }
  return run;
}

// What element a is to the product: 1 for a zero, so that it leaves the others alone.
FieldElement nonzero(FieldElement a) {
  return fs_limbs_select(fs_limbs_nonzero(a), a, field_r());
}

// The product of the elements so far goes forward over them, leaving its values in the scratch
// vector; it is inverted at the turn, and goes back as the inverse of the product of those that are
// left. Both ways are one loop, since a module that spells the multiplication out three times takes
// the driver three times as long.
//
// Canonical elements x are taken for the Montgomery form of x / R, so the products are Montgomery
// products in both forms. With P the thread's product and b the one before x, P = b x / R, so that
// P^-1 b / R = x^-1 in canonical form, and P^-1 x / R = b^-1 goes on. In Montgomery form, P^-1 R^2
// in place of P^-1 gives x^-1 R^2; both are what field_inverse returns.
void main() {
  uint first = gl_WorkGroupID.x * FIELDSTONE_TILE_GROUP;
  uint stride = working_workgroups() * FIELDSTONE_TILE_GROUP;
  if (first >= min(stride, field_tile_end())) {
    return;
  }

  uint turn = (field_tile_end() - first - 1u) / stride + 1u;
  FieldElement running = field_r();
  for (uint i = 0u; i < 2u * turn; i++) {
    bool back = i >= turn;
    if (i == turn) {
      running = field_inverse(running);
    }
    uint group = first + stride * (back ? 2u * turn - 1u - i : i);
    FieldRun a_runs[FIELDSTONE_TILE_GROUP];
    FieldRun before_runs[FIELDSTONE_TILE_GROUP];
    FIELD_TILE_OF_GROUP(k) {
      uint tile = group + (back ? FIELDSTONE_TILE_GROUP - 1 - k : k);
      FIELD_TILE_LOAD(tile, a_vectors, a_runs[k])
      if (back) {
        before_runs[k] = scratch_load(tile);
      }
    }
    FIELD_TILE_OF_GROUP(k) {
      uint tile = group + (back ? FIELDSTONE_TILE_GROUP - 1 - k : k);
      FieldElement a = field_tile_to_own(a_runs[k]);
      FieldElement factor;
      if (back) {
        factor = fs_run_unpack(before_runs[k]);
      } else {
        factor = nonzero(a);
        scratch_store(tile, running);
        field_tile_reuse();
      }
      // Going back, the product with the one before is the inverse of a.
      [[dont_unroll]] for (uint with_a = back ? 0u : 1u; with_a < 2u; with_a++) {
        FieldElement product = field_montgomery_mul(running, factor);
        if (with_a == 1u) {
          running = product;
        } else {
          FieldRun out_run = field_tile_to_striped(fs_limbs_mask(product, fs_limbs_nonzero(a)));
          FIELD_TILE_STORE(tile, out_vectors, out_run)
          factor = nonzero(a);
        }
      }
    }
  }
}
