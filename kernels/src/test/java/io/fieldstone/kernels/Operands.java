// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two vectors' worth of elements: every pair of edge values, then random ones. */
record Operands(List<BigInteger> a, List<BigInteger> b) {

  static List<BigInteger> edges(Field<?> field) {
    BigInteger p = field.modulus();
    BigInteger limb = BigInteger.ONE.shiftLeft(field.shape().limbBits()).subtract(BigInteger.ONE);
    return List.of(
        BigInteger.ZERO,
        BigInteger.ONE,
        p.subtract(BigInteger.ONE),
        p.subtract(BigInteger.TWO),
        field.r(),
        field.rSquared(),
        limb,
        limb.shiftLeft(field.shape().limbBits()),
        p.shiftRight(1),
        p.shiftRight(1).add(BigInteger.ONE),
        BigInteger.ONE.shiftLeft(p.bitLength() - 1).subtract(BigInteger.ONE),
        p.subtract(BigInteger.ONE.shiftLeft(p.bitLength() - 1)));
  }

  static Operands of(Field<?> field, int random, long seed) {
    List<BigInteger> a = new ArrayList<>();
    List<BigInteger> b = new ArrayList<>();
    for (BigInteger x : edges(field)) {
      for (BigInteger y : edges(field)) {
        a.add(x);
        b.add(y);
      }
    }
    Random source = new Random(seed);
    for (int i = 0; i < random; i++) {
      a.add(new BigInteger(field.modulus().bitLength() + 64, source).mod(field.modulus()));
      b.add(new BigInteger(field.modulus().bitLength() + 64, source).mod(field.modulus()));
    }
    return new Operands(a, b);
  }

  int size() {
    return a.size();
  }
}
