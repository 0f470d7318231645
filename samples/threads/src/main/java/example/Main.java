// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/** Many threads share one backend, and one set of operations; nothing needs a lock. */
public final class Main {

  private Main() {}

  /** Returns the sum of a[i] * a[i] for each of many arrays, all cores at once. */
  public static List<BigInteger> norms(PersistentBackend gpu, List<BigInteger[]> arrays) {
    try (var fr = FieldOperations.of(gpu, Bls12381FrField.INSTANCE)) {
      return arrays.parallelStream()
          .map(a -> HeapVector.of(fr.field(), a))
          .map(x -> fr.innerProduct(x, x))
          .toList();
    }
  }

  /** Norms of the arrays {1}, {2}, {3}, {4}. */
  public static void main(String[] arguments) {
    List<BigInteger[]> arrays =
        IntStream.rangeClosed(1, 4)
            .mapToObj(i -> new BigInteger[] {BigInteger.valueOf(i)})
            .toList();
    try (PersistentBackend gpu = PersistentBackend.open()) {
      System.out.println(norms(gpu, arrays)); // [1, 4, 9, 16]
    }
  }
}
