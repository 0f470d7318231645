// SPDX-License-Identifier: Apache-2.0
/**
 * Kernels given as an element-wise expression: text to tokens, tokens to a tree, a tree to GLSL.
 *
 * <pre>
 *   sum      = product { ("+" | "-") product }
 *   product  = unary { "*" unary }
 *   unary    = "-" unary | power
 *   power    = atom [ "^" number ]
 *   atom     = name | number | "(" sum ")"
 * </pre>
 */
@NullMarked
package io.fieldstone.processor.expression;

import org.jspecify.annotations.NullMarked;
