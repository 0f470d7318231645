// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Views: the value of a multilinear polynomial, given by its values on the corners of a cube, at a
 * point. Each coordinate folds the upper half of the vector onto the lower: low + r * (high - low).
 */
public final class Main {

  private Main() {}

  /** Returns the value at {@code point}; there are 2^n corners for its n coordinates. */
  public static BigInteger evaluate(
      PersistentBackend gpu, List<BigInteger> corners, List<BigInteger> point) {
    try (var fr = FieldOperations.of(gpu, Bls12381FrField.INSTANCE);
        HostVector<Bls12381Fr> host = gpu.hostVector(Bls12381FrField.INSTANCE, corners);
        DeviceVector<Bls12381Fr> values = gpu.upload(host)) {
      long half = values.size() / 2;
      for (BigInteger r : point) {
        DeviceVector<Bls12381Fr> low = values.slice(0, half);
        DeviceVector<Bls12381Fr> high = values.slice(half, half);
        fr.sub(high, low, high); // views are arguments like any vector,
        fr.axpy(r, high, low, low);
        half /= 2;
      }
      values.slice(0, 1).download(host.slice(0, 1)); // and of transfers too
      return host.get(0);
    }
  }

  /** Evaluates the polynomial with the values 0 .. 1023: the number whose bits are the point. */
  public static void main(String[] arguments) {
    List<BigInteger> corners = LongStream.range(0, 1024).mapToObj(BigInteger::valueOf).toList();
    List<BigInteger> point =
        LongStream.of(1, 0, 1, 0, 0, 0, 0, 0, 1, 1).mapToObj(BigInteger::valueOf).toList();
    try (PersistentBackend gpu = PersistentBackend.open()) {
      System.out.println(evaluate(gpu, corners, point)); // 643
    }
  }
}
