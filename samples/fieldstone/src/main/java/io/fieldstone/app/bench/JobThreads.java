// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.kernels.Bls12381Fp;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads that run jobs side by side, each one after the other.
 *
 * @param gpu what runs them
 * @param threads how many threads
 * @param elements elements of each job
 * @param time how long
 */
record JobThreads(PersistentBackend gpu, int threads, int elements, Duration time) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Who is told of the row. */
  interface Rows {
    /** Adds one. */
    void add(String call, long elements, Timings timings);
  }

  /**
   * Runs them.
   *
   * @return jobs of all threads in a second
   * @throws WrongResultException if something is computed that BigInteger does not
   */
  double run(Rows rows) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      measure(pool); // the JVM compiles what runs often
      long start = System.nanoTime();
      Timings all = measure(pool);
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      rows.add("job in each of " + threads + " threads", elements, all);
      return all.runs() / seconds;
    } finally {
      pool.shutdownNow();
    }
  }

  private Timings measure(ExecutorService pool) {
    CountDownLatch ready = new CountDownLatch(threads);
    List<CompletableFuture<Timings>> futures = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      futures.add(CompletableFuture.supplyAsync(() -> ofOneThread(ready), pool));
    }
    Timings all = new Timings();
    try {
      futures.forEach(each -> all.addAll(each.join()));
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
    return all;
  }

  private Timings ofOneThread(CountDownLatch ready) {
    try (Workload workload = new Workload(gpu, elements, 1)) {
      workload.fill();
      Job<HostVector<Bls12381Fp>> job = workload.jobs().get(0);
      ready.countDown();
      try {
        ready.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the job will say so
      }
      Timings timings = new Timings();
      timings.repeat(time, job::run);
      workload.requireRight("a job beside others");
      return timings;
    }
  }
}
