// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/** The type tag of unsigned 32-bit integers: indices, counters. */
public interface UInt32 {}
