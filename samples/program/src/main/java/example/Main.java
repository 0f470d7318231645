// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.ParameterizedProgram;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that is recorded once and run on other vectors each time: x, x^2 * k, and the sum of
 * that, with one submission a run.
 */
public final class Main {

  private static final long SIZE = 1000;

  private Main() {}

  /** Returns the sum of k * x^2 over the elements of each vector; all are of one length. */
  public static List<BigInteger> sums(
      PersistentBackend gpu, List<HostVector<Bls12381Fr>> vectors, BigInteger k) {
    long size = vectors.get(0).size();
    List<BigInteger> sums = new ArrayList<>();
    try (var fr = FieldOperations.of(gpu, Bls12381FrField.INSTANCE);
        DeviceVector<Bls12381Fr> one = gpu.deviceVector(Bls12381FrField.INSTANCE, size);
        DeviceVector<Bls12381Fr> other = gpu.deviceVector(Bls12381FrField.INSTANCE, size);
        HostVector<Bls12381Fr> total = gpu.hostVector(Bls12381FrField.INSTANCE, 1);
        ParameterizedProgram<Bls12381Fr> step =
            gpu.record(
                () -> {
                  fr.sqr(one, one);
                  fr.scale(k, one, one);
                  fr.sum(one, total.asDeviceVector()); // is read after the run
                },
                one)) {
      for (int i = 0; i < vectors.size(); i++) {
        DeviceVector<Bls12381Fr> x = i % 2 == 0 ? one : other;
        x.upload(vectors.get(i));
        step.run(x);
        sums.add(total.get(0));
      }
    }
    return sums;
  }

  /** Runs it on four vectors of 1s, 2s, 3s and 4s. */
  public static void main(String[] arguments) {
    List<HostVector<Bls12381Fr>> vectors = new ArrayList<>();
    try (PersistentBackend gpu = PersistentBackend.open()) { // closes the vectors too
      for (long value = 1; value <= 4; value++) {
        HostVector<Bls12381Fr> vector = gpu.hostVector(Bls12381FrField.INSTANCE, SIZE);
        for (long i = 0; i < SIZE; i++) {
          vector.set(i, BigInteger.valueOf(value));
        }
        vectors.add(vector);
      }
      System.out.println(sums(gpu, vectors, BigInteger.TEN)); // [10000, 40000, 90000, 160000]
    }
  }
}
