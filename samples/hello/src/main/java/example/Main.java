// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;

/** Adds two vectors of two elements. */
public final class Main {

  private Main() {}

  /** Prints the second sum. */
  public static void main(String[] arguments) {
    BigInteger[] a = {BigInteger.ONE, BigInteger.valueOf(40)};
    BigInteger[] b = {BigInteger.TEN, BigInteger.TWO};
    try (var gpu = PersistentBackend.open();
        var fr = FieldOperations.of(gpu, Bls12381FrField.INSTANCE)) {
      var sum = fr.add(HeapVector.of(fr.field(), a), HeapVector.of(fr.field(), b));
      System.out.println(sum.get(1)); // 42
    }
  }
}
