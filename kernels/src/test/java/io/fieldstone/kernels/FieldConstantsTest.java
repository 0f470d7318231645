// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Derives every modulus from what defines it, and every constant from the modulus. */
class FieldConstantsTest {

  private static final BigInteger ONE = BigInteger.ONE;
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private final KernelRegistry registry = KernelRegistry.load();

  @Test
  void theStandardFieldsAreRegistered() {
    assertEquals(
        List.of(
            "baby_bear",
            "bls12_377_fp",
            "bls12_377_fr",
            "bls12_381_fp",
            "bls12_381_fr",
            "bn254_fp",
            "bn254_fr",
            "goldilocks",
            "koala_bear",
            "mersenne31",
            "pallas_fp",
            "secp256k1_fp",
            "secp256k1_fr",
            "vesta_fp"),
        registry.fields().stream().map(Field::name).toList());
  }

  @Test
  void theStandardKernelsAreRegistered() {
    assertEquals(
        List.of(
            "add-any-lengths",
            "barycentric-terms",
            "barycentric-value",
            "batch-inverse",
            "binomial-quotient",
            "binomial-totals",
            "block-prefix-products",
            "block-prefix-sums",
            "block-products",
            "block-sums",
            "chunk-prefix-products",
            "chunk-prefix-sums",
            "chunk-products",
            "chunk-sums",
            "clear-states",
            "combine-by-powers",
            "digit-powers",
            "evaluate-tiles",
            "extend-rows",
            "extension-add",
            "extension-double",
            "extension-inverse",
            "extension-mul",
            "extension-mul-base",
            "extension-neg",
            "extension-sqr",
            "extension-sub",
            "extension-transform-pass",
            "extension-transform-powers",
            "fold",
            "fold-multilinear",
            "from-montgomery",
            "geometric-series",
            "horner-prefixes",
            "horner-rows",
            "horner-totals",
            "mul-chain",
            "multiply-cyclic",
            "opening-terms",
            "partial-inner-products",
            "partial-products",
            "partial-sums",
            "point-add",
            "point-double",
            "point-equal",
            "point-gather",
            "point-multiply",
            "point-neg",
            "point-on-curve",
            "point-vanish",
            "power-table",
            "prefix-products",
            "prefix-sums",
            "prime-point-multiply",
            "prime-point-vanish",
            "reduce",
            "resize-rows",
            "sqr-chain",
            "to-montgomery",
            "transform-pass",
            "transform-pass-short",
            "transform-powers",
            "twist-rows",
            "unequal",
            "vector-add",
            "vector-axpy",
            "vector-double",
            "vector-mul",
            "vector-mul-add",
            "vector-neg",
            "vector-pow",
            "vector-scale",
            "vector-sqr",
            "vector-sub"),
        registry.kernels().stream()
            .map(kernel -> kernel.name())
            .filter(
                name ->
                    !name.matches(
                        "(library|algebra|expression|bench)-.*")) // those of the tests themselves
            .toList());
  }

  @Test
  void theBls12FieldsFollowFromTheirParameters() {
    bls12(
        new BigInteger("-d201000000010000", 16), Bls12381FpField.MODULUS, Bls12381FrField.MODULUS);
    bls12(new BigInteger("8508c00000000001", 16), Bls12377FpField.MODULUS, Bls12377FrField.MODULUS);
  }

  /** Barreto, Lynn and Scott: r = x^4 - x^2 + 1 and p = (x - 1)^2 r / 3 + x. */
  private static void bls12(BigInteger x, BigInteger p, BigInteger r) {
    assertEquals(x.pow(4).subtract(x.pow(2)).add(ONE), r);
    BigInteger[] thirds = x.subtract(ONE).pow(2).multiply(r).divideAndRemainder(THREE);
    assertEquals(BigInteger.ZERO, thirds[1]);
    assertEquals(thirds[0].add(x), p);
  }

  /** Barreto and Naehrig. */
  @Test
  void theBn254FieldsFollowFromTheirParameter() {
    BigInteger x = new BigInteger("4965661367192848881");
    BigInteger six = BigInteger.valueOf(6);
    BigInteger thirtySix = BigInteger.valueOf(36);
    BigInteger common = x.pow(4).add(x.pow(3)).multiply(thirtySix).add(six.multiply(x)).add(ONE);
    BigInteger square = x.pow(2).multiply(six);
    assertEquals(common.add(square.shiftLeft(2)), Bn254FpField.MODULUS);
    assertEquals(common.add(square.multiply(THREE)), Bn254FrField.MODULUS);
  }

  @Test
  void thePastaFieldsAreEachOthersCurveOrders() {
    BigInteger base = ONE.shiftLeft(254);
    BigInteger pallas = base.add(new BigInteger("45560315531419706090280762371685220353"));
    BigInteger vesta = base.add(new BigInteger("45560315531506369815346746415080538113"));
    assertEquals(pallas, PallasFpField.MODULUS);
    assertEquals(vesta, VestaFpField.MODULUS);
    // y^2 = x^3 + 5 with the generator (-1, 2); by Hasse, the order is within 2 sqrt(p) of p + 1
    orderOfPoint(vesta, pallas, pallas.subtract(ONE), BigInteger.TWO);
    orderOfPoint(pallas, vesta, vesta.subtract(ONE), BigInteger.TWO);
  }

  @Test
  void theSecp256k1FieldsFollowFromTheStandard() {
    BigInteger p = ONE.shiftLeft(256).subtract(ONE.shiftLeft(32)).subtract(new BigInteger("977"));
    assertEquals(p, Secp256k1FpField.MODULUS);
    orderOfPoint(
        Secp256k1FrField.MODULUS,
        p,
        new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
        new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));
  }

  /** Asserts that a prime {@code order} is the order of a point, other than infinity. */
  private static void orderOfPoint(BigInteger order, BigInteger p, BigInteger x, BigInteger y) {
    assertTrue(order.isProbablePrime(100));
    assertTrue(new AffinePoint(p, x, y).multiply(order).isInfinity());
  }

  @Test
  void theSmallFieldsHaveTheirSpecialForms() {
    assertEquals(ONE.shiftLeft(64).subtract(ONE.shiftLeft(32)).add(ONE), GoldilocksField.MODULUS);
    assertEquals(new BigInteger("15").shiftLeft(27).add(ONE), BabyBearField.MODULUS);
    assertEquals(new BigInteger("127").shiftLeft(24).add(ONE), KoalaBearField.MODULUS);
    assertEquals(ONE.shiftLeft(31).subtract(ONE), Mersenne31Field.MODULUS);
    assertEquals(ONE.shiftLeft(32).subtract(ONE), GoldilocksField.R);
    assertEquals(BigInteger.TWO, Mersenne31Field.R);
  }

  @Test
  void thePowersOfTwoThatDivideTheGroupOrdersAreAsDocumented() {
    assertEquals(32, twoAdicity(Bls12381FrField.MODULUS));
    assertEquals(46, twoAdicity(Bls12377FpField.MODULUS));
    assertEquals(47, twoAdicity(Bls12377FrField.MODULUS));
    assertEquals(28, twoAdicity(Bn254FrField.MODULUS));
    assertEquals(32, twoAdicity(PallasFpField.MODULUS));
    assertEquals(32, twoAdicity(VestaFpField.MODULUS));
    assertEquals(32, twoAdicity(GoldilocksField.MODULUS));
    assertEquals(27, twoAdicity(BabyBearField.MODULUS));
    assertEquals(24, twoAdicity(KoalaBearField.MODULUS));
  }

  private static int twoAdicity(BigInteger p) {
    return p.subtract(ONE).getLowestSetBit();
  }

  @Test
  void everyConstantFollowsFromTheModulus() {
    for (Field<?> field : registry.fields()) {
      BigInteger p = field.modulus();
      BigInteger word = ONE.shiftLeft(field.shape().limbBits());
      BigInteger r = word.pow(field.shape().limbs());
      assertTrue(p.isProbablePrime(100), field.name());
      assertTrue(p.compareTo(r) < 0, field.name());
      assertEquals(r.mod(p), field.r(), field.name());
      assertEquals(r.multiply(r).mod(p), field.rSquared(), field.name());
      BigInteger n0 = new BigInteger(Long.toUnsignedString(field.negInverse()));
      assertEquals(word.subtract(ONE), p.multiply(n0).mod(word), field.name());
    }
  }

  @Test
  void elementsHaveTheCustomarySizes() {
    assertEquals(48, Bls12381FpField.BYTES);
    assertEquals(48, Bls12377FpField.BYTES);
    assertEquals(32, Secp256k1FpField.BYTES);
    assertEquals(8, GoldilocksField.BYTES);
    assertEquals(4, Mersenne31Field.BYTES);
    assertEquals(255, Bls12381FrField.BITS);
    assertEquals(377, Bls12377FpField.BITS);
  }

  @Test
  void theGeneratedConstantsAreTheFieldsOwn() {
    assertEquals(Bls12381FpField.MODULUS, Bls12381FpField.INSTANCE.modulus());
    assertEquals(Bls12381FpField.R_SQUARED, Bls12381FpField.INSTANCE.rSquared());
    assertEquals(0x89f3fffcfffcfffdL, Bls12381FpField.NEG_INVERSE);
  }
}
