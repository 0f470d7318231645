// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

/**
 * A plan, and how long a transform takes by it: see {@link TransformPlan#measure}.
 *
 * @param plan the plan
 * @param nanos how long the device took for one forward transform, natural to bit-reversed, in
 *     nanoseconds: the least of several
 */
public record MeasuredPlan(TransformPlan plan, long nanos) {}
