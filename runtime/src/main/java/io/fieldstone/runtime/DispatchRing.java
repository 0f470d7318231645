// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Extent;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.ComputePipeline;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of the dispatches of one pipeline that may be pending at once: made once, recorded
 * again only when the vectors or constants change. Not thread-safe.
 */
final class DispatchRing {

  private static final int PENDING = 4;

  private final ComputePipeline pipeline;

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

  DispatchRing(Kernel<?> kernel, ComputePipeline pipeline) {
    this.pipeline = pipeline;
    List<BindingDescriptor> described = kernel.descriptor().bindings();
    this.wholes = new boolean[described.size()];
    int found = 0;
    for (int i = wholes.length - 1; i >= 0; i--) {
      wholes[i] = described.get(i).extent() == Extent.WORKGROUPS;
      found = wholes[i] ? i : found;
    }
    this.firstWhole = found;
    var device = kernel.backend().device();
    for (int i = 0; i < PENDING; i++) {
      frames.add(
          new Frame(
              new CommandStream(device, device.compute()),
              pipeline.newBindingSet(),
              kernel.descriptor().pushConstantBytes(kernel.field().shape())));
    }
  }

  /**
   * Submits a dispatch of some workgroups over {@code count} elements from {@code first} on, all in
   * one segment. Vectors of one element per workgroup are bound whole.
   *
   * @param timer what measures the dispatch, or null; of one ring all or none are measured
   * @return the value that the compute timeline reaches when it is done
   */
  long submit(
      @Nullable DeviceVector<?>[] vectors,
      long first,
      long count,
      int workgroups,
      PushConstants constants,
      @Nullable GpuTimer timer) {
    Frame frame = frames.get(next);
    next = (next + 1) % PENDING;
    frame.stream.await();
    for (int i = 0; i < vectors.length; i++) {
      if (wholes[i] || count == 0) {
        // A dispatch over no elements looks at none, but every binding needs a buffer.
        GpuBuffer whole = requireNonNull(vectors[wholes[i] ? i : firstWhole]).segments()[0];
        frame.bindings.bind(i, whole, 0, whole.bytes());
      } else {
        bindElements(frame.bindings, i, requireNonNull(vectors[i]), first, count);
      }
    }
    constants.setCount(count);
    boolean rebound = frame.bindings.update();
    if (rebound
        || timer != null
        || !frame.recorded
        || frame.recordedWorkgroups != workgroups
        || !Arrays.equals(frame.recordedConstants, constants.bytes())) {
      record(frame, constants.bytes(), workgroups, timer);
    }
    long done = frame.stream.submit();
    if (timer != null) {
      timer.submitted(done);
    }
    return done;
  }

  private static void bindElements(
      BindingSet bindings, int i, DeviceVector<?> vector, long first, long count) {
    SegmentLayout layout = vector.layout();
    bindings.bind(
        i,
        vector.segments()[layout.segment(first)],
        layout.offset(first),
        count * layout.elementBytes());
  }

  private void record(Frame frame, byte[] constants, int workgroups, @Nullable GpuTimer timer) {
    frame.recorded = false;
    frame.stream.begin();
    frame.stream.barrier();
    if (timer != null) {
      timer.before(frame.stream);
    }
    frame.stream.dispatch(pipeline, frame.bindings, constants, workgroups);
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
  }
}
