// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.OperationInterruptedException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A reduction that was given up writes its result later, which is nobody else's operand. */
class InterruptedReductionTest {

  private static final Bls12381FrField FR = Bls12381FrField.INSTANCE;
  private static final int SLOW = 1 << 14;
  private static final long EXPONENT = 0xffff_ffffL;

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  private static final List<BigInteger> VALUES =
      List.of(BigInteger.TWO, BigInteger.TEN, BigInteger.valueOf(7));

  @Test
  void whatFollowsAnInterruptedSumIsRight() {
    PersistentBackend gpu = BACKEND.get();
    try (FieldOperations<Bls12381Fr> fr = FieldOperations.of(gpu, FR);
        HostVector<Bls12381Fr> values = gpu.hostVector(FR, VALUES);
        DeviceVector<Bls12381Fr> a = gpu.upload(values);
        DeviceVector<Bls12381Fr> out = gpu.deviceVector(FR, VALUES.size());
        HostVector<Bls12381Fr> zeros = gpu.hostVector(FR, SLOW);
        DeviceVector<Bls12381Fr> slow = gpu.upload(zeros)) {
      fr.sum(a); // makes pipelines, for longer than what is slow takes
      fr.product(a);
      fr.pow(slow, EXPONENT, slow);
      gpu.await();
      makeBusy(fr, slow);
      Thread.currentThread().interrupt();
      assertThrows(OperationInterruptedException.class, () -> fr.sum(a));
      assertTrue(Thread.interrupted());
      fr.prefixProduct(a, out);
      try (HostVector<Bls12381Fr> products = out.download()) {
        assertEquals(numbers(2, 20, 140), products.toList());
      }
      makeBusy(fr, slow);
      Thread.currentThread().interrupt();
      assertThrows(OperationInterruptedException.class, () -> fr.product(a));
      assertTrue(Thread.interrupted());
      BigInteger carry = fr.prefixProduct(a, BigInteger.valueOf(3), out);
      assertEquals(BigInteger.valueOf(420), carry);
      try (HostVector<Bls12381Fr> products = out.download()) {
        assertEquals(numbers(6, 60, 420), products.toList());
      }
      assertEquals(BigInteger.valueOf(19), fr.sum(a));
    }
  }

  private static void makeBusy(FieldOperations<Bls12381Fr> fr, DeviceVector<Bls12381Fr> slow) {
    for (int i = 0; i < 8; i++) {
      fr.pow(slow, EXPONENT, slow);
    }
  }

  private static List<BigInteger> numbers(long... numbers) {
    return Arrays.stream(numbers).mapToObj(BigInteger::valueOf).toList();
  }
}
