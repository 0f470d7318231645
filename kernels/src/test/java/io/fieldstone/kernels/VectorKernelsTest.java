// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.ElementForm;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Ticket;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the generated classes against BigInteger, called the way a user would. */
class VectorKernelsTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  private static final int RANDOM = 2000;

  private final PersistentBackend gpu = BACKEND.get();

  /** One operation in each of the forms in which it is generated. */
  private enum Operation {
    ADD,
    SUB,
    NEG,
    DOUBLE,
    MUL,
    SQR;

    BigInteger expected(BigInteger a, BigInteger b) {
      return switch (this) {
        case ADD -> a.add(b);
        case SUB -> a.subtract(b);
        case NEG -> a.negate();
        case DOUBLE -> a.shiftLeft(1);
        case MUL -> a.multiply(b);
        case SQR -> a.multiply(a);
      };
    }

    <F> void resident(
        VectorKernels<F> kernels, DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
      switch (this) {
        case ADD -> kernels.add(a, b, out);
        case SUB -> kernels.sub(a, b, out);
        case NEG -> kernels.neg(a, out);
        case DOUBLE -> kernels.doubled(a, out);
        case MUL -> kernels.mul(a, b, out);
        case SQR -> kernels.sqr(a, out);
      }
    }

    <F> HostVector<F> host(VectorKernelsDispatch<F> kernels, HostVector<F> a, HostVector<F> b) {
      return switch (this) {
        case ADD -> kernels.add(a, b);
        case SUB -> kernels.sub(a, b);
        case NEG -> kernels.neg(a);
        case DOUBLE -> kernels.doubled(a);
        case MUL -> kernels.mul(a, b);
        case SQR -> kernels.sqr(a);
      };
    }

    <F> Job<F> job(
        VectorKernelsDispatch<F> kernels, HostVector<F> a, HostVector<F> b, HostVector<F> out) {
      return switch (this) {
        case ADD -> kernels.addJob(a, b, out);
        case SUB -> kernels.subJob(a, b, out);
        case NEG -> kernels.negJob(a, out);
        case DOUBLE -> kernels.doubledJob(a, out);
        case MUL -> kernels.mulJob(a, b, out);
        case SQR -> kernels.sqrJob(a, out);
      };
    }
  }

  static Stream<Arguments> everyOperationOnEveryField() {
    return Stream.of(Bls12381FpField.INSTANCE, Bls12381FrField.INSTANCE)
        .flatMap(
            field ->
                Stream.of(Operation.values()).map(operation -> Arguments.of(operation, field)));
  }

  @ParameterizedTest
  @MethodSource("everyOperationOnEveryField")
  <F> void aResidentDispatchGivesWhatBigIntegerGives(Operation operation, Field<F> field) {
    Operands operands = Operands.of(field, RANDOM, 1);
    int size = operands.size();
    try (HostVector<F> a = vector(field, operands.a());
        HostVector<F> b = vector(field, operands.b());
        HostVector<F> result = gpu.hostVector(field, size);
        DeviceVector<F> x = gpu.deviceVector(field, size);
        DeviceVector<F> y = gpu.deviceVector(field, size);
        DeviceVector<F> out = gpu.deviceVector(field, size)) {
      x.upload(a);
      y.upload(b);
      operation.resident(VectorKernelsDispatch.of(gpu, field), x, y, out);
      out.download(result);
      verify(operation, operands, result);
      operation.resident(VectorKernelsDispatch.of(gpu, field), x, y, x);
      x.download(result);
      verify(operation, operands, result);
    }
  }

  @ParameterizedTest
  @MethodSource("everyOperationOnEveryField")
  <F> void aHostToHostCallGivesWhatBigIntegerGives(Operation operation, Field<F> field) {
    Operands operands = Operands.of(field, RANDOM, 2);
    try (HostVector<F> a = vector(field, operands.a());
        HostVector<F> b = vector(field, operands.b());
        HostVector<F> result = operation.host(VectorKernelsDispatch.of(gpu, field), a, b)) {
      verify(operation, operands, result);
    }
  }

  @ParameterizedTest
  @MethodSource("everyOperationOnEveryField")
  <F> void batchesGiveWhatBigIntegerGivesInBothModesOverBothPaths(
      Operation operation, Field<F> field) {
    var kernels = VectorKernelsDispatch.of(gpu, field);
    for (ExecutionMode mode : ExecutionMode.values()) {
      for (TransferPath path : TransferPath.values()) {
        Operands operands = Operands.of(field, 300, 3);
        List<Ticket<F>> tickets = new ArrayList<>();
        try (Batch batch = gpu.batch().path(path).chunkElements(100)) {
          for (int j = 0; j < 3; j++) {
            tickets.add(
                batch.submit(
                    operation.job(
                        kernels,
                        vector(field, operands.a()),
                        vector(field, operands.b()),
                        gpu.hostVector(field, operands.size()))));
          }
          batch.run(mode);
        }
        for (Ticket<F> ticket : tickets) {
          verify(operation, operands, ticket.result());
          ticket.job().vectors().forEach(HostVector::close);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyOperationOnEveryField")
  <F> void montgomeryVectorsGiveTheMontgomeryFormOfTheResult(Operation operation, Field<F> field) {
    Operands operands = Operands.of(field, RANDOM, 4);
    BigInteger p = field.modulus();
    try (HostVector<F> a = montgomery(field, operands.a());
        HostVector<F> b = montgomery(field, operands.b());
        HostVector<F> result = operation.host(VectorKernelsDispatch.of(gpu, field), a, b)) {
      for (int i = 0; i < operands.size(); i++) {
        BigInteger expected = operation.expected(operands.a().get(i), operands.b().get(i));
        assertEquals(
            expected.multiply(field.r()).mod(p), result.get(i), operation + " of element " + i);
      }
    }
  }

  private <F> HostVector<F> montgomery(Field<F> field, List<BigInteger> elements) {
    HostVector<F> vector = gpu.hostVector(field, elements.size(), ElementForm.MONTGOMERY);
    for (int i = 0; i < elements.size(); i++) {
      vector.set(i, elements.get(i).multiply(field.r()).mod(field.modulus()));
    }
    return vector;
  }

  private <F> HostVector<F> vector(Field<F> field, List<BigInteger> elements) {
    HostVector<F> vector = gpu.hostVector(field, elements.size());
    for (int i = 0; i < elements.size(); i++) {
      vector.set(i, elements.get(i));
    }
    return vector;
  }

  private static <F> void verify(Operation operation, Operands operands, HostVector<F> result) {
    for (int i = 0; i < operands.size(); i++) {
      BigInteger expected =
          operation
              .expected(operands.a().get(i), operands.b().get(i))
              .mod(result.field().modulus());
      assertEquals(expected, result.get(i), operation + " of element " + i);
    }
  }
}
