// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

/**
 * How far a {@link Preparation} is. Immutable.
 *
 * @param done steps that are done: a pipeline made, a strategy chosen, a path measured
 * @param total steps in all
 * @param last what was done last, in words: {@code "vector-mul<bn254_fr>: pipeline"}
 */
public record PreparationProgress(int done, int total, String last) {}
