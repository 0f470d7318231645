// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.trace;

/**
 * One stage of a chunk, of a dispatch or of a copy. Immutable.
 *
 * <p>Times are those of {@link System#nanoTime}. Those that the device has taken itself are moved
 * onto that clock by what is known for certain: nothing begins before it was submitted, and nothing
 * ends after the host has seen its end. They are right relative to each other, and against the
 * host's to some ten microseconds.
 *
 * @param stage what was done
 * @param what with what, in words: {@code "vector-add<bls12_381_fp>"}
 * @param track where: a slot of a batch, the stream of device vectors, a thread
 * @param elements elements that went through it; 0 if that is not known
 * @param bytes bytes that went through it; 0 for kernels
 * @param beginNanos when it began
 * @param endNanos when it ended
 * @param onDevice whether the device has taken the times; otherwise they are the host's: from the
 *     submission, or the end of what came before, to when the end was seen
 */
public record StageTime(
    Stage stage,
    String what,
    String track,
    long elements,
    long bytes,
    long beginNanos,
    long endNanos,
    boolean onDevice) {}
