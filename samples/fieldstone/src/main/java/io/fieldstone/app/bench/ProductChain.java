// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;

/**
 * Holds chains of products of two Montgomery vectors against BigInteger: y = x * y, x = y * x, and
 * so on.
 *
 * @param operations what converts the vectors
 * @param x one, which is overwritten
 * @param y the other, too
 */
record ProductChain<F>(FieldOperations<F> operations, DeviceVector<F> x, DeviceVector<F> y) {

  /** Elements that differ; the others repeat them. */
  private static final int DISTINCT = 64;

  /**
   * Runs a chain on known elements.
   *
   * @param products how many products it has, an even number
   * @throws WrongResultException if an element is not what BigInteger says
   */
  void require(String what, int products, Runnable chain) {
    PersistentBackend gpu = operations.backend();
    Field<F> field = operations.field();
    try (HostVector<F> host = gpu.hostVector(field, x.size());
        DeviceVector<F> canonical = gpu.deviceVector(field, x.size())) {
      set(host, 3);
      canonical.upload(host);
      operations.toMontgomery(canonical, x);
      set(host, 5);
      canonical.upload(host);
      operations.toMontgomery(canonical, y);
      chain.run();
      operations.fromMontgomery(x, canonical);
      canonical.download(host);
      for (int i = 0; i < x.size(); i++) {
        if (i < DISTINCT || i == x.size() - 1) {
          requireRight(what, host.get(i), expected(i, products, field.modulus()), i, x.size());
        }
      }
    }
  }

  private static void set(HostVector<?> host, int first) {
    for (long i = 0; i < host.size(); i++) {
      host.set(i, BigInteger.valueOf(first + i % DISTINCT));
    }
  }

  private static BigInteger expected(long index, int products, BigInteger p) {
    BigInteger a = BigInteger.valueOf(3 + index % DISTINCT);
    BigInteger b = BigInteger.valueOf(5 + index % DISTINCT);
    for (int i = 0; i < products; i += 2) {
      b = a.multiply(b).mod(p);
      a = b.multiply(a).mod(p);
    }
    return a;
  }

  /** Throws unless a value that was computed is what is expected. */
  static void requireRight(String what, BigInteger is, BigInteger expected, long index, long size) {
    if (!is.equals(expected)) {
      throw new WrongResultException(what + ": element " + index + " of " + size + " is wrong");
    }
  }
}
