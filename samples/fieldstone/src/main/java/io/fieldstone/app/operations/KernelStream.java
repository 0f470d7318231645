// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An element-wise kernel over files, piece after piece: memory is that of two pieces, or of one if
 * jobs run one after the other, whatever the files' size. Pipelined, the next piece is read while
 * one is computed and written. Owns its vectors. Not thread-safe.
 *
 * <pre>{@code
 * try (KernelStream<F> stream = new KernelStream<>(run, kernel, job -> job.push(0, scalar))) {
 *   stream.run();
 * }
 * }</pre>
 *
 * @param <F> the field's type tag
 */
final class KernelStream<F> implements AutoCloseable {

  /** So many chunks make a piece, so that within it, too, one is copied while one is computed. */
  private static final int CHUNKS_PER_PIECE = 2;

  /** What a job is given beside its vectors. */
  interface Constants<F> {
    /** Gives it. */
    void push(Job.Builder<HostVector<F>> job);
  }

  /** Vectors that hold one piece after the other. */
  private record Slot<F>(List<HostVector<F>> vectors) {
    long size() {
      return vectors.isEmpty() ? -1 : vectors.get(0).size();
    }
  }

  private final OperationRun<F> run;
  private final KernelDescriptor kernel;
  private final Constants<F> constants;
  private final long pieceElements;
  private final List<Slot<F>> slots = new ArrayList<>();
  private @Nullable CompletableFuture<Slot<F>> ahead;
  private int turn;

  KernelStream(OperationRun<F> run, KernelDescriptor kernel, Constants<F> constants) {
    this.run = run;
    this.kernel = kernel;
    this.constants = constants;
    boolean pipelined = run.mode() == ExecutionMode.PIPELINED;
    this.pieceElements = pieceElements(run.mode(), run.gpu().options().chunkElements());
    for (int i = 0; i < (pipelined ? 2 : 1); i++) {
      slots.add(new Slot<>(new ArrayList<>()));
    }
  }

  /** Returns how many elements a piece has. */
  static long pieceElements(ExecutionMode mode, long chunkElements) {
    return mode == ExecutionMode.PIPELINED && chunkElements <= Long.MAX_VALUE / CHUNKS_PER_PIECE
        ? chunkElements * CHUNKS_PER_PIECE
        : chunkElements;
  }

  /** Reads, computes and writes all pieces. */
  void run() {
    long size = run.size();
    for (long first = 0; first < size; first += pieceElements(first)) {
      Slot<F> slot = ahead == null ? read(first) : join(ahead);
      long next = first + pieceElements(first);
      if (slots.size() > 1 && next < size) {
        ahead = CompletableFuture.supplyAsync(() -> read(next), readerThread());
      }
      compute(slot);
      run.progress().step("computed");
    }
  }

  private long pieceElements(long first) {
    return Math.min(pieceElements, run.size() - first);
  }

  private static Executor readerThread() {
    return task -> {
      Thread thread = new Thread(task, "reader");
      thread.setDaemon(true);
      thread.start();
    };
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Fills the next slot with the elements from {@code first} on. */
  private Slot<F> read(long first) {
    Slot<F> slot = slots.get(turn);
    turn = (turn + 1) % slots.size();
    long size = pieceElements(first);
    if (slot.size() != size) {
      allocate(slot, size);
    }
    int read = 0;
    for (int i = 0; i < kernel.bindings().size(); i++) {
      if (kernel.bindings().get(i).access().reads()) {
        run.inputs().get(read++).read(first, slot.vectors().get(i));
      }
    }
    return slot;
  }

  private void allocate(Slot<F> slot, long size) {
    slot.vectors().forEach(HostVector::close);
    slot.vectors().clear();
    for (BindingDescriptor binding : kernel.bindings()) {
      slot.vectors().add(run.gpu().hostVector(run.field(), size, form(binding.form())));
    }
  }

  private ElementForm form(Form declared) {
    return switch (declared) {
      case OF_CALL -> run.form();
      case CANONICAL -> ElementForm.CANONICAL;
      case MONTGOMERY -> ElementForm.MONTGOMERY;
      case UNREDUCED -> ElementForm.UNREDUCED;
    };
  }

  private void compute(Slot<F> slot) {
    try (Batch batch = run.gpu().batch()) {
      Job.Builder<HostVector<F>> job = run.gpu().kernel(kernel, run.field()).job();
      for (int i = 0; i < kernel.bindings().size(); i++) {
        job.bind(i, slot.vectors().get(i));
      }
      constants.push(job);
      CompletableFuture<HostVector<F>> out = batch.add(job.build());
      batch.run(run.mode());
      run.out().write(out.join());
    }
  }

  /** Frees the vectors, once nothing is read into them. */
  @Override
  public void close() {
    if (ahead != null) {
      ahead.handle((slot, failure) -> slot).join();
    }
    slots.forEach(slot -> slot.vectors().forEach(HostVector::close));
  }
}
