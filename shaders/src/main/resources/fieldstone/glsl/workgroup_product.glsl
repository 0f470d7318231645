// SPDX-License-Identifier: Apache-2.0
//
// The product of what the threads of a workgroup multiplied.

#ifndef FIELDSTONE_WORKGROUP_PRODUCT_GLSL
#define FIELDSTONE_WORKGROUP_PRODUCT_GLSL

#include "form.glsl"
#include "montgomery.glsl"
#include "redc.glsl"
#include "workgroup_reduce.glsl"

Element combine(Element a, Element b) {
  return montgomery_mul(a, b);
}

// The product of the elements of all threads, which are in Montgomery form, in the form of the
// dispatch; for thread 0. All threads call it.
Element workgroup_product(Element product) {
  product = workgroup_reduce(product);
  if (!MONTGOMERY_FORM && gl_LocalInvocationIndex == 0u) {
    product = montgomery_reduce(product);
  }
  return product;
}

#endif
