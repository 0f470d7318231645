// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.annotations.Grid;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.profiling.DispatchTimer;
import io.fieldstone.runtime.stream.DeviceStream;
import io.fieldstone.runtime.vector.VectorRange;
import org.jspecify.annotations.Nullable;

/**
 * A call of a kernel on vectors in device memory: its arguments, used again for the next call once
 * cleared. Not thread-safe; submitting allocates nothing on the Java heap.
 */
public final class ResidentCall {

  private static final int NOT_GIVEN = -1;

  private final KernelDescriptor descriptor;
  private final CallTypes types;
  private final @Nullable VectorRange[] vectors;
  private final PushConstants constants;
  private int workgroups = NOT_GIVEN;

  /** Makes a call without arguments. */
  public ResidentCall(KernelDescriptor descriptor, CallTypes types) {
    this.descriptor = descriptor;
    this.types = types;
    this.vectors = new @Nullable VectorRange[descriptor.bindings().size()];
    this.constants = new PushConstants(descriptor, types);
  }

  /**
   * Binds elements of a vector to the kernel's vector parameter number {@code index}.
   *
   * @throws BindingException if there is no such parameter
   */
  public void bind(int index, VectorRange vector) {
    if (index < 0 || index >= vectors.length) {
      throw new BindingException(this + " has no vector parameter " + index);
    }
    vectors[index] = vector;
  }

  /**
   * Says how many workgroups there are.
   *
   * @throws BindingException if the kernel's grid is none of the call's, or they are negative
   */
  public void workgroups(int count) {
    if (descriptor.grid() != Grid.CALL) {
      throw new BindingException(
          this + " has a grid of " + descriptor.grid() + ", not of the call");
    }
    if (count < 0) {
      throw new BindingException(this + ": " + count + " workgroups are negative");
    }
    workgroups = count;
  }

  /** Returns the constants, to be given. */
  public PushConstants constants() {
    return constants;
  }

  /**
   * Throws unless all arguments are there.
   *
   * @throws BindingException naming the first that is missing
   */
  public void requireComplete() {
    for (int i = 0; i < vectors.length; i++) {
      if (vectors[i] == null) {
        throw new BindingException(
            this + ": nothing is bound to " + descriptor.bindings().get(i).name());
      }
    }
    constants.requireAll();
    if (descriptor.grid() == Grid.CALL && workgroups == NOT_GIVEN) {
      throw new BindingException(this + ": the number of workgroups is not given");
    }
  }

  /**
   * Puts the call, which is complete, into the stream and returns; later calls and copies see its
   * results.
   *
   * @param code the kernel that was described
   * @param stream the device's stream
   * @param timer what measures it, or null
   */
  public void submit(KernelCode code, DeviceStream stream, @Nullable DispatchTimer timer) {
    boolean done = false;
    code.device().gate().enter();
    try {
      code.device().requireNotLost();
      code.rules().require(vectors);
      pipeline(code).recorder().record(stream, vectors, constants, workgroups, timer);
      done = true;
    } finally {
      code.device().gate().leave(done);
    }
  }

  private KernelPipeline pipeline(KernelCode code) {
    ElementForm form = code.rules().formOfCall(vectors);
    constants.setForm(form);
    return code.pipeline(form, true);
  }

  /** Puts the call, which is complete, into a recording in place of the stream. */
  public void record(KernelCode code, ProgramRecording recording) {
    code.device()
        .gate()
        .inside(
            () -> {
              code.rules().require(vectors);
              code.placement().requireBindable(vectors);
              recording.add(pipeline(code), vectors, constants, workgroups);
            });
  }

  /** Forgets all arguments. */
  public void clear() {
    constants.clear();
    workgroups = NOT_GIVEN;
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = null;
    }
  }

  @Override
  public String toString() {
    return types.toString();
  }
}
