// SPDX-License-Identifier: Apache-2.0
/** Shaders and compilations for tests, written so that what is wrong with them can be read. */
@NullMarked
package io.fieldstone.processor.testing;

import org.jspecify.annotations.NullMarked;
