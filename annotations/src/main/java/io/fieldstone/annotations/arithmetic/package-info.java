// SPDX-License-Identifier: Apache-2.0
/**
 * Finite fields and elliptic curves on BigInteger, by the definitions: what the annotation
 * processor checks declarations with, and what the runtime's values compute with. Simple rather
 * than fast, and not constant-time.
 */
package io.fieldstone.annotations.arithmetic;
