// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.curve.Eip2537Encoding;
import io.fieldstone.runtime.curve.PointEncoding;
import io.fieldstone.runtime.curve.Sec1Encoding;
import io.fieldstone.runtime.curve.ZcashEncoding;
import io.fieldstone.runtime.error.InvalidPointException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Encodings: known ones, all of them there and back, and every way of being wrong. */
class PointEncodingTest {

  private static final String G1 =
      "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb";
  private static final PointEncoding<Bls12381G1> G1_COMPRESSED =
      ZcashEncoding.compressed(Bls12381G1Curve.INSTANCE);
  private static final PointEncoding<Bls12381G1> G1_UNCOMPRESSED =
      ZcashEncoding.uncompressed(Bls12381G1Curve.INSTANCE);
  private static final PointEncoding<Secp256k1> SEC1 =
      Sec1Encoding.compressed(Secp256k1Curve.INSTANCE);
  private static final PointEncoding<Secp256k1> SEC1_UNCOMPRESSED =
      Sec1Encoding.uncompressed(Secp256k1Curve.INSTANCE);

  static Stream<PointEncoding<?>> encodings() {
    return Stream.of(
        G1_COMPRESSED,
        G1_UNCOMPRESSED,
        ZcashEncoding.compressed(Bls12381G2Curve.INSTANCE),
        ZcashEncoding.uncompressed(Bls12381G2Curve.INSTANCE),
        ZcashEncoding.compressed(Bls12377G1Curve.INSTANCE),
        ZcashEncoding.compressed(Bls12377G2Curve.INSTANCE),
        SEC1,
        SEC1_UNCOMPRESSED,
        Sec1Encoding.compressed(PallasCurve.INSTANCE),
        Sec1Encoding.uncompressed(VestaCurve.INSTANCE),
        Sec1Encoding.compressed(Bn254G1Curve.INSTANCE),
        Eip2537Encoding.of(Bls12381G1Curve.INSTANCE),
        Eip2537Encoding.of(Bls12381G2Curve.INSTANCE));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void pointsReadBackAsTheyAreWritten(PointEncoding<?> encoding) {
    checkThereAndBack(encoding);
  }

  private static <C> void checkThereAndBack(PointEncoding<C> encoding) {
    Curve<C> curve = encoding.curve();
    AffinePoint<C> g = curve.generator();
    List<AffinePoint<C>> points =
        List.of(
            curve.infinity(),
            g,
            g.negate(),
            g.twice(),
            g.twice().negate(),
            g.multiply(BigInteger.valueOf(-12345)));
    assertEquals(points, encoding.decodeAll(points.stream().map(encoding::encode).toList()));
  }

  /** Multiples of the generators, as Ethereum's consensus layer has public keys and signatures. */
  @ParameterizedTest
  @CsvSource({
    "1, " + G1,
    "2, a572cbea904d67468808c8eb50a9450c9721db309128012543902d0ac358a62ae28f75bb8f1c7c42c39a8c5529bf0f4e",
    "3, 89ece308f9d1f0131765212deca99697b112d61f9be9a5f1f3780a51335b3ff981747a0b2ca2179b96d2c0c9024e5224"
  })
  void multiplesInG1AreKnown(int n, String hex) {
    var point = Bls12381G1Curve.INSTANCE.generator().multiply(BigInteger.valueOf(n));
    assertEquals(hex, HexFormat.of().formatHex(G1_COMPRESSED.encode(point)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8",
    "2, aa4edef9c1ed7f729f520e47730a124fd70662a904ba1074728114d1031e1572c6c886f6b57ec72a6178288c47c335771638533957d540a9d2370f17cc7ed5863bc0b995b8825e0ee1ea1e1e4d00dbae81f14b0bf3611b78c952aacab827a053"
  })
  void multiplesInG2AreKnown(int n, String hex) {
    var point = Bls12381G2Curve.INSTANCE.generator().multiply(BigInteger.valueOf(n));
    assertEquals(
        hex,
        HexFormat.of().formatHex(ZcashEncoding.compressed(Bls12381G2Curve.INSTANCE).encode(point)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
    "2, 02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
    "3, 02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9",
    "20, 024ce119c96e2fa357200b559b2f7dd5a5f02d5290aff74b03f3e471b273211c97",
    "-1, 0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
  })
  void multiplesOnSecp256k1AreKnown(int n, String hex) {
    var point = Secp256k1Curve.INSTANCE.generator().multiply(BigInteger.valueOf(n));
    assertEquals(hex, HexFormat.of().formatHex(SEC1.encode(point)));
  }

  @Test
  void infinityHasAFormOfItsOwn() {
    var infinity = Bls12381G1Curve.INSTANCE.infinity();
    assertEquals("c0" + "00".repeat(47), hex(G1_COMPRESSED.encode(infinity)));
    assertEquals("40" + "00".repeat(95), hex(G1_UNCOMPRESSED.encode(infinity)));
    assertEquals("00", hex(SEC1.encode(Secp256k1Curve.INSTANCE.infinity())));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static <C> void refuses(PointEncoding<C> encoding, String hex, String message) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    byte[] before = bytes.clone();
    assertEquals(
        message,
        assertThrows(InvalidPointException.class, () -> encoding.decode(bytes)).getMessage());
    assertArrayEquals(before, bytes);
    byte[] good = encoding.encode(encoding.curve().generator());
    assertEquals(
        "point 1: " + message,
        assertThrows(
                InvalidPointException.class, () -> encoding.decodeAll(List.of(good, bytes, good)))
            .getMessage());
  }

  @Test
  void lengthsAreThoseOfTheForm() {
    refuses(
        G1_COMPRESSED,
        "",
        "the encoding has 0 bytes, and not 48 as in compressed ZCash form of bls12_381_g1");
    refuses(
        G1_COMPRESSED,
        G1 + "00",
        "the encoding has 49 bytes, and not 48 as in compressed ZCash form of bls12_381_g1");
    refuses(
        SEC1, "", "the encoding has 0 bytes, and not 33 as in compressed SEC 1 form of secp256k1");
    refuses(
        SEC1,
        "0000",
        "the encoding has 2 bytes, and not 33 as in compressed SEC 1 form of secp256k1");
    refuses(
        Eip2537Encoding.of(Bls12381G1Curve.INSTANCE),
        "00",
        "the encoding has 1 bytes, and not 128 as in EIP-2537 form of bls12_381_g1");
  }

  @Test
  void flagsAreThoseOfTheForm() {
    refuses(
        G1_COMPRESSED,
        "1" + G1.substring(1),
        "the flags 0x0 are not those of compressed ZCash form of bls12_381_g1");
    refuses(
        G1_UNCOMPRESSED,
        G1,
        "the flags 0x80 are not those of uncompressed ZCash form of bls12_381_g1");
    String uncompressed = hex(G1_UNCOMPRESSED.encode(Bls12381G1Curve.INSTANCE.generator()));
    refuses(
        G1_UNCOMPRESSED,
        "3" + uncompressed.substring(1),
        "the flag for the sign of y is set, which only compressed points have");
    refuses(
        SEC1,
        "04" + "00".repeat(32),
        "the first byte 0x4 is not one of compressed SEC 1 form of secp256k1");
    refuses(
        SEC1_UNCOMPRESSED,
        "06" + hex(SEC1_UNCOMPRESSED.encode(Secp256k1Curve.INSTANCE.generator())).substring(2),
        "the first byte 0x6 is not one of uncompressed SEC 1 form of secp256k1");
  }

  @Test
  void infinityIsZeroButForItsFlags() {
    String message = "bits beside those of the point at infinity are set";
    refuses(G1_COMPRESSED, "e0" + "00".repeat(47), message);
    refuses(G1_COMPRESSED, "c0" + "00".repeat(46) + "01", message);
    refuses(G1_COMPRESSED, "d0" + "00".repeat(47), message);
    refuses(G1_UNCOMPRESSED, "60" + "00".repeat(95), message);
    refuses(G1_UNCOMPRESSED, "40" + "00".repeat(94) + "01", message);
  }

  @Test
  void coordinatesAreBelowTheModulus() {
    String p = Bls12381FpField.MODULUS.toString(16);
    refuses(
        G1_COMPRESSED, "9" + p.substring(1), "x is not below the modulus of bls12_381_fp: 0x" + p);
    BigInteger q = Secp256k1FpField.MODULUS;
    refuses(
        SEC1,
        "02" + q.toString(16),
        "x is not below the modulus of secp256k1_fp: 0x" + q.toString(16));
    BigInteger y = Secp256k1Curve.GENERATOR_Y.get(0);
    String x = Secp256k1Curve.GENERATOR_X.get(0).toString(16);
    BigInteger wrapped = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    refuses(
        SEC1_UNCOMPRESSED,
        "04" + x + wrapped.toString(16),
        "y is not below the modulus of secp256k1_fp: 0x" + wrapped.toString(16));
    refuses(
        SEC1_UNCOMPRESSED,
        "04" + x + y.xor(BigInteger.ONE).toString(16),
        "the point is not on the curve secp256k1");
  }

  @Test
  void anAbscissaMayHaveNoPoint() {
    // 1 + 4 and 5^3 + 7 are no squares
    refuses(
        G1_COMPRESSED,
        "80" + "00".repeat(46) + "01",
        "no point of the curve bls12_381_g1 has this x");
    refuses(SEC1, "02" + "00".repeat(31) + "05", "no point of the curve secp256k1 has this x");
  }

  /** (0, 2) has order 3. */
  @Test
  void pointsOfOtherOrdersAreReadWhereTheyAreAskedFor() {
    String order =
        "the point is on the curve bls12_381_g1, but not in its subgroup of order 0x"
            + Bls12381FrField.MODULUS.toString(16);
    String encoded = "80" + "00".repeat(47);
    refuses(G1_COMPRESSED, encoded, order);
    refuses(G1_UNCOMPRESSED, "00".repeat(95) + "02", order);
    assertEquals(
        Bls12381G1Curve.INSTANCE.point(BigInteger.ZERO, BigInteger.TWO),
        G1_COMPRESSED.ofAnyOrder().decode(HexFormat.of().parseHex(encoded)));
  }

  /** (-1, 0) is on y^2 = x^3 + 1. */
  @Test
  void anOrdinateOfZeroHasNoSign() {
    PointEncoding<Bls12377G1> zcash =
        ZcashEncoding.compressed(Bls12377G1Curve.INSTANCE).ofAnyOrder();
    PointEncoding<Bls12377G1> sec1 = Sec1Encoding.compressed(Bls12377G1Curve.INSTANCE).ofAnyOrder();
    BigInteger x = Bls12377FpField.MODULUS.subtract(BigInteger.ONE);
    var point = Bls12377G1Curve.INSTANCE.point(x, BigInteger.ZERO);
    assertEquals(point, zcash.decode(zcash.encode(point)));
    assertEquals(point, sec1.decode(sec1.encode(point)));
    byte[] larger = zcash.encode(point);
    larger[0] |= 0x20;
    refuses(zcash, hex(larger), "the flag for the sign of y is set, but y is zero");
    refuses(
        sec1, "03" + hex(sec1.encode(point)).substring(2), "y is said to be odd, but it is zero");
  }

  @Test
  void formsAreOfCurvesThatHaveThem() {
    assertEquals(
        "elements of secp256k1_fp leave 0 bits, but the ZCash encoding has 3 flags; use another one"
            + " for secp256k1",
        assertThrows(
                UnsupportedFieldException.class,
                () -> ZcashEncoding.compressed(Secp256k1Curve.INSTANCE))
            .getMessage());
    assertEquals(
        "elements of bn254_fp leave 2 bits, but the ZCash encoding has 3 flags; use another one for"
            + " bn254_g1",
        assertThrows(
                UnsupportedFieldException.class,
                () -> ZcashEncoding.uncompressed(Bn254G1Curve.INSTANCE))
            .getMessage());
    assertEquals(
        "bls12_381_g2 is over the extension field bls12_381_fp2, but SEC 1 encodes points over prime"
            + " fields; use another encoding",
        assertThrows(
                UnsupportedFieldException.class,
                () -> Sec1Encoding.compressed(Bls12381G2Curve.INSTANCE))
            .getMessage());
  }

  /** An encoding that the EIP has not would be read by nobody. */
  @Test
  void eip2537IsOfTwoCurvesWhateverTheirNames() {
    List<String> refused = new ArrayList<>();
    for (Curve<?> curve : KernelRegistry.load().curves()) {
      if (!curve.name().startsWith("bls12_381_g")) {
        refused.add(curve.name());
        refusedByEip2537(curve);
      }
    }
    assertTrue(refused.containsAll(List.of("bls12_377_g1", "bn254_g2", "secp256k1")), "" + refused);
    Curve<Bls12381G1> g1 = Bls12381G1Curve.INSTANCE;
    Curve<Bls12381G2> g2 = Bls12381G2Curve.INSTANCE;
    Curve<Bls12381G1> mine = new Named<>("my_g1", g1, g1.scalars(), 4);
    AffinePoint<Bls12381G1> point = mine.generator();
    assertEquals(
        point, Eip2537Encoding.of(mine).decode(Eip2537Encoding.of(g1).encode(g1.generator())));
    refusedByEip2537(new Named<>("another_b", g1, g1.scalars(), 5));
    refusedByEip2537(new Named<>("another_order", g1, Bn254FrField.INSTANCE, 4));
    refusedByEip2537(new Named<>("another_twist", g2, g2.scalars(), 4, 5));
  }

  private static void refusedByEip2537(Curve<?> curve) {
    assertEquals(
        "EIP-2537 encodes points of G1 and G2 of BLS12-381, but "
            + curve.name()
            + " is neither; use another encoding",
        assertThrows(UnsupportedFieldException.class, () -> Eip2537Encoding.of(curve))
            .getMessage());
  }

  /** A curve like another one, by a name of its own. */
  private static final class Named<C> extends Curve<C> {
    Named(String name, Curve<C> like, Field<?> scalars, long... b) {
      super(
          name,
          like.field(),
          scalars,
          like.a().coefficients(),
          Arrays.stream(b).mapToObj(BigInteger::valueOf).toList(),
          like.generator().x().orElseThrow().coefficients(),
          like.generator().y().orElseThrow().coefficients());
    }
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void whatIsNotOnTheCurveIsNotWritten(PointEncoding<?> encoding) {
    checkNotWritten(encoding);
  }

  @SuppressWarnings("unchecked") // what the compiler refuses of those who heed its warnings
  private static <C> void checkNotWritten(PointEncoding<C> encoding) {
    Curve<C> curve = encoding.curve();
    BigInteger[] zeros = new BigInteger[curve.field().components()];
    Arrays.fill(zeros, BigInteger.ZERO);
    AffinePoint<C> off = curve.coordinates(List.of(zeros), List.of(zeros));
    assertEquals(
        off + " is not on the curve " + curve.name(),
        assertThrows(InvalidPointException.class, () -> encoding.encode(off)).getMessage());
    Curve<?> other = curve == VestaCurve.INSTANCE ? PallasCurve.INSTANCE : VestaCurve.INSTANCE;
    AffinePoint<C> ofOther = (AffinePoint<C>) other.generator();
    assertEquals(
        "the point is one of " + other + ", but " + encoding + " is of points of " + curve,
        assertThrows(InvalidPointException.class, () -> encoding.encode(ofOther)).getMessage());
  }
}
