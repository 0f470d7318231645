// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations.arithmetic;

import static io.fieldstone.annotations.arithmetic.SmallFields.elements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.arithmetic.CurveArithmetic.Point;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every point of small curves: y = 0, doubling, opposite points and infinity among them. */
class CurveArithmeticTest {

  private static List<Point> points(CurveArithmetic curve) {
    List<Point> points = new ArrayList<>(List.of(Point.INFINITY));
    for (List<BigInteger> x : elements(curve.field())) {
      for (List<BigInteger> y : elements(curve.field())) {
        Point point = new Point(x, y);
        if (curve.contains(point)) {
          points.add(point);
        }
      }
    }
    return points;
  }

  private static Stream<CurveArithmetic> allCurves(FieldArithmetic field) {
    return elements(field).stream()
        .flatMap(a -> elements(field).stream().map(b -> new CurveArithmetic(field, a, b)));
  }

  /** All curves of the smallest fields, and every fifth of others. */
  static Stream<CurveArithmetic> curves() {
    List<FieldArithmetic> fields = SmallFields.all().toList();
    return Stream.concat(
        Stream.of(fields.get(0), fields.get(1)).flatMap(CurveArithmeticTest::allCurves),
        Stream.of(fields.get(2), fields.get(3))
            .flatMap(
                field -> {
                  List<CurveArithmetic> all = allCurves(field).toList();
                  return Stream.iterate(0, i -> i < all.size(), i -> i + 97).map(all::get);
                }));
  }

  @ParameterizedTest
  @MethodSource("curves")
  void pointsAreAGroup(CurveArithmetic curve) {
    if (curve.isSingular()) {
      return;
    }
    List<Point> points = points(curve);
    int q = curve.field().order().intValue();
    assertTrue(Math.pow(points.size() - q - 1, 2) <= 4 * q, "Hasse's bound");
    int[][] sums = sums(curve, points);
    for (int p = 0; p < sums.length; p++) {
      Point point = points.get(p);
      assertEquals(point, curve.add(point, Point.INFINITY));
      assertEquals(Point.INFINITY, curve.add(point, curve.negate(point)));
      assertEquals(Point.INFINITY, curve.multiply(BigInteger.valueOf(points.size()), point));
      for (int r = 0; r < sums.length; r++) {
        assertEquals(sums[p][r], sums[r][p]);
        for (int s = 0; s < sums.length; s++) {
          assertEquals(sums[sums[p][r]][s], sums[p][sums[r][s]]);
        }
      }
    }
  }

  /** Every sum of two points, each by its place among the points. */
  private static int[][] sums(CurveArithmetic curve, List<Point> points) {
    Map<Point, Integer> places = new HashMap<>();
    points.forEach(point -> places.put(point, places.size()));
    int[][] sums = new int[points.size()][points.size()];
    for (int p = 0; p < sums.length; p++) {
      for (int r = 0; r < sums.length; r++) {
        Point sum = curve.add(points.get(p), points.get(r));
        assertTrue(places.containsKey(sum), () -> sum + " is no point of " + curve);
        sums[p][r] = places.get(sum);
      }
    }
    return sums;
  }

  @ParameterizedTest
  @MethodSource("curves")
  void multiplesAreRepeatedSums(CurveArithmetic curve) {
    if (curve.isSingular()) {
      return;
    }
    for (Point p : points(curve)) {
      Point sum = Point.INFINITY;
      for (int n = 0; n < 12; n++) {
        assertEquals(sum, curve.multiply(BigInteger.valueOf(n), p));
        assertEquals(curve.negate(sum), curve.multiply(BigInteger.valueOf(-n), p));
        sum = curve.add(sum, p);
      }
    }
  }

  /** Singular: the right side has a multiple root, which is one of its derivative as well. */
  @ParameterizedTest
  @MethodSource("curves")
  void singularMeansThatTheRightSideHasAMultipleRoot(CurveArithmetic curve) {
    FieldArithmetic field = curve.field();
    boolean multiple =
        elements(field).stream()
            .anyMatch(
                x ->
                    FieldArithmetic.isZero(curve.rightSide(x))
                        && FieldArithmetic.isZero(
                            field.add(
                                field.multiply(field.of(BigInteger.valueOf(3)), field.square(x)),
                                curve.a())));
    assertEquals(multiple, curve.isSingular());
  }

  @Test
  void aPointOfTheCurveIsToldFromOthers() {
    FieldArithmetic f7 = SmallFields.prime(7);
    CurveArithmetic curve =
        new CurveArithmetic(f7, f7.zero(), f7.of(BigInteger.valueOf(3))); // y^2 = x^3 + 3
    assertTrue(curve.contains(new Point(f7.one(), f7.of(BigInteger.TWO))));
    assertFalse(curve.contains(new Point(f7.one(), f7.of(BigInteger.valueOf(3)))));
    assertFalse(curve.contains(new Point(f7.zero(), f7.zero())));
  }
}
