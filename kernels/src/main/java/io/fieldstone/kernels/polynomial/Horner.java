// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import static java.util.Objects.requireNonNull;

import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.DeviceVector;
import org.jspecify.annotations.Nullable;

/**
 * Horner's rule over chunks of 32 coefficients, over chunks of their values at z^32, and so on up
 * to one: what evaluation at many points and division by x - z have in common. At one point it is
 * by tiles, which are two levels at once, in sums of products. Not thread-safe.
 *
 * <pre>
 *   a           | chunk 0 | chunk 1 | ...           at z
 *   totals           t0        t1   | ...           at z^32
 *   totals               ...                        at z^1024
 *   value                 r
 * </pre>
 */
final class Horner<F> {

  private static final int LOG_CHUNK = 5;
  private static final int TILE = 64 * PolynomialKernels.CHUNK;

  /** A tile, of {@link PolynomialKernels#evaluateTiles}, is a chunk of chunks. */
  private static final int LEVELS_OF_TILE = 2;

  /**
   * How many chunks a dispatch has at least, if there are points for it: so many keep a GPU busy,
   * and more would only take memory.
   */
  private static final int TOGETHER = 1 << 16;

  private final FieldOperations<F> field;
  private final PolynomialKernels<F> kernels;
  private final PolynomialMemory<F> memory;

  /** The values of chunks, level by level, of the call that is made. */
  private final @Nullable DeviceVector<F>[] totals;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one generic type
  Horner(FieldOperations<F> field, PolynomialKernels<F> kernels, PolynomialMemory<F> memory) {
    this.field = field;
    this.kernels = kernels;
    this.memory = memory;
    this.totals = new DeviceVector[PolynomialMemory.MOST_LEVELS];
  }

  private static long chunks(long elements) {
    return (elements + PolynomialKernels.CHUNK - 1) / PolynomialKernels.CHUNK;
  }

  private static int levels(long elements) {
    int levels = 1;
    for (long left = chunks(elements); left > 1; left = chunks(left)) {
      levels++;
    }
    return levels;
  }

  /** out[i] = the value of a at points[i]. */
  void evaluate(DeviceVector<F> a, DeviceVector<F> points, DeviceVector<F> out) {
    int levels = levels(a.size());
    int together = (int) Math.min(points.size(), TOGETHER / chunks(a.size()));
    if (together > 1) {
      DeviceVector<F> powers = powers(points, levels);
      for (int first = 0; first < points.size(); first += together) {
        together(a, powers, first, together, levels, out);
      }
      return;
    }
    // the points may be where the values go
    DeviceVector<F> kept = points.size() == 1 ? points : powers(points, 1);
    for (int point = 0; point < kept.size(); point++) {
      byTiles(a, kept, point, levels, out);
    }
  }

  /** out[point] = the value of a at points[point], by the values of tiles, of tiles of those ... */
  private void byTiles(
      DeviceVector<F> a, DeviceVector<F> points, int point, int levels, DeviceVector<F> out) {
    int rounded = levels + levels % LEVELS_OF_TILE;
    DeviceVector<F> digits =
        memory.vector(PolynomialMemory.DIGITS, (long) rounded * PolynomialKernels.CHUNK, a.form());
    kernels.digitPowers(points, point, digits, rounded);
    DeviceVector<F> of = a;
    for (int level = 0; level < levels; level += LEVELS_OF_TILE) {
      boolean last = level + LEVELS_OF_TILE >= levels;
      long tiles = chunks(chunks(of.size()));
      DeviceVector<F> values =
          last ? out : memory.vector(PolynomialMemory.TOTALS + level, tiles, a.form());
      kernels.evaluateTiles(
          of,
          digits,
          level * PolynomialKernels.CHUNK,
          last ? point : 0,
          values,
          CallWorkgroups.of(tiles, 1));
      of = values;
    }
  }

  /** At up to so many points at a time, in one dispatch for each level. */
  private void together(
      DeviceVector<F> a,
      DeviceVector<F> powers,
      int first,
      int together,
      int levels,
      DeviceVector<F> out) {
    int rows = (int) Math.min(together, out.size() - first);
    DeviceVector<F> of = a;
    long length = a.size();
    for (int level = 0; level < levels; level++) {
      boolean last = level == levels - 1;
      long chunks = chunks(length);
      DeviceVector<F> values =
          last ? out : memory.vector(PolynomialMemory.TOTALS + level, together * chunks, a.form());
      kernels.hornerRows(
          of,
          powers,
          (int) length,
          level == 0 ? 0 : (int) length,
          levels,
          level,
          first,
          rows,
          last ? first : 0,
          values,
          CallWorkgroups.of(rows * chunks, 64));
      of = values;
      length = chunks;
    }
  }

  /** quotient * (x - z) + remainder = a. */
  void divide(
      DeviceVector<F> a,
      DeviceVector<F> z,
      DeviceVector<F> quotient,
      @Nullable DeviceVector<F> remainder) {
    int levels = levels(a.size());
    DeviceVector<F> powers = powers(z, levels);
    DeviceVector<F> value =
        remainder == null ? memory.vector(PolynomialMemory.SUM, 1, a.form()) : remainder;
    up(a, powers, levels, value);
    // nothing is above the highest chunk
    DeviceVector<F> carries = memory.vector(PolynomialMemory.CARRIES + levels - 1, 1, a.form());
    field.sub(value, value, carries);
    for (int level = levels - 1; level >= 0; level--) {
      DeviceVector<F> of = level == 0 ? a : requireNonNull(totals[level - 1]);
      DeviceVector<F> out =
          level == 0
              ? quotient
              : memory.vector(PolynomialMemory.CARRIES + level - 1, of.size(), a.form());
      kernels.hornerPrefixes(of, carries, powers, level, out, CallWorkgroups.of(of.size(), TILE));
      carries = out;
    }
  }

  private DeviceVector<F> powers(DeviceVector<F> points, int levels) {
    DeviceVector<F> powers =
        memory.vector(PolynomialMemory.POWERS, levels * points.size(), points.form());
    kernels.powerTable(points, levels, LOG_CHUNK, powers, CallWorkgroups.of(points.size(), 32));
    return powers;
  }

  private void up(DeviceVector<F> a, DeviceVector<F> powers, int levels, DeviceVector<F> value) {
    DeviceVector<F> of = a;
    for (int level = 0; level < levels; level++) {
      DeviceVector<F> values =
          level == levels - 1
              ? value
              : memory.vector(PolynomialMemory.TOTALS + level, chunks(of.size()), a.form());
      kernels.hornerTotals(of, powers, level, 0, values, CallWorkgroups.of(of.size(), TILE));
      totals[level] = values;
      of = values;
    }
  }
}
