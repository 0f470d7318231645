// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Grid;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.LengthMismatchException;
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

  /** The first vector of one element per workgroup, and the first of elements. */
  private final int firstPerWorkgroup;

  private final int firstOfElements;

  private final CallWindows windows;

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
    int perWorkgroup = 0;
    int other = 0;
    for (int i = described.size() - 1; i >= 0; i--) {
      boolean isPerWorkgroup = described.get(i).extent() == Extent.WORKGROUPS;
      perWorkgroup = isPerWorkgroup ? i : perWorkgroup;
      other = described.get(i).extent() == Extent.ELEMENTS ? i : other;
    }
    this.firstPerWorkgroup = perWorkgroup;
    this.firstOfElements = other;
    this.windows = new CallWindows(pipeline);
    this.bindings =
        new BindingSetCache(
            pipeline.pipeline(),
            vectors.length + pipeline.constantTables(),
            device.resident().timeline());
  }

  /**
   * Adds a call, all of whose vectors are there: all of it or, if it fails, nothing.
   *
   * @param workgroups how many there are, if the call says so
   * @param timer what measures the call, or null
   */
  void record(
      DeviceStream stream,
      @Nullable VectorRange[] ofCall,
      PushConstants given,
      int workgroups,
      @Nullable DispatchTimer timer) {
    stream.begin(name);
    follow(stream, ofCall);
    stream.openGroup(cost, work(ofCall, workgroups));
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
      add(stream, workgroups, stream, timer);
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
   * @param workgroups how many there are, if the call says so
   */
  void record(
      RecordedProgram program, @Nullable VectorRange[] ofCall, byte[] block, int workgroups) {
    try {
      System.arraycopy(ofCall, 0, vectors, 0, vectors.length);
      System.arraycopy(block, 0, constants, 0, constants.length);
      add(program, workgroups, null, null);
    } finally {
      Arrays.fill(vectors, null);
    }
  }

  /** Returns what the kernel calls a vector. */
  String vectorName(int i) {
    return kernel.descriptor().bindings().get(i).name();
  }

  /** Adds the call whose turn it is; what it measures goes through {@code stream}. */
  private void add(
      CommandSink sink,
      int workgroups,
      @Nullable DeviceStream stream,
      @Nullable DispatchTimer timer) {
    passedBarrier = false;
    kernel.placement().requireBindable(vectors);
    boolean barrier = timer != null || conflicts(sink);
    if (kernel.descriptor().cooperative()) {
      addCooperatively(sink, barrier, stream, timer);
    } else if (kernel.placement().isWindowed()) {
      addOverElements(sink, barrier, stream, timer);
    } else {
      addWhole(sink, workgroups, barrier, stream, timer);
    }
    if (passedBarrier) {
      sink.barrierPassed();
    }
    for (int i = 0; i < vectors.length; i++) {
      sink.used(vector(i), accesses[i]);
    }
  }

  /** Has the call come after copies beside the stream that it meets. */
  private void follow(DeviceStream stream, @Nullable VectorRange[] ofCall) {
    for (int i = 0; i < ofCall.length; i++) {
      VectorRange range = ofCall[i];
      if (range != null) {
        stream.follow(range, accesses[i]);
      }
    }
  }

  /** Returns how many elements a call goes over: those that invocations stand for. */
  private long work(@Nullable VectorRange[] ofCall, int workgroups) {
    long elements = kernel.rules().elements(ofCall);
    return kernel.descriptor().grid() == Grid.CALL
        ? Math.max(elements, (long) workgroups * kernel.descriptor().workgroupInvocations())
        : elements;
  }

  private boolean conflicts(CommandSink sink) {
    for (int i = 0; i < vectors.length; i++) {
      if (sink.conflicts(vector(i), accesses[i])) {
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
    long size = kernel.rules().elements(vectors);
    long window = windows.most(vectors, true);
    long first = 0;
    while (first < size) {
      long count = windows.run(vectors, first, Math.min(window, size - first));
      addDispatch(
          sink, first, count, pipeline.workgroups(count), barrier && first == 0, stream, timer);
      first += count;
    }
  }

  /** Adds the one dispatch of a call that is not cut into windows. */
  private void addWhole(
      CommandSink sink,
      int given,
      boolean barrier,
      @Nullable DeviceStream stream,
      @Nullable DispatchTimer timer) {
    long count = kernel.rules().elements(vectors);
    if (count > windows.most(vectors, kernel.descriptor().grid() == Grid.ELEMENTS)) {
      throw new LengthMismatchException(
          kernel
              + " has "
              + count
              + " elements, which is more than a dispatch of this device takes");
    }
    int workgroups =
        switch (kernel.descriptor().grid()) {
          case ELEMENTS -> pipeline.workgroups(count);
          case CALL -> given;
          case ONE -> 1;
        };
    if (workgroups > pipeline.mostWorkgroups()) {
      throw new BindingException(
          kernel
              + ": "
              + workgroups
              + " workgroups are more than the device takes in a dispatch, which are "
              + pipeline.mostWorkgroups()
              + "; give fewer");
    }
    if (workgroups > 0 && hasElements()) {
      addDispatch(sink, 0, count, workgroups, barrier, stream, timer);
    }
  }

  /** Returns whether some vector has elements, so that there is something to bind. */
  private boolean hasElements() {
    for (int i = 0; i < vectors.length; i++) {
      if (vector(i).size() > 0) {
        return true;
      }
    }
    return false;
  }

  private void addCooperatively(
      CommandSink sink,
      boolean barrier,
      @Nullable DeviceStream stream,
      @Nullable DispatchTimer timer) {
    VectorRange elements = vector(firstOfElements);
    SegmentLayout layout = elements.layout();
    long size = kernel.rules().elements(vectors);
    long workgroups = vector(firstPerWorkgroup).size();
    long window = windows.most(vectors, false);
    long dispatches =
        kernel.placement().isMixed()
            ? Math.max(1, (size + window - 1) / window)
            : WorkgroupShare.windows(layout, elements.first(), size, window);
    requireWorkgroups(workgroups, Math.min(window, layout.segmentElements()), dispatches);
    kernel.placement().requireCutAlike(vectors);
    long first = 0;
    long firstWorkgroup = 0;
    for (long i = 0; i < dispatches; i++) {
      long count = size == 0 ? 0 : windows.run(vectors, first, Math.min(window, size - first));
      long end = WorkgroupShare.end(workgroups, dispatches, i, firstWorkgroup, first + count, size);
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
      VectorRange elements = vector(firstOfElements);
      String because =
          elements.buffers() > 1 && elements.size() <= elements.layout().segmentElements()
              ? ", since "
                  + vectorName(firstOfElements)
                  + " is "
                  + elements
                  + ", in which one buffer of the device's ends"
              : "";
      WorkgroupShare.require(kernel.toString(), workgroups, windows, because, most);
    }
  }

  /**
   * Adds a dispatch of some workgroups over {@code count} elements from {@code first} on, all in
   * one segment.
   */
  private void addDispatch(
      CommandSink sink,
      long first,
      long count,
      int workgroups,
      boolean barrier,
      @Nullable DeviceStream stream,
      @Nullable DispatchTimer timer) {
    windows.bind(bindings, vectors, first, count, other());
    PushConstants.setCount(constants, count);
    boolean after = barrier || timer != null;
    sink.dispatch(pipeline.pipeline(), bindings, constants, workgroups, after, cost, count);
    passedBarrier |= after;
    if (timer != null && stream != null) {
      timer.measureLast(stream);
    }
  }

  /** Returns a vector that has elements, to be bound in the place of one that has none. */
  private VectorRange other() {
    for (int i = 0; i < vectors.length; i++) {
      if (vector(i).size() > 0) {
        return vector(i);
      }
    }
    return vector(0);
  }

  /** Frees what was made, once nothing runs. */
  void free() {
    bindings.close();
  }
}
