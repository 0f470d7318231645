// SPDX-License-Identifier: Apache-2.0
//
// totals[w] = the product of block w of a, mod p; 1 for an empty one

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/workgroup/block.glsl"
#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/workgroup/product_tree.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Totals { FieldVector totals_vectors[]; };

void main() {
  uint begin = field_block_begin();
  uint end = field_block_end();
  uint tiles = (end - begin + FIELD_TILE_ELEMENTS - 1u) / FIELD_TILE_ELEMENTS;
  uint start = fs_radix_steps(tiles);
  FieldElement product = field_r();
  [[dont_unroll]] for (uint i = 0u; i < start + tiles + field_workgroup_levels(); i++) {
    FieldElement factor;
    if (i < start) {
      factor = fs_radix_factor(product, i, tiles);
    } else if (i < start + tiles) {
      uint first = begin + (i - start) * FIELD_TILE_ELEMENTS;
      FieldRun a_run;
      FIELD_TILE_LOAD_BETWEEN(first, end, a_vectors, a_run)
      FieldElement a = field_tile_to_own(a_run);
      factor = fs_limbs_select(uint(gl_LocalInvocationIndex >= end - first), field_one(), a);
    } else {
      factor = fs_product_partner(product, i - start - tiles);
    }
    product = field_montgomery_mul(product, factor);
  }
  product = fs_product_in_form(product);
  if (gl_LocalInvocationIndex == 0u) {
    FIELD_ELEMENT_STORE(field_workgroup_element(), totals_vectors, product)
  }
}
