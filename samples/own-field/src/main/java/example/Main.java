// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;

/** A field of one's own: every operation that Fieldstone has works on it. */
public final class Main {

  private Main() {}

  /** Returns 1 / a[i]. */
  public static BigInteger[] inverses(PersistentBackend gpu, BigInteger[] a) {
    try (var fp = FieldOperations.of(gpu, Curve25519FpField.INSTANCE)) {
      return fp.inv(HeapVector.of(fp.field(), a)).values();
    }
  }

  /** Prints 1 / 2, which is (p + 1) / 2. */
  public static void main(String[] arguments) {
    try (PersistentBackend gpu = PersistentBackend.open()) {
      BigInteger half = inverses(gpu, new BigInteger[] {BigInteger.TWO})[0];
      BigInteger p = Curve25519FpField.INSTANCE.modulus();
      System.out.println(half.equals(p.add(BigInteger.ONE).shiftRight(1))); // true
    }
  }
}
