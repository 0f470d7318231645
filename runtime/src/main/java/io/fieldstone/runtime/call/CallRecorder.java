// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Extent;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.profiling.DispatchTimer;
import io.fieldstone.runtime.stream.CommandSink;
import io.fieldstone.runtime.stream.CostEstimate;
import io.fieldstone.runtime.stream.DeviceStream;
import io.fieldstone.runtime.stream.RecordedProgram;
import io.fieldstone.runtime.vector.SegmentLayout;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vulkan.BindingSetCache;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts calls of one pipeline on device vectors into the stream. Owned by its pipeline.
 *
 * <p>A call on vectors above the limit of a binding takes several dispatches, one after the other.
 * Those of a cooperative kernel divide its workgroups between them, in the order of the elements
 * and at least one each; they are dispatched over no elements too, since every workgroup has a
 * result to write.
 *
 * <p>Thread-safe: threads take turns.
 */
final class CallRecorder {

  private final KernelPipeline pipeline;
  private final KernelCode kernel;
  private final OpenDevice device;
  private final String name;
  private final BindingSetCache bindings;
  private final CostEstimate cost = new CostEstimate();

  /** The vectors of the call whose turn it is: nobody else changes them. */
  private final @Nullable VectorRange[] vectors;

  /** The push-constant block of the call whose turn it is. */
  private final byte[] constants;

  private final Access[] accesses;

  /** Which vectors have one element per workgroup, and the first of them and of the others. */
  private final boolean[] wholes;

  private final int firstWhole;
  private final int firstOfElements;

  /** Whether a dispatch of the call whose turn it is comes after a barrier. */
  private boolean passedBarrier;

  CallRecorder(KernelPipeline pipeline) {
    this.pipeline = pipeline;
    this.kernel = pipeline.kernel();
    this.device = kernel.device();
    this.name = "the call of " + kernel;
    List<BindingDescriptor> described = kernel.descriptor().bindings();
    this.vectors = new @Nullable VectorRange[described.size()];
    this.constants = new byte[pipeline.pushConstantBytes()];
    this.accesses = described.stream().map(BindingDescriptor::access).toArray(Access[]::new);
    this.wholes = new boolean[described.size()];
    int whole = 0;
    int ofElements = 0;
    for (int i = wholes.length - 1; i >= 0; i--) {
      wholes[i] = described.get(i).extent() == Extent.WORKGROUPS;
      whole = wholes[i] ? i : whole;
      ofElements = wholes[i] ? ofElements : i;
    }
    this.firstWhole = whole;
    this.firstOfElements = ofElements;
    this.bindings =
        new BindingSetCache(pipeline.pipeline(), vectors.length, device.resident().timeline());
  }

  /**
   * Adds a call, all of whose vectors are there: all of it or, if it fails, nothing.
   *
   * @param timer what measures the call, or null
   */
  void record(
      DeviceStream stream,
      @Nullable VectorRange[] ofCall,
      PushConstants given,
      @Nullable DispatchTimer timer) {
    stream.begin(name);
    stream.openGroup(cost, elements(ofCall));
    int mark = stream.mark();
    int measured = timer == null ? 0 : timer.mark();
    int retained = 0;
    boolean added = false;
    try {
      System.arraycopy(ofCall, 0, vectors, 0, vectors.length);
      given.copyTo(constants);
      while (retained < vectors.length) {
        vector(retained).retain();
        retained++;
      }
      kernel.rules().require(vectors);
      add(stream, stream, timer);
      added = true;
      stream.commit();
    } finally {
      if (!added) {
        stream.truncate(mark);
        if (timer != null) {
          timer.truncate(measured);
        }
      }
      while (retained > 0) {
        vector(--retained).storage().release();
      }
      Arrays.fill(vectors, null);
      stream.end();
    }
  }

  /**
   * Adds a call to a program; the caller has the stream's turn and keeps the vectors.
   *
   * @param block its push-constant block
   */
  void record(RecordedProgram program, @Nullable VectorRange[] ofCall, byte[] block) {
    try {
      System.arraycopy(ofCall, 0, vectors, 0, vectors.length);
      System.arraycopy(block, 0, constants, 0, constants.length);
      add(program, null, null);
    } finally {
      Arrays.fill(vectors, null);
    }
  }

  /** Adds the call whose turn it is; what it measures goes through {@code stream}. */
  private void add(CommandSink sink, @Nullable DeviceStream stream, @Nullable DispatchTimer timer) {
    passedBarrier = false;
    kernel.rules().requireBindable(vectors);
    boolean barrier = timer != null || conflicts(sink);
    if (kernel.descriptor().cooperative()) {
      addCooperatively(sink, barrier, stream, timer);
    } else {
      addOverElements(sink, barrier, stream, timer);
    }
    if (passedBarrier) {
      sink.barrierPassed();
    }
    for (int i = 0; i < vectors.length; i++) {
      sink.used(vector(i).storage(), accesses[i]);
    }
  }

  private static long elements(@Nullable VectorRange[] vectors) {
    long most = 0;
    for (VectorRange vector : vectors) {
      most = vector == null ? most : Math.max(most, vector.size());
    }
    return most;
  }

  private boolean conflicts(CommandSink sink) {
    for (int i = 0; i < vectors.length; i++) {
      if (sink.conflicts(vector(i).storage(), accesses[i])) {
        return true;
      }
    }
    return false;
  }

  private VectorRange vector(int index) {
    return requireNonNull(vectors[index]);
  }

  private void addOverElements(
      CommandSink sink,
      boolean barrier,
      @Nullable DeviceStream stream,
      @Nullable DispatchTimer timer) {
    long size = vector(0).size();
    long window = pipeline.mostElements(vector(0).layout());
    long first = 0;
    while (first < size) {
      long count = Math.min(window, size - first);
      for (int i = 0; i < vectors.length; i++) {
        count = vector(i).run(first, count);
      }
      addDispatch(
          sink, first, count, pipeline.workgroups(count), barrier && first == 0, stream, timer);
      first += count;
    }
  }

  private void addCooperatively(
      CommandSink sink,
      boolean barrier,
      @Nullable DeviceStream stream,
      @Nullable DispatchTimer timer) {
    VectorRange elements = vector(firstOfElements);
    SegmentLayout layout = elements.layout();
    long size = elements.size();
    long workgroups = vector(firstWhole).size();
    long window = kernel.maxBindingElements(layout);
    long windows = WorkgroupShare.windows(layout, elements.first(), size, window);
    requireWorkgroups(workgroups, Math.min(window, layout.segmentElements()), windows);
    kernel.rules().requireCutAlike(vectors);
    long first = 0;
    long firstWorkgroup = 0;
    for (long i = 0; i < windows; i++) {
      long count = Math.min(window, elements.run(first, size - first));
      long end = WorkgroupShare.end(workgroups, windows, i, firstWorkgroup, first + count, size);
      PushConstants.setFirstWorkgroup(constants, firstWorkgroup);
      // Each window has all results bound.
      addDispatch(
          sink, first, count, (int) (end - firstWorkgroup), barrier || i > 0, stream, timer);
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
   * Adds a dispatch of some workgroups over {@code count} elements from {@code first} on, all in
   * one segment. Vectors of one element per workgroup are bound whole.
   */
  private void addDispatch(
      CommandSink sink,
      long first,
      long count,
      int workgroups,
      boolean barrier,
      @Nullable DeviceStream stream,
      @Nullable DispatchTimer timer) {
    for (int i = 0; i < vectors.length; i++) {
      if (wholes[i] || count == 0) {
        // A dispatch over no elements looks at none, but every binding needs a buffer.
        VectorRange whole = vector(wholes[i] ? i : firstWhole);
        bindings.bind(i, whole.buffer(0), whole.offset(0), whole.bytes());
      } else {
        VectorRange range = vector(i);
        bindings.bind(
            i, range.buffer(first), range.offset(first), count * range.layout().elementBytes());
      }
    }
    PushConstants.setCount(constants, count);
    boolean after = barrier || timer != null;
    sink.dispatch(pipeline.pipeline(), bindings, constants, workgroups, after, cost, count);
    passedBarrier |= after;
    if (timer != null && stream != null) {
      timer.measureLast(stream);
    }
  }

  /** Frees what was made, once nothing runs. */
  void free() {
    bindings.close();
  }
}
