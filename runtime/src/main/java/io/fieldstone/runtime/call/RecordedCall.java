// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.stream.RecordedProgram;
import io.fieldstone.runtime.vector.VectorRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One call of a program: of a kernel, on vectors of the recording and of its parameters. */
final class RecordedCall {

  private static final int NO_PARAMETER = -1;

  private final KernelPipeline pipeline;
  private final byte[] constants;
  private final int workgroups;
  private final @Nullable VectorRange[] vectors;

  /** Of which parameter of the program each vector is a part, and from which element on. */
  private final int[] parameters;

  private final long[] offsets;

  /** The vectors of the recording that is going on. */
  private final @Nullable VectorRange[] bound;

  RecordedCall(
      KernelPipeline pipeline, @Nullable VectorRange[] vectors, byte[] constants, int workgroups) {
    this.workgroups = workgroups;
    this.pipeline = pipeline;
    this.vectors = vectors;
    this.constants = constants;
    this.parameters = new int[vectors.length];
    this.offsets = new long[vectors.length];
    this.bound = vectors.clone();
    Arrays.fill(parameters, NO_PARAMETER);
  }

  @Nullable VectorRange[] vectors() {
    return vectors;
  }

  /** Notes which vectors are those of a parameter, or parts of it; returns whether some are. */
  boolean parameterize(int parameter, VectorRange of) {
    boolean found = false;
    for (int i = 0; i < vectors.length; i++) {
      VectorRange vector = requireNonNull(vectors[i]);
      if (of.contains(vector)) {
        parameters[i] = parameter;
        offsets[i] = vector.first() - of.first();
        found = true;
      }
    }
    return found;
  }

  /** Has a program keep the vectors that are no parameter's. */
  void keep(RecordedProgram program) {
    for (int i = 0; i < vectors.length; i++) {
      if (parameters[i] == NO_PARAMETER) {
        program.keep(requireNonNull(vectors[i]).storage());
      }
    }
  }

  /** Adds the call to a program, with vectors in the place of the parameters. */
  void record(RecordedProgram program, @Nullable VectorRange[] arguments) {
    for (int i = 0; i < vectors.length; i++) {
      if (parameters[i] != NO_PARAMETER) {
        VectorRange argument = requireNonNull(arguments[parameters[i]]);
        long size = requireNonNull(vectors[i]).size();
        bound[i] = size == argument.size() ? argument : argument.slice(offsets[i], size);
      }
    }
    pipeline.recorder().record(program, bound, constants, workgroups);
  }
}
