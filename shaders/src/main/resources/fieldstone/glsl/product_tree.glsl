// SPDX-License-Identifier: Apache-2.0
//
// Products of all that a workgroup has, by one loop: first the steps of radix_power.glsl, then the
// elements of each thread, then the levels of a tree over the threads. A module that spells the
// multiplication out for each of them takes the driver three times as long.
//
//   uint start = radix_steps(elements);
//   Element product = field_r();
//   for (uint i = 0u; i < start + elements + workgroup_levels(); i++) {
//     Element factor;
//     if (i < start) {
//       factor = radix_factor(product, i, elements);
//     } else if (i < start + elements) {
//       ...                                                an element of the thread, or 1
//     } else {
//       factor = product_partner(product, i - start - elements);
//     }
//     product = montgomery_mul(product, factor);
//   }
//   product = product_in_form(product);                    thread 0 has the workgroup's

#ifndef FIELDSTONE_PRODUCT_TREE_GLSL
#define FIELDSTONE_PRODUCT_TREE_GLSL

#include "form.glsl"
#include "montgomery.glsl"
#include "r.glsl"
#include "radix_power.glsl"
#include "redc.glsl"
#include "workgroup_exchange.glsl"

// The factor for level `level` of the tree. All threads call it.
Element product_partner(Element product, uint level) {
  return workgroup_exchange(product, workgroup_partner(TILE_ELEMENTS >> (level + 1u)));
}

// A product in Montgomery form, in the form of the dispatch.
Element product_in_form(Element product) {
  if (MONTGOMERY_FORM) {
    return product;
  }
  return montgomery_reduce(product);
}

#endif
