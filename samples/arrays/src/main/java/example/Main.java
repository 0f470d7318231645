// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;
import java.util.concurrent.CompletableFuture;

/**
 * Java arrays in, Java arrays out, and several calls at once: no vector is made or closed. Prints
 * the sum of a[i]^2 + b[i]^3 over two arrays.
 */
public final class Main {

  private Main() {}

  /** Returns the sum of a[i]^2 + b[i]^3. */
  public static BigInteger sum(PersistentBackend gpu, BigInteger[] a, BigInteger[] b) {
    try (var fr = FieldOperations.of(gpu, Bls12381FrField.INSTANCE)) {
      HeapVector<Bls12381Fr> x = HeapVector.of(Bls12381FrField.INSTANCE, a);
      HeapVector<Bls12381Fr> y = HeapVector.of(Bls12381FrField.INSTANCE, b);
      // Both begin at once; each result is an array of its own.
      CompletableFuture<HeapVector<Bls12381Fr>> squares = fr.jobs().sqr(x).start();
      CompletableFuture<HeapVector<Bls12381Fr>> cubes = fr.jobs().pow(y, 3).start();
      return squares.thenCombine(cubes, fr::add).thenApply(fr::sum).join();
    }
  }

  /** Runs it on 1 .. 1000 and 1000 .. 1. */
  public static void main(String[] arguments) {
    BigInteger[] a = new BigInteger[1000];
    BigInteger[] b = new BigInteger[1000];
    for (int i = 0; i < 1000; i++) {
      a[i] = BigInteger.valueOf(i + 1);
      b[i] = BigInteger.valueOf(1000 - i);
    }
    try (PersistentBackend gpu = PersistentBackend.open()) {
      System.out.println(sum(gpu, a, b)); // 250834083500
    }
  }
}
