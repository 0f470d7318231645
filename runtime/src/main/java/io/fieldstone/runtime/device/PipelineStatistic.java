// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

/**
 * Something that a driver tells of a pipeline it has compiled.
 *
 * @param name the driver's name for it, such as {@code Register Count}
 * @param description what the driver says it is
 * @param value its value as text: a number, {@code true} or {@code false}
 */
public record PipelineStatistic(String name, String description, String value) {}
