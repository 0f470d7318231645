// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.stream.DeviceStream;
import io.fieldstone.runtime.vector.VectorRange;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which threads record a program on a device. Thread-safe. */
public final class Recordings {

  private final Map<Thread, ProgramRecording> active = new ConcurrentHashMap<>();

  /** Those that keep vectors: the active ones, and those of which a program is to be made. */
  private final Set<ProgramRecording> open = ConcurrentHashMap.newKeySet();

  /** Returns the calling thread's recording, or null. */
  public @Nullable ProgramRecording get() {
    return active.isEmpty() ? null : active.get(Thread.currentThread());
  }

  /**
   * Throws if the calling thread records: for what cannot be recorded.
   *
   * @param call what its user called
   * @throws RecordingException if so
   */
  public void refuse(String call) {
    if (get() != null) {
      throw new RecordingException(
          call
              + " cannot be recorded, since a program is made of dispatches on device vectors alone;"
              + " call it before the recording, or after a run of the program");
    }
  }

  /**
   * Throws if the calling thread records.
   *
   * @param call what its user called
   * @param of what it was called of
   * @throws RecordingException if so
   */
  public void refuse(String call, Object of) {
    if (get() != null) {
      refuse(call + " of " + of);
    }
  }

  /**
   * Throws if two vectors share elements; what the calling thread records is held to that in all
   * runs.
   *
   * @param orSame whether they may be the same ones
   * @throws io.fieldstone.runtime.error.BindingException naming both
   */
  public void requireApart(
      String name, VectorRange vector, String otherName, VectorRange other, boolean orSame) {
    ApartVectors.require(name, vector, otherName, other, orSame);
    ProgramRecording recording = get();
    if (recording != null) {
      recording.add(new ApartVectors(name, vector, otherName, other, orSame));
    }
  }

  /**
   * Throws if this thread records.
   *
   * @throws RecordingException if so
   */
  public void refuseProgram() {
    if (get() != null) {
      throw new RecordingException(
          "a program cannot be run while another is recorded; record its calls instead");
    }
  }

  /** Ends all recordings, once nobody is inside the gate any more: they keep vectors. */
  public void endAll() {
    open.forEach(ProgramRecording::end);
  }

  /**
   * Records the calls on device vectors that {@code calls} makes in this thread.
   *
   * @param parameters the vectors in whose place runs have others
   */
  public ProgramTemplate record(DeviceStream stream, VectorRange[] parameters, Runnable calls) {
    ProgramRecording recording = new ProgramRecording();
    if (active.putIfAbsent(Thread.currentThread(), recording) != null) {
      throw new RecordingException("this thread records a program already; end that one first");
    }
    open.add(recording);
    try {
      try {
        calls.run(); // outside the gate, as all of a user's code
      } finally {
        active.remove(Thread.currentThread());
      }
      return stream.device().gate().inside(() -> recording.build(stream, parameters));
    } finally {
      recording.end();
      open.remove(recording);
    }
  }
}
