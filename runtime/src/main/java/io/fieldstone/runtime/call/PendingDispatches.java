// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Extent;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.profiling.DispatchTimer;
import io.fieldstone.runtime.vector.SegmentLayout;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one pipeline on device vectors that may be pending at once: their commands are made
 * once, and recorded again only when vectors or constants change. Owned by its pipeline.
 * Thread-safe: threads take turns.
 *
 * <p>A call on vectors above the limit of a binding takes several dispatches, one after the other.
 * Those of a cooperative kernel divide its workgroups between them, in the order of the elements
 * and at least one each; they are dispatched over no elements too, since every workgroup has a
 * result to write.
 */
final class PendingDispatches {

  private static final int PENDING = 4;

  private final KernelPipeline pipeline;
  private final KernelCode kernel;
  private final OpenDevice device;
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();

  /** The vectors of the call whose turn it is: nobody else changes them. */
  private final @Nullable VectorStorage[] vectors;

  /** The push-constant block of the call whose turn it is. */
  private final byte[] constants;

  /** Which vectors have one element per workgroup, and the first of them. */
  private final boolean[] wholes;

  private final int firstWhole;
  private final List<Frame> frames = new ArrayList<>();
  private int next;

  /** The recorded commands of one dispatch. */
  private static final class Frame {
    final CommandStream stream;
    final BindingSet bindings;
    final byte[] recordedConstants;
    int recordedWorkgroups;
    boolean recorded;

    Frame(CommandStream stream, BindingSet bindings, int pushConstantBytes) {
      this.stream = stream;
      this.bindings = bindings;
      this.recordedConstants = new byte[pushConstantBytes];
    }
  }

  PendingDispatches(KernelPipeline pipeline) {
    this.pipeline = pipeline;
    this.kernel = pipeline.kernel();
    this.device = kernel.device();
    this.name = "the call of " + kernel;
    List<BindingDescriptor> described = kernel.descriptor().bindings();
    this.vectors = new @Nullable VectorStorage[described.size()];
    this.constants = new byte[pipeline.pushConstantBytes()];
    this.wholes = new boolean[described.size()];
    int found = 0;
    for (int i = wholes.length - 1; i >= 0; i--) {
      wholes[i] = described.get(i).extent() == Extent.WORKGROUPS;
      found = wholes[i] ? i : found;
    }
    this.firstWhole = found;
    boolean made = false;
    try {
      for (int i = 0; i < PENDING; i++) {
        frames.add(frame());
      }
      made = true;
    } finally {
      if (!made) {
        free();
      }
    }
  }

  private Frame frame() {
    CommandStream stream = new CommandStream(device, device.compute());
    boolean made = false;
    try {
      Frame frame =
          new Frame(stream, pipeline.pipeline().newBindingSet(), pipeline.pushConstantBytes());
      made = true;
      return frame;
    } finally {
      if (!made) {
        stream.close();
      }
    }
  }

  /**
   * Submits a call, all of whose vectors are there.
   *
   * @param timer what measures the call, or null; of one object all or none are measured
   */
  void run(@Nullable VectorStorage[] ofCall, PushConstants given, @Nullable DispatchTimer timer) {
    Patience.lock(lock, device.gate(), Deadline.NEVER, name);
    int retained = 0;
    try {
      System.arraycopy(ofCall, 0, vectors, 0, vectors.length);
      given.copyTo(constants);
      while (retained < vectors.length) {
        vector(retained).retain();
        retained++;
      }
      kernel.rules().require(vectors);
      if (kernel.descriptor().cooperative()) {
        runCooperatively(timer);
      } else {
        runOverElements(timer);
      }
    } finally {
      while (retained > 0) {
        vector(--retained).release();
      }
      Arrays.fill(vectors, null);
      lock.unlock();
    }
  }

  private VectorStorage vector(int index) {
    return requireNonNull(vectors[index]);
  }

  private void runOverElements(@Nullable DispatchTimer timer) {
    SegmentLayout layout = vector(0).layout();
    long size = vector(0).size();
    long window = kernel.maxBindingElements(layout);
    long first = 0;
    while (first < size) {
      long count = Math.min(window, layout.run(first, size - first));
      submit(first, count, kernel.workgroups(count), timer);
      first += count;
    }
  }

  private void runCooperatively(@Nullable DispatchTimer timer) {
    kernel.rules().requireWorkgroupsApart(vectors);
    SegmentLayout layout = vector(0).layout();
    long size = kernel.rules().size(vectors, Extent.ELEMENTS);
    long workgroups = kernel.rules().size(vectors, Extent.WORKGROUPS);
    long window = kernel.maxBindingElements(layout);
    long windows = WorkgroupShare.windows(layout, size, window);
    requireWorkgroups(workgroups, Math.min(window, layout.segmentElements()), windows);
    long first = 0;
    long firstWorkgroup = 0;
    for (long i = 0; i < windows; i++) {
      long count = Math.min(window, layout.run(first, size - first));
      long end = WorkgroupShare.end(workgroups, windows, i, firstWorkgroup, first + count, size);
      PushConstants.setFirstWorkgroup(constants, firstWorkgroup);
      submit(first, count, (int) (end - firstWorkgroup), timer);
      first += count;
      firstWorkgroup = end;
    }
  }

  private void requireWorkgroups(long workgroups, long mostOfOneBinding, long windows) {
    long most =
        Math.min(mostOfOneBinding, device.plan().report().limits().maxComputeWorkGroupCountX());
    if (workgroups < windows || workgroups > most) {
      WorkgroupShare.require(kernel.toString(), workgroups, windows, most);
    }
  }

  /**
   * Submits a dispatch of some workgroups over {@code count} elements from {@code first} on, all in
   * one segment. Vectors of one element per workgroup are bound whole.
   */
  private void submit(long first, long count, int workgroups, @Nullable DispatchTimer timer) {
    Frame frame = awaitFrame(first);
    for (int i = 0; i < vectors.length; i++) {
      if (wholes[i] || count == 0) {
        // A dispatch over no elements looks at none, but every binding needs a buffer.
        GpuBuffer whole = vector(wholes[i] ? i : firstWhole).segment(0);
        frame.bindings.bind(i, whole, 0, whole.bytes());
      } else {
        bindElements(frame.bindings, i, vector(i), first, count);
      }
    }
    PushConstants.setCount(constants, count);
    boolean rebound = frame.bindings.update();
    if (rebound
        || timer != null
        || !frame.recorded
        || frame.recordedWorkgroups != workgroups
        || !Arrays.equals(frame.recordedConstants, constants)) {
      record(frame, workgroups, timer);
    }
    long done = frame.stream.submit();
    if (timer != null) {
      timer.submitted(done);
    }
    for (int i = 0; i < vectors.length; i++) {
      vector(i).usedUntil(done);
    }
  }

  /** Returns the next frame, once the device is done with it. */
  private Frame awaitFrame(long first) {
    Gate gate = device.gate();
    Frame frame = frames.get(next);
    gate.requireOpen();
    if (!frame.stream.await(Deadline.NEVER)) {
      Patience.check(
          gate,
          Deadline.NEVER,
          name,
          first == 0 ? "before it was submitted" : "after it was submitted in part");
      frame.stream.await();
    }
    next = (next + 1) % PENDING;
    return frame;
  }

  private static void bindElements(
      BindingSet bindings, int i, VectorStorage vector, long first, long count) {
    SegmentLayout layout = vector.layout();
    bindings.bind(
        i,
        vector.segment(layout.segment(first)),
        layout.offset(first),
        count * layout.elementBytes());
  }

  private void record(Frame frame, int workgroups, @Nullable DispatchTimer timer) {
    frame.recorded = false;
    frame.stream.begin();
    frame.stream.barrier();
    if (timer != null) {
      timer.before(frame.stream);
    }
    frame.stream.dispatch(pipeline.pipeline(), frame.bindings, constants, workgroups);
    if (timer != null) {
      timer.after(frame.stream);
    }
    frame.stream.end();
    System.arraycopy(constants, 0, frame.recordedConstants, 0, constants.length);
    frame.recordedWorkgroups = workgroups;
    frame.recorded = true;
  }

  /** Frees what was made, once nothing runs. */
  void free() {
    for (Frame frame : frames) {
      frame.stream.close();
      frame.bindings.close();
    }
    frames.clear();
  }
}
