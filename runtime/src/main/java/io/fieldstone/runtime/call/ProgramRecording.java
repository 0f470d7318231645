// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.runtime.stream.DeviceStream;
import io.fieldstone.runtime.vector.VectorRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls that one thread makes while it records a program, or until the backend is closed. */
public final class ProgramRecording {

  private final List<RecordedCall> calls = new ArrayList<>();
  private final List<ApartVectors> apart = new ArrayList<>();

  /** Adds a call, and keeps the memory of its vectors until {@link #end}. */
  synchronized void add(
      KernelPipeline pipeline,
      @Nullable VectorRange[] vectors,
      PushConstants constants,
      int workgroups) {
    byte[] block = new byte[pipeline.pushConstantBytes()];
    constants.copyTo(block);
    RecordedCall call = new RecordedCall(pipeline, vectors.clone(), block, workgroups);
    int retained = 0;
    boolean added = false;
    try {
      for (VectorRange vector : vectors) {
        if (vector != null) {
          vector.retain();
        }
        retained++;
      }
      calls.add(call);
      added = true;
    } finally {
      if (!added) {
        release(vectors, retained);
      }
    }
  }

  /** Holds runs to it that two vectors share no elements. */
  synchronized void add(ApartVectors vectors) {
    apart.add(vectors);
  }

  private static void release(@Nullable VectorRange[] vectors, int count) {
    for (int i = 0; i < count; i++) {
      VectorRange vector = vectors[i];
      if (vector != null) {
        vector.storage().release();
      }
    }
  }

  /**
   * Makes a program of the calls.
   *
   * @param parameters the vectors in whose place runs have others
   */
  synchronized ProgramTemplate build(DeviceStream stream, VectorRange[] parameters) {
    return new ProgramTemplate(stream, List.copyOf(calls), List.copyOf(apart), parameters);
  }

  /** Lets go of the vectors, which a program that was built keeps for itself. */
  synchronized void end() {
    for (RecordedCall call : calls) {
      release(call.vectors(), call.vectors().length);
    }
    calls.clear();
  }
}
