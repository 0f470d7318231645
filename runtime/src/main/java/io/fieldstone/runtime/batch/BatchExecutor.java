// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.List;

/**
 * Runs calls on vectors in host memory.
 *
 * <pre>
 *   sequential   U0 C0 D0 U1 C1 D1 U2 C2 D2
 *
 *   pipelined    U0 U1 U2 U3 ...              upload queue
 *                   C0 C1 C2 C3 ...           compute queue
 *                      D0 D1 D2 D3 ...        download queue
 * </pre>
 *
 * <p>Where the kernel reads host memory itself, a chunk is one compute submission, and the
 * pipelined mode submits the next one before the first is done.
 *
 * <p>Thread-safe: the chunks of different threads alternate.
 */
public final class BatchExecutor implements AutoCloseable {

  private final OpenDevice device;
  private final GatherKernel gather;
  private final SlotPool slots;
  private final SmallJobs smallJobs;
  private final StagingTrimmer trimmer;

  /** Makes the slots of a device. */
  public BatchExecutor(OpenDevice device) {
    this.device = device;
    this.gather = new GatherKernel(device);
    this.smallJobs = new SmallJobs(device, gather, device.plan().slots());
    this.slots = new SlotPool(device, gather, device.plan().slots());
    this.trimmer = new StagingTrimmer(device.gate(), slots);
  }

  /** Returns the cores that what the host does for some jobs is spread over. */
  public BatchCores cores(int jobs) {
    return BatchCores.of(jobs, device.plan().hostVisibleOnly());
  }

  /**
   * Runs calls and waits for them. If one fails, none is guaranteed to have run, and the backend
   * stays usable unless the device is lost.
   *
   * @param calls the calls, none of which writes what another reads or writes
   * @param pipelined whether chunks overlap
   * @param chunkElements elements per chunk at most; a pipelined batch may take fewer
   * @param deadline until when chunks are submitted
   * @param cores what the host does for each of them is spread over
   * @param callsDone is told which calls are done, also where not all of them are
   * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
   * @throws io.fieldstone.runtime.error.ElementRangeException if an element that is copied is not
   *     below the modulus
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     before all chunks are submitted
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if the deadline passes before
   *     that
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is no memory for the smallest
   *     chunks
   */
  public void execute(
      List<HostCall> calls,
      boolean pipelined,
      long chunkElements,
      Deadline deadline,
      BatchCores cores,
      CallsDone callsDone) {
    Gate gate = device.gate();
    boolean done = false;
    gate.enter();
    try {
      device.requireNotLost();
      if (smallJobs.takes(calls, chunkElements)) {
        smallJobs.run(calls, deadline, cores);
      } else {
        executeInChunks(calls, pipelined, chunkElements, deadline, cores, callsDone);
      }
      callsDone.all();
      done = true;
    } finally {
      gate.leave(done);
    }
  }

  private void executeInChunks(
      List<HostCall> calls,
      boolean pipelined,
      long chunkElements,
      Deadline deadline,
      BatchCores cores,
      CallsDone callsDone) {
    Patience.check(device.gate(), deadline, HostCall.nameOf(calls), "before it began");
    RetainedOperands retained = new RetainedOperands(calls, cores);
    boolean idle = true;
    try {
      retained.retain();
      cores.forEach(calls.size(), i -> requireWholeInputs(calls.get(i), calls));
      // What can fail without the device fails before anything is submitted.
      List<Chunk> chunks =
          new BatchPlan(device, slots, calls, pipelined, cores).chunks(chunkElements);
      BatchRun run = new BatchRun(device, slots, calls, chunks, pipelined, deadline, callsDone);
      idle = false;
      boolean finished = false;
      try {
        run.run(cores);
        finished = true;
      } finally {
        idle = finished || run.abandon();
      }
    } finally {
      retained.end(idle);
      trimmer.used();
    }
  }

  /** What is checked as it is copied would be half written already where it is written too. */
  private static void requireWholeInputs(HostCall call, List<HostCall> calls) {
    if (call.inDevicesReach()) {
      return;
    }
    for (int i = 0; i < call.operands().size(); i++) {
      if (call.reads(i) && writes(call, call.operands().get(i).memory())) {
        try {
          call.operands().get(i).requireReduced();
        } catch (ElementRangeException e) {
          throw call.refusal(i, e, calls);
        }
      }
    }
  }

  private static boolean writes(HostCall call, Object memory) {
    for (int i = 0; i < call.operands().size(); i++) {
      if (call.writes(i) && call.operands().get(i).memory().equals(memory)) {
        return true;
      }
    }
    return false;
  }

  /** Gives back what is kept for later batches, unless one uses it. */
  public void trim() {
    slots.trim();
  }

  /** Frees the slots, once nothing runs. */
  @Override
  public void close() {
    trimmer.stop();
    smallJobs.close();
    slots.close();
    gather.close();
  }
}
