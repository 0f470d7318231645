// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.ElementVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The short vectors that reductions leave and take, made once; those of a recording are the
 * program's, so that it runs whatever others reduce meanwhile. Not thread-safe.
 */
final class ReductionMemory<F> implements AutoCloseable {

  /** What a vector holds while a reduction runs. */
  enum Use {
    PARTIALS,
    CARRIES,
    RESULT,
    /** The product or sum of all elements. */
    TOTAL,
    /** What the workgroups of a scan in one pass tell each other. */
    STATES,
    MORE_STATES,
    NEXT_STATES,
    MORE_NEXT_STATES,
    TILE_TOTALS,
    /** What the elements begin with that make no whole chunk. */
    CARRY_OF_REST,
    /** What the elements of the next buffer begin with. */
    CARRY_OF_BUFFER,
    /** One element that is one. */
    ONE,
    /** One element that is zero. */
    ZERO,
    /** One element that is given. */
    ELEMENT,
    /** What it is uploaded from: no result, which a reduction may yet write that was given up. */
    SOURCE
  }

  private record Key(Use use, long size, ElementForm form) {}

  private final PersistentBackend backend;
  private final Field<F> field;
  private final Map<Key, DeviceVector<F>> device = new HashMap<>();
  private final Map<Key, HostVector<F>> host = new HashMap<>();

  /** Those of each use and form that were asked for last: most calls are like the one before. */
  private final Map<Use, DeviceVector<F>> last = new EnumMap<>(Use.class);

  private final Map<Use, DeviceVector<F>> lastMontgomery = new EnumMap<>(Use.class);

  /** Those whose upload is done. */
  private final EnumMap<ElementForm, DeviceVector<F>> ones = new EnumMap<>(ElementForm.class);

  private final EnumMap<ElementForm, DeviceVector<F>> zeros = new EnumMap<>(ElementForm.class);

  /** A total for each chunk of the vector scanned last: as often as not the next one is as long. */
  private final Map<ElementForm, DeviceVector<F>> chunks = new EnumMap<>(ElementForm.class);

  private final Map<ElementForm, DeviceVector<F>> results = new EnumMap<>(ElementForm.class);

  /** Made for the call that is being recorded. */
  private final List<ElementVector<F>> recorded = new ArrayList<>();

  private boolean closed;

  ReductionMemory(PersistentBackend backend, Field<F> field) {
    this.backend = backend;
    this.field = field;
  }

  DeviceVector<F> device(Use use, long size, ElementForm form) {
    requireOpen();
    if (backend.isRecording()) {
      DeviceVector<F> own = backend.deviceVector(field, size, form);
      recorded.add(own);
      return own;
    }
    Map<Use, DeviceVector<F>> ofForm = form == ElementForm.MONTGOMERY ? lastMontgomery : last;
    DeviceVector<F> vector = ofForm.get(use);
    if (vector == null || vector.size() != size || vector.form() != form) {
      vector =
          device.computeIfAbsent(
              new Key(use, size, form), key -> backend.deviceVector(field, size, form));
      ofForm.put(use, vector);
    }
    return vector;
  }

  /** Ends a call: what was made for a recording lives on in the program only. */
  void endCall() {
    recorded.forEach(ElementVector::close);
    recorded.clear();
  }

  /** Returns memory for a download; its contents are the last one's. */
  HostVector<F> host(long size, ElementForm form) {
    return host(Use.RESULT, size, form);
  }

  private HostVector<F> host(Use use, long size, ElementForm form) {
    requireOpen();
    return host.computeIfAbsent(
        new Key(use, size, form), key -> backend.hostVector(field, size, form));
  }

  /** Returns {@link #host} of one element, as dispatches write it. */
  DeviceVector<F> result(ElementForm form) {
    HostVector<F> memory = host(1, form);
    return results.computeIfAbsent(form, any -> memory.asDeviceVector());
  }

  /** Returns room for as many totals as a vector has chunks. */
  DeviceVector<F> chunks(long size, ElementForm form) {
    requireOpen();
    if (backend.isRecording()) {
      return device(Use.PARTIALS, size, form);
    }
    DeviceVector<F> kept = chunks.get(form);
    if (kept == null || kept.size() != size) {
      if (kept != null) {
        chunks.remove(form);
        kept.close();
      }
      kept = backend.deviceVector(field, size, form);
      chunks.put(form, kept);
    }
    return kept;
  }

  /** Returns one or zero, as a vector of one element. */
  DeviceVector<F> constant(Use use, ElementForm form) {
    requireOpen();
    BigInteger value = use == Use.ONE ? BigInteger.ONE : BigInteger.ZERO;
    if (backend.isRecording()) {
      return recordedConstant(value, form);
    }
    EnumMap<ElementForm, DeviceVector<F>> constants = use == Use.ONE ? ones : zeros;
    DeviceVector<F> constant = constants.get(form);
    if (constant == null) {
      constant = upload(use, value, form);
      constants.put(form, constant);
    }
    return constant;
  }

  /** An upload cannot be recorded, but host memory can be read. */
  private DeviceVector<F> recordedConstant(BigInteger value, ElementForm form) {
    HostVector<F> constant = backend.hostVector(field, 1, form);
    recorded.add(constant);
    constant.set(0, value);
    return constant.asDeviceVector();
  }

  /** Returns {@code canonical}, which is in [0, p), as a vector of one element. */
  DeviceVector<F> element(BigInteger canonical, ElementForm form) {
    return upload(Use.ELEMENT, canonical, form);
  }

  private DeviceVector<F> upload(Use use, BigInteger canonical, ElementForm form) {
    HostVector<F> source = host(Use.SOURCE, 1, form);
    source.set(0, canonical);
    DeviceVector<F> target = device(use, 1, form);
    target.upload(source);
    return target;
  }

  void requireOpen() {
    if (closed) {
      throw new ClosedException("the vector operations on " + field + " were closed");
    }
  }

  /** Frees all vectors. Idempotent. */
  @Override
  public void close() {
    closed = true;
    device.values().forEach(ElementVector::close);
    host.values().forEach(ElementVector::close);
    chunks.values().forEach(ElementVector::close);
    chunks.clear();
    ones.clear();
    zeros.clear();
    last.clear();
    lastMontgomery.clear();
    results.clear();
    device.clear();
    host.clear();
  }
}
