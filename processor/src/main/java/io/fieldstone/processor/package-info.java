// SPDX-License-Identifier: Apache-2.0
/**
 * The annotation processors: they read declarations, compile what is given as GLSL or as an
 * expression, check the declarations against the SPIR-V and generate typed classes.
 *
 * <p>{@link io.fieldstone.processor.KernelProcessor} handles one declaration at a time; {@link
 * io.fieldstone.processor.ProviderProcessor} lists what a module declares.
 */
@NullMarked
package io.fieldstone.processor;

import org.jspecify.annotations.NullMarked;
