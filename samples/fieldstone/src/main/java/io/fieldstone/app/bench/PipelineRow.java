// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.field.ElementForm;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the driver says of one kernel with one strategy, for calls of one form.
 *
 * @param kernel the kernel
 * @param strategy the strategy
 * @param form the form of the call; null for a kernel that gives each of its vectors a form
 * @param registers registers of an invocation, if the driver tells
 * @param spilledBytes bytes of an invocation's values that are in memory, if the driver tells
 * @param codeBytes bytes of machine code, if the driver tells
 * @param creationMillis how long the pipeline's creation took, in milliseconds
 */
public record PipelineRow(
    String kernel,
    String strategy,
    @Nullable ElementForm form,
    OptionalLong registers,
    OptionalLong spilledBytes,
    OptionalLong codeBytes,
    double creationMillis) {}
