// SPDX-License-Identifier: Apache-2.0
//
// totals[w] = the product of block w of a, mod p; 1 for an empty one

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/block.glsl"
#include "fieldstone/glsl/constants.glsl"
#include "fieldstone/glsl/radix_power.glsl"
#include "fieldstone/glsl/workgroup_product.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Totals { Vector totals_vectors[]; };

void main() {
  uint begin = block_begin();
  uint end = block_end();
  Element product = product_start((end - begin + TILE_ELEMENTS - 1u) / TILE_ELEMENTS);
  for (uint first = begin; first < end; first += TILE_ELEMENTS) {
    Run a_run;
    TILE_LOAD_BETWEEN(first, end, a_vectors, a_run)
    Element a = tile_to_own(a_run);
    bool missing = gl_LocalInvocationIndex >= end - first;
    product = montgomery_mul(product, limbs_select(uint(missing), field_one(), a));
    tile_reuse();
  }
  product = workgroup_product(product);
  if (gl_LocalInvocationIndex == 0u) {
    ELEMENT_STORE(workgroup_element(), totals_vectors, product)
  }
}
