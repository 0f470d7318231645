// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReferenceOperation.Forms;
import io.fieldstone.kernels.ReferenceOperation.Subject;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Calls operations on one field in every way there is, and holds the results against BigInteger.
 */
final class OperationCheck<F> implements AutoCloseable {

  /** Its bytes are no element of any field. */
  private static final byte POISON = (byte) 0xff;

  private final PersistentBackend gpu;
  private final Field<F> field;
  private final Subject<F> subject;

  OperationCheck(PersistentBackend gpu, Field<F> field) {
    this.gpu = gpu;
    this.field = field;
    this.subject =
        new Subject<>(FieldOperations.of(gpu, field), ThroughputKernelsDispatch.of(gpu, field));
  }

  /** On device vectors, into a vector of its own. */
  void resident(
      ReferenceOperation operation,
      Forms forms,
      Operands operands,
      @Nullable BigInteger parameter) {
    try (DeviceVector<F> a = upload(operands.a(), forms.in());
        DeviceVector<F> b = operation.arity() < 2 ? a : upload(operands.b(), forms.in());
        DeviceVector<F> c = operation.arity() < 3 ? a : upload(operands.c(), forms.in());
        DeviceVector<F> out = poisoned(operands.size(), forms.out())) {
      BigInteger value = operation.run(subject, a, b, c, parameter, out);
      List<BigInteger> expected = operation.expected(operands, parameter);
      if (operation.reduces()) {
        requireEqual(expected.get(0), value, operation + " on " + field + ", " + forms);
      } else {
        requireEqual(operation, forms, expected, out);
      }
    }
  }

  /** On device vectors, into each of the inputs in turn. */
  void inPlace(
      ReferenceOperation operation,
      Forms forms,
      Operands operands,
      @Nullable BigInteger parameter) {
    List<BigInteger> expected = operation.expected(operands, parameter);
    for (int overwritten = 0; overwritten < operation.arity(); overwritten++) {
      try (DeviceVector<F> a = upload(operands.a(), forms.in());
          DeviceVector<F> b = operation.arity() < 2 ? a : upload(operands.b(), forms.in());
          DeviceVector<F> c = operation.arity() < 3 ? a : upload(operands.c(), forms.in())) {
        DeviceVector<F> out = List.of(a, b, c).get(overwritten);
        operation.run(subject, a, b, c, parameter, out);
        requireEqual(operation, forms, expected, out);
      }
    }
  }

  /** With one vector for all inputs and for the output. */
  void onOneVector(
      ReferenceOperation operation,
      Forms forms,
      Operands operands,
      @Nullable BigInteger parameter) {
    Operands same = new Operands(field, operands.a(), operands.a(), operands.a());
    try (DeviceVector<F> a = upload(same.a(), forms.in())) {
      BigInteger value = operation.run(subject, a, a, a, parameter, a);
      List<BigInteger> expected = operation.expected(same, parameter);
      if (operation.reduces()) {
        requireEqual(expected.get(0), value, operation + " on " + field + ", " + forms);
      } else {
        requireEqual(operation, forms, expected, a);
      }
    }
  }

  /** On host vectors. */
  void host(
      ReferenceOperation operation,
      Forms forms,
      Operands operands,
      @Nullable BigInteger parameter) {
    try (HostVector<F> a = hostVector(operands.a(), forms.in());
        HostVector<F> b = hostVector(operands.b(), forms.in());
        HostVector<F> c = hostVector(operands.c(), forms.in());
        HostVector<F> out = operation.run(subject, a, b, c, parameter)) {
      requireEqual(operation, forms, operation.expected(operands, parameter), out);
    }
  }

  FieldOperations<F> vectors() {
    return subject.vectors();
  }

  DeviceVector<F> upload(List<BigInteger> elements, ElementForm form) {
    try (HostVector<F> host = hostVector(elements, form)) {
      DeviceVector<F> device = gpu.deviceVector(field, elements.size(), form);
      device.upload(host);
      return device;
    }
  }

  /** Memory is used again and again, so that a new vector may hold the very result. */
  DeviceVector<F> poisoned(int size, ElementForm form) {
    try (HostVector<F> host = gpu.hostVector(field, size, form)) {
      byte[] poison = new byte[Math.toIntExact(host.bytes())];
      Arrays.fill(poison, POISON);
      host.putUnchecked(0, ByteBuffer.wrap(poison));
      DeviceVector<F> device = gpu.deviceVector(field, size, form);
      device.upload(host);
      return device;
    }
  }

  HostVector<F> hostVector(List<BigInteger> elements, ElementForm form) {
    HostVector<F> vector = gpu.hostVector(field, elements.size(), form);
    IntStream.range(0, elements.size())
        .parallel()
        .forEach(i -> vector.setRaw(i, encode(elements.get(i), form)));
    return vector;
  }

  private BigInteger encode(BigInteger element, ElementForm form) {
    return form == ElementForm.MONTGOMERY
        ? element.multiply(field.r()).mod(field.modulus())
        : element;
  }

  void requireEqual(
      ReferenceOperation operation, Forms forms, List<BigInteger> expected, DeviceVector<F> out) {
    try (HostVector<F> result = gpu.hostVector(field, out.size(), out.form())) {
      out.download(result);
      requireEqual(operation, forms, expected, result);
    }
  }

  void requireEqual(
      ReferenceOperation operation, Forms forms, List<BigInteger> expected, HostVector<F> result) {
    String what = operation + " on " + field + ", " + forms;
    if (result.form() != forms.out() || result.size() != expected.size()) {
      throw new AssertionError(what + " gave " + result + " in form " + result.form());
    }
    IntStream.range(0, expected.size())
        .parallel()
        .filter(i -> !encode(expected.get(i), forms.out()).equals(result.getRaw(i)))
        .min()
        .ifPresent(
            i ->
                requireEqual(
                    encode(expected.get(i), forms.out()),
                    result.getRaw(i),
                    what + ", element " + i + " of " + expected.size()));
  }

  private static void requireEqual(BigInteger expected, @Nullable BigInteger actual, String what) {
    if (!expected.equals(actual)) {
      throw new AssertionError(
          what
              + ": expected 0x"
              + expected.toString(16)
              + " but was "
              + (actual == null ? "nothing" : "0x" + actual.toString(16)));
    }
  }

  @Override
  public void close() {
    subject.vectors().close();
  }
}
