// SPDX-License-Identifier: Apache-2.0
/**
 * Reads compute SPIR-V modules in pure Java, so that the processor runs wherever javac does.
 *
 * <p>{@link io.fieldstone.processor.spirv.SpirvReader} turns bytes into a {@link
 * io.fieldstone.processor.spirv.SpirvModule}; whatever the bytes, the only failure is {@link
 * io.fieldstone.processor.spirv.MalformedSpirvException}. Section numbers in this package refer to
 * the SPIR-V specification, version 1.6.
 */
@NullMarked
package io.fieldstone.processor.spirv;

import org.jspecify.annotations.NullMarked;
