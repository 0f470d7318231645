// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.bench;

import java.util.OptionalLong;

/**
 * What the driver says of one kernel with one strategy, for Montgomery elements.
 *
 * @param kernel the kernel
 * @param strategy the strategy
 * @param registers registers of an invocation, if the driver tells
 * @param spilledBytes bytes of an invocation's values that are in memory, if the driver tells
 * @param creationMillis how long the pipeline's creation took, in milliseconds
 */
public record PipelineRow(
    String kernel,
    String strategy,
    OptionalLong registers,
    OptionalLong spilledBytes,
    double creationMillis) {}
