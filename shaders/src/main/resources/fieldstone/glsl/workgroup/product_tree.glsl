// SPDX-License-Identifier: Apache-2.0
//
// Products of all that a workgroup has, by one loop: first the steps of workgroup/radix_power.glsl,
// then the elements of each thread, then the levels of a tree over the threads. A module that
// spells the multiplication out for each of them takes the driver three times as long.
//
//   uint start = fs_radix_steps(elements);
//   FieldElement product = field_r();
//   for (uint i = 0u; i < start + elements + field_workgroup_levels(); i++) {
//     FieldElement factor;
//     if (i < start) {
//       factor = fs_radix_factor(product, i, elements);
//     } else if (i < start + elements) {
//       ...                                                an element of the thread, or 1
//     } else {
//       factor = fs_product_partner(product, i - start - elements);
//     }
//     product = field_montgomery_mul(product, factor);
//   }
//   product = fs_product_in_form(product);                    thread 0 has the workgroup's

#ifndef FIELDSTONE_WORKGROUP_PRODUCT_TREE_GLSL
#define FIELDSTONE_WORKGROUP_PRODUCT_TREE_GLSL

#include "fieldstone/glsl/field/form.glsl"
#include "fieldstone/glsl/field/montgomery.glsl"
#include "fieldstone/glsl/modulus/r.glsl"
#include "fieldstone/glsl/workgroup/radix_power.glsl"
#include "fieldstone/glsl/modulus/redc.glsl"
#include "fieldstone/glsl/workgroup/exchange.glsl"

// The factor for level `level` of the tree. All threads call it.
FieldElement fs_product_partner(FieldElement product, uint level) {
  return field_workgroup_exchange(
      product, field_workgroup_partner(FIELD_TILE_ELEMENTS >> (level + 1u)));
}

// A product in Montgomery form, in the form of the dispatch.
FieldElement fs_product_in_form(FieldElement product) {
  if (FIELD_MONTGOMERY_FORM) {
    return product;
  }
  return field_montgomery_reduce(product);
}

#endif
