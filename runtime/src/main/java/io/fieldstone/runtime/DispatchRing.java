// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.ComputePipeline;
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

  private final Kernel<?> kernel;
  private final ComputePipeline pipeline;
  private final List<Frame> frames = new ArrayList<>();
  private int next;

  /** The recorded commands of one dispatch. */
  private static final class Frame {
    final CommandStream stream;
    final BindingSet bindings;
    final byte[] recordedConstants;
    boolean recorded;

    Frame(CommandStream stream, BindingSet bindings, int pushConstantBytes) {
      this.stream = stream;
      this.bindings = bindings;
      this.recordedConstants = new byte[pushConstantBytes];
    }
  }

  DispatchRing(Kernel<?> kernel, ComputePipeline pipeline) {
    this.kernel = kernel;
    this.pipeline = pipeline;
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
   * Submits a dispatch over {@code count} elements from {@code first} on, all in one segment.
   *
   * @return the value that the compute timeline reaches when it is done
   */
  long submit(
      @Nullable DeviceVector<?>[] vectors,
      SegmentLayout layout,
      long first,
      long count,
      PushConstants constants) {
    Frame frame = frames.get(next);
    next = (next + 1) % PENDING;
    frame.stream.await();
    int segment = layout.segment(first);
    long offset = layout.offset(first);
    for (int i = 0; i < vectors.length; i++) {
      frame.bindings.bind(
          i, requireNonNull(vectors[i]).segments()[segment], offset, count * layout.elementBytes());
    }
    constants.setCount(count);
    boolean rebound = frame.bindings.update();
    if (rebound || !frame.recorded || !Arrays.equals(frame.recordedConstants, constants.bytes())) {
      record(frame, constants.bytes(), count);
    }
    return frame.stream.submit();
  }

  private void record(Frame frame, byte[] constants, long count) {
    frame.recorded = false;
    frame.stream.begin();
    frame.stream.barrier();
    frame.stream.dispatch(pipeline, frame.bindings, constants, kernel.workgroups(count));
    frame.stream.end();
    System.arraycopy(constants, 0, frame.recordedConstants, 0, constants.length);
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
