// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.batch.BatchCores;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What a batch has to know of many jobs at once, found by all cores and laid out for one. Used
 * once.
 *
 * @param <V> the kind of vectors that the jobs have
 */
final class AddedJobs<V> {

  private static final long[] NO_USES = {};

  private final List<Job<V>> jobs;
  private final BatchResult<?>[] results;

  /** How many vectors the first job has: most have as many. */
  private final int stride;

  /** The uses of those that have as many as the first one, job after job. */
  private long[] uses = NO_USES;

  private boolean[] inUses = {};

  /** Whether no two of them have a vector in common, for certain. */
  private boolean disjoint;

  AddedJobs(List<Job<V>> jobs) {
    this.jobs = jobs;
    this.results = new BatchResult<?>[jobs.size()];
    this.stride = jobs.get(0).uses().length;
  }

  /** Finds it, on all cores. */
  void find(BatchCores cores, Consumer<Job<V>> check) {
    long ascending =
        cores.sum(
            results.length,
            i -> {
              Job<V> job = jobs.get(i);
              check.accept(job);
              results[i] = new BatchResult<>(job);
              return BatchMemory.areLater(job.uses(), i == 0 ? NO_USES : jobs.get(i - 1).uses())
                  ? 1
                  : 0;
            });
    disjoint = ascending == results.length;
  }

  /** Lays the uses out for whoever compares them, on all cores. */
  void layOut(BatchCores cores) {
    uses = new long[Math.multiplyExact(jobs.size(), stride)];
    inUses = new boolean[jobs.size()];
    cores.forEach(
        results.length,
        i -> {
          long[] ofJob = jobs.get(i).uses();
          inUses[i] = ofJob.length == stride;
          if (inUses[i]) {
            System.arraycopy(ofJob, 0, uses, i * stride, stride);
          }
        });
  }

  /** Returns whether no two jobs have a vector in common, for certain. */
  boolean areDisjoint() {
    return disjoint;
  }

  /** Returns the results of all jobs. */
  List<BatchResult<?>> all() {
    return Arrays.asList(results);
  }

  /** Returns an array in which job {@code i}'s uses are. */
  long[] uses(int i) {
    return inUses[i] ? uses : jobs.get(i).uses();
  }

  /** Returns where in it they begin. */
  int firstUse(int i) {
    return inUses[i] ? i * stride : 0;
  }

  /** Returns how many there are. */
  int useCount(int i) {
    return inUses[i] ? stride : jobs.get(i).uses().length;
  }

  /** Returns the result of job {@code i}. */
  BatchResult<?> result(int i) {
    return requireNonNull(results[i]);
  }

  /** Returns all results. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // each is the result of a job of V
  List<CompletableFuture<V>> results() {
    return (List) Collections.unmodifiableList(Arrays.asList(results));
  }
}
