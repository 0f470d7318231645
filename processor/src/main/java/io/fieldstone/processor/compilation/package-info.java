// SPDX-License-Identifier: Apache-2.0
/** Compiles kernels that are given as GLSL or as an expression, or takes them from a cache. */
@NullMarked
package io.fieldstone.processor.compilation;

import org.jspecify.annotations.NullMarked;
