// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.curve.Eip2537Encoding;
import io.fieldstone.runtime.curve.PointEncoding;
import io.fieldstone.runtime.error.InvalidPointException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ethereum's test vectors for BLS12-381: additions, multiples, and what must be refused. */
class Eip2537VectorsTest {

  /** What is said of what the vectors say is wrong. */
  private static final Map<String, String> REASONS =
      Map.of(
          "invalid input length", "bytes, and not",
          "invalid point: not on curve", "is not on the curve",
          "invalid fp.Element encoding", "is not below the modulus",
          "invalid field element top bytes", "is not below the modulus",
          "g1 point is not in the correct subgroup", "not in its subgroup",
          "g2 point is not in the correct subgroup", "not in its subgroup");

  record Vector(String name, String input, String expected) {

    byte[] bytes(int from, int to) {
      byte[] all = HexFormat.of().parseHex(input);
      return Arrays.copyOfRange(all, Math.min(from, all.length), Math.min(to, all.length));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Vector> vectors(String file, int count) throws IOException {
    try (InputStream in =
        Eip2537VectorsTest.class.getResourceAsStream("/vectors/eip2537-" + file + ".txt")) {
      List<Vector> vectors =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t", -1))
              .map(part -> new Vector(part[0], part[1], part[2]))
              .toList();
      assertEquals(count, vectors.size());
      return vectors.stream();
    }
  }

  static Stream<Vector> additionsInG1() throws IOException {
    return vectors("add-g1", 16);
  }

  static Stream<Vector> additionsInG2() throws IOException {
    return vectors("add-g2", 16);
  }

  static Stream<Vector> multiplesInG1() throws IOException {
    return vectors("mul-g1", 19);
  }

  static Stream<Vector> multiplesInG2() throws IOException {
    return vectors("mul-g2", 19);
  }

  @ParameterizedTest
  @MethodSource("additionsInG1")
  void sumsInG1AreThoseOfTheVectors(Vector vector) {
    checkSum(vector, Bls12381G1Curve.INSTANCE, 128);
  }

  @ParameterizedTest
  @MethodSource("additionsInG2")
  void sumsInG2AreThoseOfTheVectors(Vector vector) {
    checkSum(vector, Bls12381G2Curve.INSTANCE, 256);
  }

  @ParameterizedTest
  @MethodSource("multiplesInG1")
  void multiplesInG1AreThoseOfTheVectors(Vector vector) {
    checkMultiple(vector, Bls12381G1Curve.INSTANCE, 128);
  }

  @ParameterizedTest
  @MethodSource("multiplesInG2")
  void multiplesInG2AreThoseOfTheVectors(Vector vector) {
    checkMultiple(vector, Bls12381G2Curve.INSTANCE, 256);
  }

  /** The contract's input is of one length: another one is that of no point either. */
  private static <C> void checkSum(Vector vector, Curve<C> curve, int bytes) {
    PointEncoding<C> encoding = Eip2537Encoding.of(curve).ofAnyOrder();
    List<byte[]> points =
        vector.input().length() == 4 * bytes
            ? List.of(vector.bytes(0, bytes), vector.bytes(bytes, 2 * bytes))
            : List.of(vector.bytes(0, Integer.MAX_VALUE));
    if (vector.expected().startsWith("!")) {
      checkRefused(vector, encoding, points);
    } else {
      List<AffinePoint<C>> read = encoding.decodeAll(points);
      checkResult(vector, encoding, read.get(0).add(read.get(1)));
    }
  }

  private static <C> void checkMultiple(Vector vector, Curve<C> curve, int bytes) {
    PointEncoding<C> encoding = Eip2537Encoding.of(curve);
    int scalarAt = Math.max(0, vector.input().length() / 2 - 32);
    if (vector.expected().startsWith("!")) {
      checkRefused(vector, encoding, List.of(vector.bytes(0, scalarAt)));
    } else {
      assertEquals(bytes, scalarAt);
      BigInteger scalar = new BigInteger(1, vector.bytes(scalarAt, scalarAt + 32));
      checkResult(vector, encoding, encoding.decode(vector.bytes(0, bytes)).multiply(scalar));
    }
  }

  private static <C> void checkResult(
      Vector vector, PointEncoding<C> encoding, AffinePoint<C> result) {
    assertArrayEquals(HexFormat.of().parseHex(vector.expected()), encoding.encode(result));
  }

  private static <C> void checkRefused(
      Vector vector, PointEncoding<C> encoding, List<byte[]> points) {
    String message =
        String.valueOf(
            assertThrows(InvalidPointException.class, () -> encoding.decodeAll(points))
                .getMessage());
    String reason = requireNonNull(REASONS.get(vector.expected().substring(1)));
    assertTrue(message.contains(reason), message + " says not: " + reason);
    assertTrue(message.startsWith("point "), message);
  }
}
