// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Many jobs as one batch: one after the other, or with their stages overlapping. */
public final class Main {

  private Main() {}

  /** Returns the squares of each vector. */
  public static List<HeapVector<Bls12381Fr>> squares(
      PersistentBackend gpu, List<HeapVector<Bls12381Fr>> vectors, ExecutionMode mode) {
    try (var fr = FieldOperations.of(gpu, Bls12381FrField.INSTANCE);
        Batch batch = gpu.batch()) {
      List<CompletableFuture<HeapVector<Bls12381Fr>>> squares = new ArrayList<>();
      for (HeapVector<Bls12381Fr> vector : vectors) {
        squares.add(batch.add(fr.jobs().sqr(vector))); // says what, and does nothing yet
      }
      batch.run(mode);
      return squares.stream().map(CompletableFuture::join).toList();
    }
  }

  /** Squares 1 .. 1000 four times in either way: the results are the same. */
  public static void main(String[] arguments) {
    BigInteger[] values = new BigInteger[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = BigInteger.valueOf(i + 1);
    }
    HeapVector<Bls12381Fr> vector = HeapVector.of(Bls12381FrField.INSTANCE, values);
    List<HeapVector<Bls12381Fr>> vectors = List.of(vector, vector, vector, vector);
    try (PersistentBackend gpu = PersistentBackend.open()) {
      var one = squares(gpu, vectors, ExecutionMode.SEQUENTIAL).get(3).get(999);
      var other = squares(gpu, vectors, ExecutionMode.PIPELINED).get(3).get(999);
      System.out.println(one + " " + other); // 1000000 1000000
    }
  }
}
