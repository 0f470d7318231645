// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReferenceOperation.Forms;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The jobs of the generated classes, in batches: in both modes, over both paths, in chunks. */
class GeneratedJobsTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  private static final int JOBS = 3;
  private static final int RANDOM = 100;
  private static final int CHUNK = 100;

  private final PersistentBackend gpu = BACKEND.get();

  static Stream<Arguments> everyElementWiseOperation() {
    return Stream.of(Bls12381FpField.INSTANCE, KoalaBearField.INSTANCE)
        .flatMap(
            field ->
                Stream.of(ReferenceOperation.values())
                    .filter(ReferenceOperation::elementWise)
                    .map(operation -> Arguments.of(operation, field)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("everyElementWiseOperation")
  <F> void batchesGiveWhatBigIntegerGivesInBothModesOverBothPaths(
      ReferenceOperation operation, Field<F> field) {
    Operands operands = OperandsOfField.of(operation, field, RANDOM);
    Forms forms = operation.forms().get(0);
    BigInteger parameter = operation.parameters(field, new Random(6)).get(0);
    List<BigInteger> expected = operation.expected(operands, parameter);
    try (OperationCheck<F> check = new OperationCheck<>(gpu, field)) {
      for (ExecutionMode mode : ExecutionMode.values()) {
        for (TransferPath path : TransferPath.values()) {
          List<Job<HostVector<F>>> jobs = new ArrayList<>();
          Set<HostVector<F>> vectors = new LinkedHashSet<>();
          try (Batch batch = gpu.batch().path(path).chunkElements(CHUNK)) {
            for (int j = 0; j < JOBS; j++) {
              HostVector<F> a = check.hostVector(operands.a(), forms.in());
              HostVector<F> b = check.hostVector(operands.b(), forms.in());
              HostVector<F> c = check.hostVector(operands.c(), forms.in());
              Job<HostVector<F>> job = job(operation, field, a, b, c, parameter);
              batch.add(job);
              jobs.add(job);
              vectors.addAll(List.of(a, b, c));
              vectors.addAll(job.vectors());
            }
            batch.run(mode);
          }
          for (Job<HostVector<F>> job : jobs) {
            HostVector<F> out = job.vectors().get(job.vectors().size() - 1);
            check.requireEqual(operation, forms, expected, out);
          }
          vectors.forEach(HostVector::close);
        }
      }
    }
  }

  private <F> Job<HostVector<F>> job(
      ReferenceOperation operation,
      Field<F> field,
      HostVector<F> a,
      HostVector<F> b,
      HostVector<F> c,
      @Nullable BigInteger parameter) {
    var vectors = VectorKernelsDispatch.of(gpu, field);
    var products = ProductKernelsDispatch.of(gpu, field);
    var chains = ThroughputKernelsDispatch.of(gpu, field);
    BigInteger scalar = parameter == null ? BigInteger.ZERO : parameter;
    return switch (operation) {
      case ADD -> vectors.addJob(a, b);
      case SUB -> vectors.subJob(a, b);
      case NEG -> vectors.negJob(a);
      case DOUBLE -> vectors.dblJob(a);
      case MUL -> products.mulJob(a, b);
      case SQR -> products.sqrJob(a);
      case MUL_ADD -> products.mulAddJob(a, b, c);
      case SCALE -> products.scaleJob(scalar, a);
      case AXPY -> products.axpyJob(scalar, a, b);
      case POW -> products.powJob(a, scalar.intValue());
      case INV -> products.batchInverseJob(a, c, b);
      case TO_MONTGOMERY -> vectors.toMontgomeryJob(a);
      case FROM_MONTGOMERY -> vectors.fromMontgomeryJob(a);
      case REDUCE -> vectors.reduceJob(a);
      case MUL_CHAIN -> chains.mulChainJob(a, b);
      case SQR_CHAIN -> chains.sqrChainJob(a);
      case SUM, PRODUCT, INNER_PRODUCT, EQUAL, PREFIX_PRODUCT ->
          throw new IllegalArgumentException(operation + " is not element-wise");
    };
  }
}
