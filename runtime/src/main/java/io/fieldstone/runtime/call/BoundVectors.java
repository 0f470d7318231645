// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.vector.VectorRange;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of a recording, of which a run has others in the place of those that are parameters of
 * the program, or parts of them. For whoever has the stream's turn.
 */
final class BoundVectors {

  private static final int NO_PARAMETER = -1;

  private final @Nullable VectorRange[] vectors;

  /** Of which parameter of the program each vector is a part, and from which element on. */
  private final int[] parameters;

  private final long[] offsets;

  /** How long that parameter is. */
  private final long[] sizes;

  /** The vectors of the run that is recorded. */
  private final @Nullable VectorRange[] bound;

  BoundVectors(@Nullable VectorRange... vectors) {
    this.vectors = vectors;
    this.parameters = new int[vectors.length];
    this.offsets = new long[vectors.length];
    this.sizes = new long[vectors.length];
    this.bound = vectors.clone();
    Arrays.fill(parameters, NO_PARAMETER);
  }

  /** Returns the vectors of the recording. */
  @Nullable VectorRange[] ofRecording() {
    return vectors;
  }

  /** Returns whether a run has another vector in the place of vector {@code i}. */
  boolean isParameter(int i) {
    return parameters[i] != NO_PARAMETER;
  }

  /** Notes which vectors are those of a parameter, or parts of it; returns whether some are. */
  boolean parameterize(int parameter, VectorRange of) {
    boolean found = false;
    for (int i = 0; i < vectors.length; i++) {
      VectorRange vector = requireNonNull(vectors[i]);
      if (of.contains(vector)) {
        parameters[i] = parameter;
        offsets[i] = vector.first() - of.first();
        sizes[i] = of.size();
        found = true;
      }
    }
    return found;
  }

  /**
   * Returns what refuses a run, with those of its vectors that it is about: whoever runs a program
   * knows vectors by their places, and need not know its calls.
   *
   * @param names what the refusal calls the vectors
   */
  BindingException ofRun(BindingException refusal, IntFunction<String> names) {
    String which =
        IntStream.range(0, vectors.length)
            .filter(this::isParameter)
            .mapToObj(
                i ->
                    names.apply(i)
                        + " is "
                        + (requireNonNull(vectors[i]).size() == sizes[i] ? "" : "part of ")
                        + ProgramTemplate.name(parameters[i]))
            .collect(joining(", "));
    return which.isEmpty()
        ? refusal
        : new BindingException(refusal.getMessage() + " (" + which + ")");
  }

  /** Returns the vectors of a run, in an array that the next one has too. */
  @Nullable VectorRange[] ofRun(@Nullable VectorRange[] arguments) {
    for (int i = 0; i < vectors.length; i++) {
      if (isParameter(i)) {
        VectorRange argument = requireNonNull(arguments[parameters[i]]);
        long size = requireNonNull(vectors[i]).size();
        bound[i] = size == argument.size() ? argument : argument.slice(offsets[i], size);
      }
    }
    return bound;
  }
}
