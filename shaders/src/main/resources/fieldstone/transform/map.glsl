// SPDX-License-Identifier: Apache-2.0
//
// Where a pass of a transform has its elements. A transform of 2^log_size elements is made in
// passes; a pass makes transforms of 2^log_radix elements each, all those that the others' indices
// leave: 2^(log_size - log_radix) for each row and column of the batch. Element i of one of them is
//
//   location      block | i | inner            log_stride bits of inner
//   in memory     (row * 2^log_size + location) * columns + column
//
// Block and inner together are the number of the small transform within its row, in this order or
// with its bits reversed, and i may have its bits reversed.
//
// A map is how a pass reads, or writes:
//
//   bits 0 to 4    log_stride
//   bit 5          the bits of the number are reversed
//   bit 6          the bits of i are reversed
//   bit 7          neighbours in memory are those of one small transform, not those of its
//                  neighbours
//   bits 8 to 10   what the elements are multiplied with: nothing, or an element of a table
//   bits 11 to 15  how many bits of the index the first part of the table takes; the second part
//                  has the other bits, and is multiplied with the first

#ifndef TRANSFORM_MAP_GLSL
#define TRANSFORM_MAP_GLSL

// The index in the table, by bits 8 to 10 of the map.
const uint MULTIPLIES_NOTHING = 0u;
// i * inner
const uint MULTIPLIES_PRODUCT = 1u;
// The location.
const uint MULTIPLIES_LOCATION = 2u;
// The location with its bits reversed.
const uint MULTIPLIES_REVERSED = 3u;
// 0
const uint MULTIPLIES_CONSTANT = 4u;
// No table: elements are divided by 2^log_size.
const uint MULTIPLIES_HALVES = 5u;

// The low `bits` bits of x in the opposite order.
uint reversed_bits(uint x, uint bits) {
  return bits == 0u ? 0u : bitfieldReverse(x) >> (32u - bits);
}

uint map_log_stride(uint map) {
  return map & 31u;
}

bool map_reverses_number(uint map) {
  return (map & 32u) != 0u;
}

bool map_reverses_index(uint map) {
  return (map & 64u) != 0u;
}

bool map_runs_along(uint map) {
  return (map & 128u) != 0u;
}

uint map_multiplies(uint map) {
  return map >> 8 & 7u;
}

uint map_window(uint map) {
  return map >> 11 & 31u;
}

// The same as i, or as what i is of, for maps that reverse it.
uint map_index(uint map, uint i) {
  return map_reverses_index(map) ? reversed_bits(i, log_radix()) : i;
}

// An element of a small transform: where it is, and the parts of its location beside its index.
struct MappedElement {
  uint memory;
  uint location;
  uint block;
  uint inner;
};

// Element `at`, as the map orders them, of small transform `transform`.
MappedElement map_element(uint map, uint transform, uint at) {
  uint log_others = log_size - log_radix();
  uint log_stride = map_log_stride(map);
  uint of_rows = columns() == 1u ? transform : transform / columns();
  uint number = of_rows & ((1u << log_others) - 1u);
  uint row = of_rows >> log_others;
  number = map_reverses_number(map) ? reversed_bits(number, log_others) : number;
  number += first_transform;
  MappedElement element;
  element.block = number >> log_stride;
  element.inner = number & ((1u << log_stride) - 1u);
  element.location =
      element.block << (log_stride + log_radix()) | at << log_stride | element.inner;
  uint at_row = (row << log_size) + element.location - (first_transform << log_radix());
  element.memory = at_row * columns() + (transform - of_rows * columns());
  return element;
}

// Where the multiplier of an element is in its table, by its location, or by nothing.
uint map_multiplier(uint map, uint location) {
  switch (map_multiplies(map)) {
    case MULTIPLIES_LOCATION:
      return location;
    case MULTIPLIES_REVERSED:
      return reversed_bits(location, log_size);
    default:
      return 0u;
  }
}

// The same for all ways; `i` is the element's index in the small transform.
uint map_multiplier(uint map, MappedElement element, uint i) {
  return map_multiplies(map) == MULTIPLIES_PRODUCT
      ? i * element.inner
      : map_multiplier(map, element.location);
}

#endif
