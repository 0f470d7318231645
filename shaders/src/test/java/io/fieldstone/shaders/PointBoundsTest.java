// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Derives the sizes that stand in curve/point.glsl and curve/point_turns.glsl from those of
 * factors: the largest that points have after any number of sums and doublings, starting from
 * affine ones.
 */
class PointBoundsTest {

  private static final String POINTS = source("curve/point");
  private static final String TURNS = source("curve/point_turns");
  private static final String EXTENSIONS = source("field/ext2");
  private static final String FACTORS = source("field/factor");

  private static String source(String name) {
    return new String(Resources.bytes("fieldstone/glsl/" + name + ".glsl"), StandardCharsets.UTF_8);
  }

  /** Sizes of the coordinates of a point. */
  private record Point(double x, double y, double zz, double zzz) {

    Point orLarger(Point other) {
      return new Point(
          Math.max(x, other.x),
          Math.max(y, other.y),
          Math.max(zz, other.zz),
          Math.max(zzz, other.zzz));
    }
  }

  /** Sizes of what the functions of a coordinate return, and the largest that they were given. */
  private static class Coordinates {

    private final int nonResidue;
    private final boolean hasA;
    private double largest;

    /** By n for u^2 = n, 0 for the prime field. */
    Coordinates(int nonResidue, boolean hasA) {
      this.nonResidue = nonResidue;
      this.hasA = hasA;
    }

    boolean hasA() {
      return hasA;
    }

    boolean overExtension() {
      return nonResidue != 0;
    }

    /** A sum of products with one reduction: sizes in pairs. */
    private double sum(double... sizes) {
      double sum = 0;
      for (int i = 0; i < sizes.length; i += 2) {
        use(sizes[i]);
        use(sizes[i + 1]);
        sum += sizes[i] * sizes[i + 1];
      }
      return 1 + sum / 32;
    }

    private void use(double size) {
      largest = Math.max(largest, size);
    }

    /** n times a coefficient, which is reduced unless n is 1 or -1; by a product from 6 on. */
    private double scaled(double size) {
      int n = Math.abs(nonResidue);
      if (n > 5) {
        return sum(size, 1);
      }
      use(n * size);
      return n == 1 ? size : 1 + n * size / 32;
    }

    double mul(double s, double t) {
      if (nonResidue == 0) {
        return sum(s, t);
      }
      return Math.max(sum(s, t, scaled(s), t), sum(s, t, s, t));
    }

    double sqr(double s) {
      if (nonResidue == 0) {
        return sum(s, s);
      }
      if (nonResidue == -1) {
        use(2 * s);
        // (c0 + c1) (c0 - c1) is a difference of squares
        return Math.max(1 + s * s / 32, sum(2 * s, s));
      }
      return Math.max(sum(s, s, scaled(s), s), sum(2 * s, s));
    }

    double mulSub(double s, double t, double u, double v) {
      if (nonResidue == 0) {
        return sum(s, t, u, v);
      }
      return Math.max(sum(s, t, scaled(s), t, u, v, scaled(u), v), sum(s, t, s, t, u, v, u, v));
    }

    double tangent(double x, double zz) {
      double m = nonResidue == 0 ? 3 * sqr(x) : mul(x, 3 * x);
      return hasA ? m + mul(3, sqr(zz)) : m;
    }

    Point third(Point p, double d, double r, boolean tangent) {
      double dd = sqr(d);
      double ddd = mul(d, dd);
      double s = mul(p.x, dd);
      double x =
          nonResidue == 0
              ? sqr(r) + (tangent ? 0 : ddd) + 2 * s
              : mulSub(r, r, dd, (tangent ? 0 : d) + 2 * p.x);
      use(x);
      return new Point(x, mulSub(r, s + x, p.y, ddd), mul(p.zz, dd), mul(p.zzz, ddd));
    }

    /** Everything that is made of points of these sizes. */
    Stream<Point> next(Point p) {
      double zz = mul(p.zz, p.zz);
      double zzz = mul(p.zzz, p.zzz);
      Point scaled = new Point(mul(p.x, p.zz), mul(p.y, p.zzz), zz, zzz);
      return Stream.of(
          third(p, 2 * p.y, tangent(p.x, p.zz), true),
          third(p, mul(1, p.zz) + p.x, mul(1, p.zzz) + p.y, false),
          third(scaled, 2 * scaled.x, 2 * scaled.y, false),
          third(scaled, 2 * scaled.y, tangent(scaled.x, scaled.zz), true));
    }
  }

  /** The same by turns, each of one product. */
  private static final class Turns extends Coordinates {

    Turns(int nonResidue, boolean hasA) {
      super(nonResidue, hasA);
    }

    @Override
    double tangent(double x, double zz) {
      double m = overExtension() ? mul(x, 3 * x) : 3 * mul(x, x);
      return hasA() ? m + mul(1, mul(zz, zz)) : m;
    }

    @Override
    Point third(Point p, double d, double r, boolean tangent) {
      double dd = mul(d, d);
      double ddd = mul(d, dd);
      double s = mul(p.x, dd);
      double x = mul(r, r) + (tangent ? 0 : ddd) + 2 * s;
      if (overExtension() || hasA()) {
        x = mul(x, 1);
      }
      return new Point(x, mul(r, s + x) + mul(p.y, ddd), mul(p.zz, dd), mul(p.zzz, ddd));
    }

    @Override
    Stream<Point> next(Point p) {
      return super.next(p).limit(2); // sums of affine points only
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 6, 8", "-1, 3, 10", "-5, 3, 21", "2, 3, 21", "5, 3, 21", "-1001, 3, 21"})
  void coordinatesKeepToTheirSizes(int nonResidue, double x, double operands) {
    check(nonResidue, x, 3, 1.2, operands, Coordinates::new);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7, 9",
    "-1, 1.5, 9",
    "-5, 1.5, 29",
    "5, 1.5, 29",
    "3, 1.5, 29",
    "-2, 1.5, 29",
    "1001, 1.5, 29"
  })
  void coordinatesInTurnsKeepToTheirSizes(int nonResidue, double x, double operands) {
    check(nonResidue, x, 4, 1.3, operands, Turns::new);
  }

  private static void check(
      int nonResidue,
      double x,
      double y,
      double zz,
      double operands,
      BiFunction<Integer, Boolean, Coordinates> coordinates) {
    for (boolean hasA : new boolean[] {false, true}) {
      Coordinates sizes = coordinates.apply(nonResidue, hasA);
      Point point = new Point(1, 1, 1, 1);
      for (int i = 0; i < 1000; i++) {
        point = sizes.next(point).reduce(point, Point::orLarger);
      }
      assertTrue(point.x < x, point.toString());
      assertTrue(point.y < y, point.toString());
      assertTrue(DoubleStream.of(point.zz, point.zzz).max().orElseThrow() < zz, point.toString());
      assertTrue(sizes.largest <= operands, "operands up to " + sizes.largest);
      assertTrue(sizes.largest <= 32);
      assertTrue(sizes.next(point).map(point::orLarger).allMatch(near(point)), "they have settled");
    }
  }

  private static Predicate<Point> near(Point point) {
    return other ->
        Math.abs(other.x - point.x) + Math.abs(other.y - point.y) < 1e-9
            && Math.abs(other.zz - point.zz) + Math.abs(other.zzz - point.zzz) < 1e-9;
  }

  /** What is derived here is what the comments say, and derived from what they say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "X; below 6 below 3 below 3",
        "Y; below 3 below 3 below 3",
        "ZZ and ZZZ; below 1.2 below 1.2 below 1.2",
        "operands; up to 8 up to 10 up to 21",
        "X in turns; below 7 below 1.5 below 1.5",
        "Y in turns; below 4 below 4 below 4",
        "ZZ, ZZZ in turns; below 1.3 below 1.3 below 1.3",
        "factors in turns; up to 9 up to 9 up to 29"
      })
  void theCommentSaysSo(String name, String sizes) {
    String points = name.contains("turns") ? TURNS : POINTS;
    assertTrue(points.replaceAll(" +", " ").contains("// " + name + " " + sizes), points);
    List<String> said =
        List.of(
            "mul, sqr, dot 1 + s t / 32", "mul, sqr 1 + s t / 16 for s from 1.2 on", "(s t + u v)");
    String all = (FACTORS + EXTENSIONS).replaceAll(" +", " ").replace("size 1 +", "1 +");
    for (String sentence : said) {
      assertTrue(all.contains(sentence), String.format(Locale.ROOT, "\"%s\"", sentence));
    }
  }

  /** A product of an extension, for a non-residue that is scaled and reduced. */
  @ParameterizedTest
  @CsvSource({"-1", "-5", "5"})
  void productsOfExtensionsKeepToTheirSizes(int nonResidue) {
    Coordinates sizes = new Coordinates(nonResidue, false);
    for (double s = 1.2; Math.abs(nonResidue) * s <= 32; s += 0.1) {
      for (double t = 0.1; t <= 32; t += 0.1) {
        assertTrue(sizes.mul(s, t) <= 1 + s * t / 16 + 1e-9, s + " and " + t);
      }
      assertTrue(2 * s > 32 || sizes.sqr(s) <= 1 + s * s / 16 + 1e-9, s + " squared");
    }
  }
}
