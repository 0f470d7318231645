// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.batch.BatchCores;
import io.fieldstone.runtime.batch.CallsDone;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BatchConflictException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.vector.HostOperand;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that run together: say what, then run it.
 *
 * <pre>{@code
 * try (Batch batch = gpu.batch()) {
 *   var sums = pairs.stream().map(p -> batch.add(fp.addJob(p.left(), p.right()))).toList();
 *   batch.runPipelined();
 *   sums.get(0).join();
 * }
 * }</pre>
 *
 * <p>Jobs of a batch are independent: none may read or write what another writes. Chains belong on
 * {@link DeviceVector}s. A batch can be filled and run again. Not thread-safe; it owns no vectors.
 */
public final class Batch implements AutoCloseable {

  private static final String NEVER_RUN = "the batch was cancelled before it began";

  private final BackendResources resources;
  private final JobRunner runner;

  /** Keeps the backend from being taken for dropped. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Object backend;

  private final List<BatchResult<?>> entries = new ArrayList<>();

  private final BatchMemory memory = new BatchMemory();

  /** Whether it does not know of the jobs yet, which have nothing in common. */
  private boolean memoryIsBehind;

  /** Jobs since it last ran, cancelled ones too. */
  private int added;

  private TransferPath path;
  private long chunkElements;
  private boolean closed;

  Batch(BackendResources resources, Object backend) {
    this.resources = resources;
    this.backend = backend;
    this.runner = new JobRunner(resources);
    this.path = resources.options().transferPath();
    this.chunkElements = resources.options().chunkElements();
  }

  /**
   * Sets how kernels get at host memory; the backend's way by default.
   *
   * @param path how kernels get at host memory
   * @return this batch
   */
  public Batch path(TransferPath path) {
    this.path = requireNonNull(path, "path");
    return this;
  }

  /**
   * Sets the elements per chunk; the backend's number by default.
   *
   * @param chunkElements the number of elements, at least 1
   * @return this batch
   * @throws ConfigurationException if it is below 1
   */
  public Batch chunkElements(long chunkElements) {
    this.chunkElements = BackendOptions.requireChunkElements("chunk size", chunkElements);
    return this;
  }

  /**
   * Adds a job; nothing runs yet.
   *
   * @param <V> the kind of vectors that the job has
   * @param job the job; a batch has it once
   * @return its result, once the batch has run, or what made the batch fail, unless that only ended
   *     it early and the job was done by then. Cancelled before that, the job does not run;
   *     afterwards, cancelling it does nothing and returns false
   * @throws BatchConflictException if it reads or writes what another job writes that was not
   *     cancelled
   * @throws BackendMismatchException if it is another backend's
   * @throws ClosedException if the batch or the backend was closed, or the job's outputs with a run
   *     that failed
   */
  public <V> CompletableFuture<V> add(Job<V> job) {
    requireNonNull(job, "job");
    requireOpen();
    requireOwn(job);
    BatchResult<V> result = new BatchResult<>(job);
    add(result, job.uses(), 0, job.uses().length);
    return result;
  }

  /**
   * Adds jobs, all or none; nothing runs yet. Of thousands it takes a fraction of the time of
   * adding one after the other.
   *
   * <pre>{@code
   * List<Job<HostVector<Bls12381Fp>>> sums = pairs.stream().map(p -> fp.addJob(p.left(), p.right())).toList();
   * var results = batch.addAll(sums);
   * }</pre>
   *
   * @param <V> the kind of vectors that the jobs have
   * @param jobs the jobs, in order
   * @return the result of each, as {@link #add} returns it
   * @throws BatchConflictException if one reads or writes what another job writes
   * @throws BackendMismatchException if one is another backend's
   * @throws ClosedException if the batch or the backend was closed
   */
  public <V> List<CompletableFuture<V>> addAll(List<? extends Job<V>> jobs) {
    requireOpen();
    List<Job<V>> all = new ArrayList<>(requireNonNull(jobs, "jobs"));
    int missing = all.indexOf(null);
    if (missing >= 0) {
      throw new NullPointerException("the job at index " + missing + " is null");
    }
    if (all.isEmpty()) {
      return List.of();
    }
    AddedJobs<V> found = new AddedJobs<>(all);
    boolean alone;
    try (BatchCores cores = resources.executor().cores(all.size())) {
      found.find(cores, this::requireOwn);
      alone = entries.isEmpty() && found.areDisjoint();
      if (!alone) {
        found.layOut(cores);
      }
    }
    if (alone) {
      entries.addAll(found.all());
      added += entries.size();
      memoryIsBehind = true;
      return found.results();
    }
    int before = added;
    boolean done = false;
    try {
      for (int i = 0; i < all.size(); i++) {
        add(found.result(i), found.uses(i), found.firstUse(i), found.useCount(i));
      }
      done = true;
    } finally {
      if (!done) {
        int some = added - before;
        entries.subList(entries.size() - some, entries.size()).clear();
        added = before;
        rememberEntries();
      }
    }
    return found.results();
  }

  private void requireOwn(Job<?> job) {
    if (job.kernel().resources() != resources) {
      throw new BackendMismatchException("job " + job + " belongs to another backend");
    }
    job.requireNotSpent();
  }

  private void add(BatchResult<?> result, long[] uses, int from, int count) {
    if (memoryIsBehind) {
      rememberEntries();
    }
    Supplier<List<? extends HostOperand>> operands = () -> result.job().operands();
    int conflict = memory.conflict(uses, from, count, operands);
    if (conflict >= 0 && forgetCancelled()) {
      conflict = memory.conflict(uses, from, count, operands);
    }
    if (conflict >= 0) {
      Job<?> job = result.job();
      throw new BatchConflictException(
          job.kernel().descriptor().bindings().get(conflict).name()
              + " of job "
              + added
              + " ("
              + job
              + ") is a vector that an earlier job of the batch uses, and one of them writes it;"
              + " run them in two batches");
    }
    memory.add(uses, from, count, operands);
    entries.add(result);
    added++;
  }

  /** Takes out the jobs that were cancelled and what they used; returns whether there were any. */
  private boolean forgetCancelled() {
    boolean some = entries.removeIf(BatchResult::isCancelled);
    if (some) {
      rememberEntries();
    }
    return some;
  }

  private void rememberEntries() {
    memory.clear();
    memoryIsBehind = false;
    entries.forEach(entry -> memory.add(entry.job().uses(), entry.job().operands()));
  }

  /** Runs the jobs one after the other, each chunk to its end before the next. */
  public void runSequential() {
    run(ExecutionMode.SEQUENTIAL);
  }

  /** Runs the jobs with small ones merged and the stages of different chunks overlapping. */
  public void runPipelined() {
    run(ExecutionMode.PIPELINED);
  }

  /**
   * Runs the jobs and empties the batch; on return all results are there.
   *
   * @param mode one after the other, or overlapping
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     before all chunks are submitted; what was submitted is waited for
   * @throws io.fieldstone.runtime.error.FieldstoneException if a job fails; every result is then
   *     that failure, and the backend stays usable unless the device is lost. If the batch only
   *     ended early, by a deadline, an interrupt or {@code close}, jobs that were done by then have
   *     their results
   */
  public void run(ExecutionMode mode) {
    requireNonNull(mode, "mode");
    runNow(mode, Deadline.NEVER);
  }

  /**
   * Runs the jobs as {@link #run(ExecutionMode)} does, and submits no further chunk once {@code
   * timeout} has passed.
   *
   * @param mode one after the other, or overlapping
   * @param timeout the time after which nothing more is begun; at zero or less nothing is
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if that was before the last one
   */
  public void run(ExecutionMode mode, Duration timeout) {
    requireNonNull(timeout, "timeout");
    requireNonNull(mode, "mode");
    runNow(mode, Deadline.after(timeout));
  }

  private void runNow(ExecutionMode mode, Deadline deadline) {
    resources.context().recordings().refuse("run(mode)", "a batch");
    requireRunnable();
    try (BatchCores cores = resources.executor().cores(entries.size())) {
      run(takeJobs(cores), mode, path, chunkElements, deadline, cores);
    }
  }

  /**
   * Has a thread of the backend's run the jobs as {@link #run(ExecutionMode)} does, and empties the
   * batch, which can be filled anew at once.
   *
   * @param mode one after the other, or overlapping
   * @return done once they have run, or what made them fail. To cancel that is to submit no further
   *     chunk: it waits for those that the device has
   */
  public CompletableFuture<Void> start(ExecutionMode mode) {
    requireNonNull(mode, "mode");
    resources.context().recordings().refuse("start(mode)", "a batch");
    requireRunnable();
    TransferPath chosen = path;
    long chunk = chunkElements;
    List<BatchResult<?>> running;
    try (BatchCores cores = resources.executor().cores(1)) {
      running = takeJobs(cores);
    }
    AtomicReference<@Nullable Throwable> failure =
        new AtomicReference<>(new IllegalStateException("the batch has not run"));
    CallsDone done = new CallsDone();
    boolean[] ended = new boolean[running.size()];
    return Started.run(
        "the batch",
        deadline -> {
          try (BatchCores cores = resources.executor().cores(running.size())) {
            runner.run(new JobsOfResults(running), mode, chosen, chunk, deadline, cores, done);
            failure.set(null);
            endUnfollowed(running, ended, done, null, cores);
          } catch (RuntimeException | Error e) {
            failure.set(e);
            throw e;
          }
        },
        () -> endOthers(running, ended, done, failure.get()),
        future -> future.complete(null),
        () -> {
          for (BatchResult<?> entry : running) {
            entry.end(new CancellationException(NEVER_RUN));
            entry.job().outputs().discard();
          }
        });
  }

  /** Takes the jobs out of the batch, but for those that were cancelled. */
  private List<BatchResult<?>> takeJobs(BatchCores cores) {
    List<BatchResult<?>> running = new ArrayList<>(entries);
    boolean[] cancelled = new boolean[running.size()];
    cores.forEach(cancelled.length, i -> cancelled[i] = !running.get(i).begin());
    for (int i = cancelled.length - 1; i >= 0; i--) {
      if (cancelled[i]) {
        running.remove(i);
      }
    }
    clear();
    return running;
  }

  private void run(
      List<BatchResult<?>> running,
      ExecutionMode mode,
      TransferPath chosen,
      long chunk,
      Deadline deadline,
      BatchCores cores) {
    @Nullable Throwable failure = null;
    boolean[] ended = new boolean[running.size()];
    CallsDone done = new CallsDone();
    try {
      runner.run(new JobsOfResults(running), mode, chosen, chunk, deadline, cores, done);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      endUnfollowed(running, ended, done, failure, cores);
      endOthers(running, ended, done, failure);
    }
  }

  /** The jobs of some results, which one core alone would take long to look up. */
  private static final class JobsOfResults extends AbstractList<Job<?>> implements RandomAccess {
    private final List<BatchResult<?>> results;

    JobsOfResults(List<BatchResult<?>> results) {
      this.results = results;
    }

    @Override
    public Job<?> get(int index) {
      return results.get(index).job();
    }

    @Override
    public int size() {
      return results.size();
    }
  }

  /**
   * Completes the results that nothing follows, on any core; {@code ended} says which are complete.
   */
  private static void endUnfollowed(
      List<BatchResult<?>> running,
      boolean[] ended,
      CallsDone done,
      @Nullable Throwable failure,
      BatchCores cores) {
    cores.forEach(
        ended.length,
        i -> ended[i] = running.get(i).endUnlessFollowed(done.isDone(i) ? null : failure));
  }

  /**
   * Completes those that are left, in this thread and in order: what follows them may wait. The
   * others, which other cores have written, it does not look at.
   */
  private static void endOthers(
      List<BatchResult<?>> running, boolean[] ended, CallsDone done, @Nullable Throwable failure) {
    for (int i = 0; i < ended.length; i++) {
      if (!ended[i] && !running.get(i).isDone()) {
        running.get(i).end(done.isDone(i) ? null : failure);
      }
    }
  }

  /** Throws what the results end with, too, since no later run can be theirs. */
  private void requireRunnable() {
    try {
      requireOpen();
    } catch (ClosedException e) {
      for (BatchResult<?> entry : entries) {
        if (entry.begin()) {
          entry.end(e);
          entry.job().outputs().discard();
        }
      }
      clear();
      throw e;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedException("the batch was closed");
    }
    resources.requireOpen();
  }

  private void clear() {
    entries.clear();
    memory.clear();
    memoryIsBehind = false;
    added = 0;
  }

  /** Cancels the jobs that have not run. Idempotent. */
  @Override
  public void close() {
    entries.forEach(entry -> entry.cancel(false));
    clear();
    closed = true;
  }
}
