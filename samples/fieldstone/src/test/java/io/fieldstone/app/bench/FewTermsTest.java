// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.Mersenne31ComplexField;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.kernels.transform.Order;
import io.fieldstone.kernels.transform.Transform;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the bench holds transforms against sees those that are wrong. */
class FewTermsTest {

  private static final int SIZE = 1 << 6;
  private static final int ROWS = 3;

  @Test
  void wrongTransformsAreSeen() {
    BackendOptions options = BackendOptions.fromEnvironment().withStrategy("portable");
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      for (FiniteField<?> field :
          List.of(BabyBearField.INSTANCE, Mersenne31ComplexField.INSTANCE)) {
        check(gpu, field);
      }
    }
  }

  private static <F> void check(PersistentBackend gpu, FiniteField<F> field) {
    FieldElement<F> shift = field.one().add(field.one()).add(field.one()).add(field.one());
    try (Domain<F> domain = Domain.of(gpu, field, SIZE);
        TransformVectors<F> vectors = TransformVectors.of(gpu, field);
        DeviceVector<F> a = gpu.deviceVector(field, ROWS * SIZE, ElementForm.MONTGOMERY);
        DeviceVector<F> b = gpu.deviceVector(field, ROWS * SIZE, ElementForm.MONTGOMERY)) {
      FewTerms<F> terms = new FewTerms<>(gpu, field, SIZE, ROWS);
      for (Order order : List.of(Order.NATURAL, Order.NATURAL_TO_REVERSED)) {
        Transform<F> forward = domain.forward(order).rows(ROWS);
        vectors.zero(a);
        terms.require(forward, field.one(), a);
        vectors.zero(a);
        String message =
            String.valueOf(
                assertThrows(WrongResultException.class, () -> terms.require(forward, shift, a))
                    .getMessage());
        assertTrue(message.contains(" of row 0 of a transform over the domain of 2^6"), message);
        vectors.zero(a);
        Transform<F> inverse = domain.inverse(order).rows(ROWS);
        assertThrows(WrongResultException.class, () -> terms.require(inverse, field.one(), a));
      }
      vectors.zero(a);
      vectors.zero(b);
      assertTrue(vectors.equal(a, b));
      domain.forward(Order.NATURAL).rows(ROWS).apply(a);
      assertTrue(vectors.equal(a, b));
      terms.require(domain.forward(Order.NATURAL).rows(ROWS), field.one(), a);
      assertTrue(!vectors.equal(a, b));
    }
  }
}
