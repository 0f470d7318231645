// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.smoke.Elements;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.ElementVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Holds chains of products against BigInteger. Owns its vectors. Not thread-safe. */
final class ChainCheck<F> implements AutoCloseable {

  private static final long SEED = 1;

  private final Field<F> field;
  private final List<HostVector<F>> host = new ArrayList<>();
  private final List<DeviceVector<F>> device = new ArrayList<>();
  private final HostVector<F> result;
  private final DeviceVector<F> out;

  ChainCheck(PersistentBackend gpu, Field<F> field, long elements) {
    this.field = field;
    for (int i = 0; i < 2; i++) {
      host.add(gpu.hostVector(field, elements, ElementForm.MONTGOMERY));
      device.add(gpu.deviceVector(field, elements, ElementForm.MONTGOMERY));
    }
    this.result = gpu.hostVector(field, elements, ElementForm.MONTGOMERY);
    this.out = gpu.deviceVector(field, elements, ElementForm.MONTGOMERY);
    new Elements(field, SEED).fill(host);
    for (int i = 0; i < host.size(); i++) {
      device.get(i).upload(host.get(i));
    }
  }

  /**
   * Runs a chain.
   *
   * @throws WrongResultException if an element is not what BigInteger says
   */
  void require(Kernel<F> kernel) {
    Elements.poison(result);
    out.upload(result);
    FieldBench.dispatch(kernel, device.subList(0, kernel.descriptor().bindings().size() - 1), out);
    out.download(result);
    boolean squares = kernel.descriptor().name().equals("sqr-chain");
    for (long i = 0; i < result.size(); i++) {
      BigInteger expected =
          squares
              ? squares(host.get(0).getRaw(i))
              : products(host.get(0).getRaw(i), host.get(1).getRaw(i));
      if (!result.getRaw(i).equals(expected)) {
        throw new WrongResultException(
            kernel + " with strategy " + kernel.strategy() + ": element " + i + " is wrong");
      }
    }
  }

  /** Returns the Montgomery form of x * y^100, out of that of x and y. */
  private BigInteger products(BigInteger x, BigInteger y) {
    BigInteger p = field.modulus();
    BigInteger canonical = y.multiply(field.r().modInverse(p)).mod(p);
    return x.multiply(canonical.modPow(BigInteger.valueOf(ChainThroughput.PRODUCTS), p)).mod(p);
  }

  /** Returns the Montgomery form of x^(2^100), out of that of x. */
  private BigInteger squares(BigInteger x) {
    BigInteger p = field.modulus();
    BigInteger canonical = x.multiply(field.r().modInverse(p)).mod(p);
    BigInteger exponent = BigInteger.ONE.shiftLeft(ChainThroughput.PRODUCTS);
    return canonical.modPow(exponent, p).multiply(field.r()).mod(p);
  }

  @Override
  public void close() {
    host.forEach(ElementVector::close);
    device.forEach(ElementVector::close);
    result.close();
    out.close();
  }
}
