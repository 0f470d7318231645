// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/** The type tag of unsigned 64-bit integers, little-endian: keys, counters. */
public interface UInt64 {}
