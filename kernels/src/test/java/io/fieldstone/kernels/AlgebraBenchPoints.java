// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Points p and q of a curve, each coordinate in a vector, and room for sums. */
final class AlgebraBenchPoints<C, F> implements AutoCloseable {

  /** Points that differ; the others repeat them. */
  private static final int DISTINCT = 64;

  private static final int COORDINATES = 4;

  private final Field<F> field;
  private final int elements;
  private final List<AffinePoint<C>> p = new ArrayList<>();
  private final List<AffinePoint<C>> q = new ArrayList<>();
  private final List<DeviceVector<F>> vectors = new ArrayList<>();
  private final HostVector<F> host;

  AlgebraBenchPoints(PersistentBackend gpu, Curve<C> curve, Field<F> field, int elements) {
    this.field = field;
    this.elements = elements;
    AffinePoint<C> point = curve.generator().multiply(BigInteger.valueOf(987_654_321));
    for (int i = 0; i < DISTINCT; i++) {
      p.add(point);
      point = point.add(curve.generator());
      q.add(point.multiply(BigInteger.valueOf(3 + i)));
    }
    host = gpu.hostVector(field, elements, ElementForm.MONTGOMERY);
    for (int i = 0; i < 2 * COORDINATES; i++) {
      vectors.add(gpu.deviceVector(field, elements, ElementForm.MONTGOMERY));
    }
    fill(0, p, AlgebraBenchPoints::x);
    fill(1, p, AlgebraBenchPoints::y);
    fill(2, q, AlgebraBenchPoints::x);
    fill(3, q, AlgebraBenchPoints::y);
  }

  private void fill(
      int vector, List<AffinePoint<C>> points, Function<AffinePoint<?>, BigInteger> coordinate) {
    List<BigInteger> values = points.stream().map(coordinate).toList();
    IntStream.range(0, elements).forEach(i -> host.set(i, values.get(i % DISTINCT)));
    vectors.get(vector).upload(host);
  }

  private static BigInteger x(AffinePoint<?> point) {
    return point.x().orElseThrow().coefficients().get(0);
  }

  private static BigInteger y(AffinePoint<?> point) {
    return point.y().orElseThrow().coefficients().get(0);
  }

  List<DeviceVector<F>> vectors(boolean affine) {
    return vectors.subList(0, affine ? COORDINATES + 2 : 2 * COORDINATES);
  }

  /**
   * Holds the last sums against BigInteger.
   *
   * @throws IllegalStateException if one is wrong
   */
  void require(boolean affine, int rounds, String what) {
    BigInteger modulus = field.modulus();
    List<List<BigInteger>> results = new ArrayList<>();
    for (int c = 0; c < (affine ? 2 : COORDINATES); c++) {
      vectors.get(COORDINATES + c).download(host);
      results.add(IntStream.range(0, DISTINCT + 1).mapToObj(i -> host.get(at(i))).toList());
    }
    for (int i = 0; i <= DISTINCT; i++) {
      int from = (int) (at(i) % DISTINCT);
      AffinePoint<C> sum =
          p.get(from).add(q.get(from).multiply(BigInteger.valueOf(affine ? 1 : rounds)));
      BigInteger x = results.get(0).get(i);
      BigInteger y = results.get(1).get(i);
      if (!affine) {
        x = x.multiply(results.get(2).get(i).modInverse(modulus)).mod(modulus);
        y = y.multiply(results.get(3).get(i).modInverse(modulus)).mod(modulus);
      }
      if (!x.equals(x(sum)) || !y.equals(y(sum))) {
        throw new IllegalStateException(what + ": element " + at(i) + " is wrong");
      }
    }
  }

  /** The first elements and the last one. */
  private long at(int i) {
    return i < DISTINCT ? i : elements - 1L;
  }

  @Override
  public void close() {
    host.close();
    vectors.forEach(DeviceVector::close);
  }
}
