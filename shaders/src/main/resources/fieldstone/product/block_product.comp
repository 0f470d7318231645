// SPDX-License-Identifier: Apache-2.0
//
// totals[w] = the product of block w of a, mod p; 1 for an empty one

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/block.glsl"
#include "fieldstone/glsl/constants.glsl"
#include "fieldstone/glsl/product_tree.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Totals { Vector totals_vectors[]; };

void main() {
  uint begin = block_begin();
  uint end = block_end();
  uint tiles = (end - begin + TILE_ELEMENTS - 1u) / TILE_ELEMENTS;
  uint start = radix_steps(tiles);
  Element product = field_r();
  [[dont_unroll]] for (uint i = 0u; i < start + tiles + workgroup_levels(); i++) {
    Element factor;
    if (i < start) {
      factor = radix_factor(product, i, tiles);
    } else if (i < start + tiles) {
      uint first = begin + (i - start) * TILE_ELEMENTS;
      Run a_run;
      TILE_LOAD_BETWEEN(first, end, a_vectors, a_run)
      Element a = tile_to_own(a_run);
      factor = limbs_select(uint(gl_LocalInvocationIndex >= end - first), field_one(), a);
    } else {
      factor = product_partner(product, i - start - tiles);
    }
    product = montgomery_mul(product, factor);
  }
  product = product_in_form(product);
  if (gl_LocalInvocationIndex == 0u) {
    ELEMENT_STORE(workgroup_element(), totals_vectors, product)
  }
}
