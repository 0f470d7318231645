// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.stream.RecordedProgram;
import io.fieldstone.runtime.vector.VectorRange;
import org.jspecify.annotations.Nullable;

/** One call of a program: of a kernel, on vectors of the recording and of its parameters. */
final class RecordedCall {

  private final KernelPipeline pipeline;
  private final byte[] constants;
  private final int workgroups;
  private final BoundVectors vectors;

  RecordedCall(
      KernelPipeline pipeline, @Nullable VectorRange[] vectors, byte[] constants, int workgroups) {
    this.workgroups = workgroups;
    this.pipeline = pipeline;
    this.vectors = new BoundVectors(vectors);
    this.constants = constants;
  }

  @Nullable VectorRange[] vectors() {
    return vectors.ofRecording();
  }

  /** Notes which vectors are those of a parameter, or parts of it; returns whether some are. */
  boolean parameterize(int parameter, VectorRange of) {
    return vectors.parameterize(parameter, of);
  }

  /** Has a program keep the vectors that are no parameter's. */
  void keep(RecordedProgram program) {
    for (int i = 0; i < vectors().length; i++) {
      if (!vectors.isParameter(i)) {
        program.keep(requireNonNull(vectors()[i]).storage());
      }
    }
  }

  /**
   * Adds the call to a program, with vectors in the place of the parameters.
   *
   * @throws BindingException if it cannot be made with them, naming them as the kernel does, and by
   *     their places in the run
   */
  void record(RecordedProgram program, @Nullable VectorRange[] arguments) {
    CallRecorder recorder = pipeline.recorder();
    try {
      recorder.record(program, vectors.ofRun(arguments), constants, workgroups);
    } catch (BindingException e) {
      throw vectors.ofRun(e, recorder::vectorName);
    }
  }
}
