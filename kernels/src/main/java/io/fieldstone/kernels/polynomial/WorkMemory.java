// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.ElementVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Vectors that an operation needs on the device while it runs, each as long as it was the last
 * time; those of a recording are the program's. Not thread-safe.
 */
final class WorkMemory<F> implements AutoCloseable {

  private final PersistentBackend backend;
  private final Field<F> field;
  private final int slots;
  private final Map<ElementForm, @Nullable DeviceVector<F>[]> kept =
      new EnumMap<>(ElementForm.class);
  private final List<ElementVector<F>> recorded = new ArrayList<>();
  private boolean closed;

  /**
   * Makes one that has nothing yet.
   *
   * @param slots how many vectors of a form there are at a time
   */
  WorkMemory(PersistentBackend backend, Field<F> field, int slots) {
    this.backend = backend;
    this.field = field;
    this.slots = slots;
  }

  boolean isClosed() {
    return closed;
  }

  /** Returns a vector of {@code size} elements, whatever they are. */
  DeviceVector<F> vector(int slot, long size, ElementForm form) {
    if (backend.isRecording()) {
      return ofRecording(backend.deviceVector(field, size, form));
    }
    @Nullable DeviceVector<F>[] ofForm = ofForm(form);
    DeviceVector<F> vector = ofForm[slot];
    if (vector == null || vector.size() != size) {
      if (vector != null) {
        ofForm[slot] = null;
        vector.close();
      }
      vector = backend.deviceVector(field, size, form);
      ofForm[slot] = vector;
    }
    return vector;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one generic type
  private @Nullable DeviceVector<F>[] ofForm(ElementForm form) {
    @Nullable DeviceVector<F>[] ofForm = kept.get(form);
    if (ofForm == null) {
      ofForm = new DeviceVector[slots];
      kept.put(form, ofForm);
    }
    return ofForm;
  }

  /** Takes a vector that was made for a recording. */
  <V extends ElementVector<F>> V ofRecording(V vector) {
    recorded.add(vector);
    return vector;
  }

  /** Ends a call: what was made for a recording lives on in the program only. */
  void endCall() {
    recorded.forEach(ElementVector::close);
    recorded.clear();
  }

  /** Frees all vectors. Idempotent. */
  @Override
  public void close() {
    closed = true;
    for (@Nullable DeviceVector<F>[] ofForm : kept.values()) {
      for (DeviceVector<F> vector : ofForm) {
        if (vector != null) {
          vector.close();
        }
      }
    }
    kept.clear();
  }
}
