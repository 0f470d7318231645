// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static java.math.BigInteger.ONE;

import io.fieldstone.runtime.kernel.KernelReference;
import io.fieldstone.runtime.kernel.KernelReference.Formula;
import io.fieldstone.runtime.kernel.ReferenceProvider;
import java.math.BigInteger;
import java.util.List;

/**
 * What the standard kernels compute, for the self-test of devices. At first use: a product, a
 * square, and a chain of products; a sum and a difference.
 */
public final class StandardReferences implements ReferenceProvider {

  private static final BigInteger CHAIN = BigInteger.valueOf(100);
  private static final BigInteger SQUARES = ONE.shiftLeft(CHAIN.intValue());

  /** For {@link java.util.ServiceLoader}. */
  public StandardReferences() {}

  @Override
  public List<KernelReference> references() {
    return List.of(
        first("vector-add", (in, p) -> in.get(0).add(in.get(1))),
        first("vector-sub", (in, p) -> in.get(0).subtract(in.get(1))),
        later("vector-neg", (in, p) -> in.get(0).negate()),
        later("vector-double", (in, p) -> in.get(0).shiftLeft(1)),
        later("reduce", (in, p) -> in.get(0)),
        first("vector-mul", (in, p) -> in.get(0).multiply(in.get(1))),
        first("vector-sqr", (in, p) -> in.get(0).pow(2)),
        later("vector-mul-add", (in, p) -> in.get(0).multiply(in.get(1)).add(in.get(2))),
        first("mul-chain", (in, p) -> in.get(0).multiply(in.get(1).modPow(CHAIN, p))),
        later("sqr-chain", (in, p) -> in.get(0).modPow(SQUARES, p)),
        later("to-montgomery", (in, p) -> in.get(0)),
        later("from-montgomery", (in, p) -> in.get(0)));
  }

  private static KernelReference first(String kernel, Formula formula) {
    return new KernelReference(kernel, true, formula);
  }

  private static KernelReference later(String kernel, Formula formula) {
    return new KernelReference(kernel, false, formula);
  }
}
