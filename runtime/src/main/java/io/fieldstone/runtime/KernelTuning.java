// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

/**
 * Which strategy the calls of a kernel use now, and whether that is for good. Immutable.
 *
 * <pre>{@code
 * KernelTuning tuning = kernel.tuning();
 * if (!tuning.settled()) {
 *   log("still " + tuning.strategy() + ": " + tuning.waitsFor());
 * }
 * }</pre>
 *
 * @param strategy the strategy that a call would use now; empty if none was made yet, or if the
 *     kernel has but one module
 * @param settled whether calls use the fastest, or the one that was asked for, from now on
 * @param waitsFor what has to happen before it is settled, or why that failed, in words; empty if
 *     it is
 */
public record KernelTuning(String strategy, boolean settled, String waitsFor) {}
