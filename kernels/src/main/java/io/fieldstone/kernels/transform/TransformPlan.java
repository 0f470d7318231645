// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.FiniteField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How transforms of one size are made on a device: plain data.
 *
 * <p>A transform of 2^logSize elements is made in passes over them. A pass makes transforms of
 * 2^radix elements in the memory that workgroups share, each of which holds 2^logTile elements:
 * several small transforms side by side, so that what is read together lies together. On a CPU, a
 * transform of long elements is made in passes whose threads share nothing. Long elements, whose
 * products take the time, are multiplied with roots of the whole transform in its layers, and with
 * nothing else. Of short ones, whose tables do, the layers multiply with the few roots of small
 * transforms, and each element is multiplied with a power of a root between two passes. Powers are
 * looked up in a table, or in two short ones whose elements are multiplied with each other.
 *
 * @param logSize log2 of the size
 * @param strategy how products are made
 * @param logTile log2 of the elements that a workgroup holds; 2^11 short ones in batches of more
 *     than 2^17 elements; of long ones on a CPU, those that a thread holds, four
 * @param radices log2 of the sizes of the small transforms, whose sum is {@code logSize}: one for
 *     each pass, the first for what is farthest apart; none for size 1
 * @param logTableMost log2 of the longest table that holds every power; empty for short elements,
 *     whose powers are always in short ones
 */
public record TransformPlan(
    int logSize, String strategy, int logTile, List<Integer> radices, OptionalInt logTableMost) {

  /** The kernel that makes tables of prime fields, by whose strategies the others go. */
  static final String POWERS = "transform-powers";

  /** The same of extensions. */
  private static final String EXTENSION_POWERS = "extension-transform-powers";

  /** log2 of the shorter elements that a thread of a workgroup has in registers. */
  static final int LOG_HELD = 3;

  /**
   * log2 of the longest transforms of short elements that take two passes: of longer ones too few
   * neighbours would be read together.
   */
  private static final int LOG_TWO_PASSES = 20;

  /**
   * log2 of the small transforms of short elements that are far apart in memory, at most, and of
   * those that three passes end with: three times {@link #LOG_HELD} layers. Of 2^20 elements of
   * baby_bear an H100 took 32 us in passes of 9 and 11 bits, 38 in two of 10 and 47 in 11 and 9; of
   * 2^24 it took 362 us in 6, 9 and 9 bits, 374 in three of 8.
   */
  private static final int LOG_APART = 9;

  /** The same, at least, where there are three passes. */
  private static final int LOG_APART_LEAST = 6;

  /**
   * The same of elements of one word, at most, of which more neighbours make what is read at once:
   * 2^24 of baby_bear took an H200 176 us in three passes of 8 bits, 199 in 6, 9 and 9, and 235 in
   * 9, 9 and 6; 2^25 took 340 in 8, 8 and 9 and 393 in 8, 9 and 8.
   */
  private static final int LOG_WORDS_APART = 8;

  /** log2 of the longest transforms of elements of one word that take three passes. */
  private static final int LOG_THREE_PASSES = 27;

  /**
   * The same of those whose last pass moves elements of one word, and writes as few of them
   * together as its small transforms leave room for: 2^26 of baby_bear in natural order took an
   * H200 834 us in four passes and 1148 in three.
   */
  private static final int LOG_THREE_MOVING_PASSES = 24;

  /** How far passes of plans that are tried are from even ones: up to three passes, and of more. */
  private static final int LOG_UNEVEN = 2;

  private static final int LOG_UNEVEN_OF_MANY = 1;

  /** log2 of the elements that a workgroup holds, if they are of more than two words. */
  private static final int LONG_TILE = 8;

  /**
   * The same of a thread of a CPU: every exchange between threads takes longer than it saves there.
   * 2^16 elements of bls12_381_fr took two cores 22 ms in place of 45.
   */
  private static final int THREAD_TILE = 2;

  /** The same of shorter ones, of a workgroup. */
  private static final int SHORT_TILE = 11;

  /**
   * The same of shorter ones on GPUs, where there are few: smaller groups, and more of them. As one
   * of many in a program, 2^12 of baby_bear and of goldilocks took an H100 8.4 and 10.1 us in place
   * of 9.1 and 12.2, 2^16 of them 9.9 and 13.0 in place of 10.5 and 15.3, and 2^18 13.8 and 17.9 in
   * place of 12.8 and 17.4. Tiles of 2^9 take as long as these, and longer at 2^18.
   */
  private static final int SMALL_TILE = 10;

  /** log2 of how many elements are few; between 2^16, which gains, and 2^18, which loses. */
  private static final int LOG_FEW = 17;

  /** A table, of which a domain has four, takes one part of a device's memory in so many. */
  private static final int TABLES_IN_MEMORY = 32;

  /** By how much elements can be halved at once: the bits of their limbs, of which 28 is fewest. */
  private static final int LOG_HALVES_MOST = 28;

  /** The strategy whose factors of long elements take two elements: see field/multiplier.glsl. */
  private static final String COLUMNS = "columns";

  /**
   * Checks the plan.
   *
   * @param logSize log2 of the size
   * @param strategy how products are made
   * @param logTile log2 of the elements that a workgroup holds
   * @param radices log2 of the sizes of the small transforms
   * @param logTableMost log2 of the longest table that holds every power, of long elements alone
   */
  public TransformPlan {
    radices = List.copyOf(radices);
    if (logSize < 0 || radices.stream().mapToInt(Integer::intValue).sum() != logSize) {
      throw new IllegalArgumentException(
          "passes of " + radices + " bits do not make a transform of 2^" + logSize + " elements");
    }
    boolean isLong = logTile == LONG_TILE || logTile == THREAD_TILE;
    boolean known = isLong || logTile == SHORT_TILE || logTile == SMALL_TILE;
    if (!known || radices.stream().anyMatch(radix -> radix < 1 || radix > logTile)) {
      throw new IllegalArgumentException(
          "passes of " + radices + " bits, with 2^" + logTile + " elements to a workgroup");
    }
    if (logTableMost.isPresent() != isLong) {
      throw new IllegalArgumentException(
          "a plan with 2^"
              + logTile
              + " elements to a workgroup has "
              + (isLong ? "a longest table" : "no longest table"));
    }
  }

  /**
   * {@return the plan of a size on a backend, of transforms from natural to bit-reversed order and
   * back: what {@link #measure} kept, or what was the fastest on other devices} It waits until the
   * strategies were measured, the first time that a field is used on a device.
   *
   * @param <F> the field's type tag
   * @param backend where the transforms run
   * @param field the field of the elements
   * @param size the number of elements
   * @throws io.fieldstone.runtime.error.LengthMismatchException if it is no power of two
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if there are no kernels for the
   *     field's limb shape and degree
   */
  public static <F> TransformPlan of(PersistentBackend backend, FiniteField<F> field, long size) {
    TransformPlan usual = usual(backend, field, size);
    return PlanTrials.kept(backend, field, usual).orElse(usual);
  }

  /**
   * {@return the plan of a size on a backend, of transforms of an order} Where their order stays
   * the same, the last pass moves elements, and short ones of some sizes take other passes than
   * from natural to bit-reversed order and back.
   *
   * @param <F> the field's type tag
   * @param backend where the transforms run
   * @param field the field of the elements
   * @param size the number of elements
   * @param order the order of what is read and written
   * @throws io.fieldstone.runtime.error.LengthMismatchException if it is no power of two
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if there are no kernels for the
   *     field's limb shape and degree
   */
  public static <F> TransformPlan of(
      PersistentBackend backend, FiniteField<F> field, long size, Order order) {
    TransformPlan plan = of(backend, field, size);
    return order.moves() ? plan.ofMoves(field) : plan;
  }

  private static TransformPlan usual(PersistentBackend backend, FiniteField<?> field, long size) {
    String strategy = strategy(backend, field);
    boolean byThreads = !PassKernels.hasGpuShaders(backend);
    return of(backend.plan(), field.shape(), strategy, DomainArguments.logOf(size), byThreads);
  }

  /**
   * Times the plans that a size may have, and keeps the fastest on disk for the domains that are
   * made from then on. It takes a second or so, and memory for one vector and the tables of a
   * domain.
   *
   * <pre>{@code
   * TransformPlan fastest =
   *     TransformPlan.measure(gpu, Bls12381FrField.INSTANCE, 1 << 22).get(0).plan();
   * }</pre>
   *
   * <p>A plan that is faster by less than two percent does not replace the usual one.
   *
   * @return all of them, the fastest first
   * @param <F> the field's type tag
   * @param backend where the transforms run
   * @param field the field of the elements
   * @param size the number of elements
   * @throws io.fieldstone.runtime.error.LengthMismatchException if it is no power of two
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if the field has no root of that
   *     order, or there are no kernels for its limb shape and degree
   * @throws io.fieldstone.runtime.error.MissingFeatureException if the device's compute queue has
   *     no timestamps
   * @throws io.fieldstone.runtime.error.RecordingException if a program is being recorded
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is no memory for a vector and
   *     a domain
   */
  public static <F> List<MeasuredPlan> measure(
      PersistentBackend backend, FiniteField<F> field, long size) {
    backend.requireNotRecording("measure(backend, field, size)");
    DomainArguments.rootOfUnity(field, DomainArguments.logOf(size));
    return PlanTrials.measure(backend, field, usual(backend, field, size));
  }

  /**
   * Returns how products are made; if there are no kernels for a field, says for which there are.
   */
  private static String strategy(PersistentBackend backend, FiniteField<?> field) {
    try {
      return backend.kernel(backend.registry().kernel(powers(field)), field).strategy();
    } catch (UnsupportedFieldException e) {
      UnsupportedFieldException refusal =
          new UnsupportedFieldException(
              "there are no transforms over "
                  + field
                  + ", of limb shape "
                  + field.shape()
                  + " and degree "
                  + field.components()
                  + "; they are over prime fields of limb shapes "
                  + backend.registry().kernel(POWERS).shapes()
                  + ", and over extensions by a root of x^2 - n, with a small n, of those of "
                  + backend.registry().kernel(EXTENSION_POWERS).shapes());
      refusal.initCause(e);
      throw refusal;
    }
  }

  /**
   * {@return the plan of a size on a device}
   *
   * @param device the device
   * @param shape the limb shape of the elements
   * @param strategy how products are made
   * @param logSize log2 of the size
   */
  public static TransformPlan of(DevicePlan device, LimbShape shape, String strategy, int logSize) {
    return of(device, shape, strategy, logSize, device.report().type() == DeviceType.CPU);
  }

  /** The same, with passes whose threads share nothing or not. */
  static TransformPlan of(
      DevicePlan device, LimbShape shape, String strategy, int logSize, boolean byThreads) {
    if (isLong(shape)) {
      int logTile = byThreads ? THREAD_TILE : LONG_TILE;
      OptionalInt logTableMost = OptionalInt.of(logTableMost(device, shape, strategy));
      return new TransformPlan(
          logSize, strategy, logTile, evenRadices(logSize, logTile), logTableMost);
    }
    List<Integer> radices = shape.words() == 1 ? wordRadices(logSize) : shortRadices(logSize);
    boolean small =
        device.report().type() != DeviceType.CPU
            && logSize <= LOG_FEW
            && radices.stream().allMatch(radix -> radix <= SMALL_TILE);
    return new TransformPlan(
        logSize, strategy, small ? SMALL_TILE : SHORT_TILE, radices, OptionalInt.empty());
  }

  /** Returns log2 of what a workgroup holds where there are so many elements in all. */
  int logTile(long elements) {
    return elements > 1L << LOG_FEW ? logTileOfMany() : logTile;
  }

  /** The same where there are many, or the device is a CPU. */
  int logTileOfMany() {
    return logTile == SMALL_TILE ? SHORT_TILE : logTile;
  }

  private static int logTableMost(DevicePlan device, LimbShape shape, String strategy) {
    long elements =
        Math.min(
                device.report().deviceLocalBytes() / TABLES_IN_MEMORY,
                device.report().limits().maxStorageBufferRange())
            / ((long) shape.bytes() * factorElements(true, strategy));
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(elements);
  }

  /**
   * Returns the fewest passes of long elements, all of about the same length, the shorter ones
   * first. Of 2^22 elements of bls12_381_fr an H100 took 1311 us in 7, 7 and 8 bits, 1313 in 6, 8
   * and 8 and 1320 in 8, 7 and 7; from host memory to host memory, where the first pass runs by
   * itself, 6.12 to 6.21 ms, 6.24 to 6.33 and 6.24 to 6.34.
   */
  private static List<Integer> evenRadices(int logSize, int logTile) {
    int passes = (logSize + logTile - 1) / logTile;
    return IntStream.range(0, passes).mapToObj(i -> (logSize + i) / passes).toList();
  }

  /** Returns the fewest passes of short elements, the shorter ones first. */
  private static List<Integer> shortRadices(int logSize) {
    if (logSize == 0) {
      return List.of();
    }
    if (logSize <= SHORT_TILE) {
      return List.of(logSize);
    }
    if (logSize <= LOG_TWO_PASSES) {
      int first = Math.min(logSize / 2, LOG_APART);
      return List.of(first, logSize - first);
    }
    List<Integer> radices = new ArrayList<>(List.of(LOG_APART));
    int left = logSize - LOG_APART;
    for (int before = (left - 1) / LOG_APART; before >= 0; before--) {
      int most = Math.max(left - LOG_APART_LEAST * before, left / (before + 1));
      int radix = Math.min(LOG_APART, most);
      radices.add(0, radix);
      left -= radix;
    }
    return radices;
  }

  /**
   * Returns the passes of elements of one word, the shorter ones first: like those of two words
   * where there are no more than two, and else the first ones no longer than {@link
   * #LOG_WORDS_APART}. On an H200, 2^22 of baby_bear took 51 us in 6, 7 and 9 bits and 53 in 7, 7
   * and 8, 2^23 of them 91 in 7, 8 and 8, and 104 in natural order, where 6, 8 and 9 took 89 and
   * 122.
   */
  private static List<Integer> wordRadices(int logSize) {
    if (logSize <= LOG_TWO_PASSES || logSize > LOG_THREE_PASSES) {
      return shortRadices(logSize);
    }
    int fits = logSize - 2 * LOG_WORDS_APART;
    int last = Math.max(fits, logSize < 23 ? LOG_APART : LOG_WORDS_APART);
    int left = logSize - last;
    return List.of(left / 2, left - left / 2, last);
  }

  /**
   * Returns the plan of transforms of the same size whose last pass moves elements. Of one word
   * they take one pass more where fewer than four would lie together: 2^20 of baby_bear 25 us in
   * place of 32 on an H200.
   */
  TransformPlan ofMoves(FiniteField<?> field) {
    boolean words = multipliesBetween() && field.shape().words() * field.components() == 1;
    if (!words || !radices.equals(wordRadices(logSize))) {
      return this;
    }
    if (logSize != LOG_TWO_PASSES && logSize <= LOG_THREE_MOVING_PASSES) {
      return this;
    }
    List<Integer> even = evenRadices(logSize, LOG_WORDS_APART - 1);
    return new TransformPlan(logSize, strategy, logTile, even, logTableMost);
  }

  /**
   * Returns the plans that {@link #measure} tries: as many passes as this one has or, if there are
   * fewer that do, as few as that, none much shorter than the others.
   */
  List<TransformPlan> alternatives() {
    List<TransformPlan> plans = new ArrayList<>();
    int fewest = Math.max((logSize + logTile - 1) / logTile, 1);
    for (int passes = fewest; passes <= passes(); passes++) {
      addPlans(passes, List.of(), plans);
    }
    if (!plans.contains(this)) {
      plans.add(0, this);
    }
    return plans;
  }

  /** Adds the plans that begin with some passes and have so many more. */
  private void addPlans(int passes, List<Integer> first, List<TransformPlan> plans) {
    int left = logSize - first.stream().mapToInt(Integer::intValue).sum();
    int all = first.size() + passes;
    int uneven = all > 3 ? LOG_UNEVEN_OF_MANY : LOG_UNEVEN;
    int least = Math.max(1, logSize / all - uneven);
    int most = Math.min(logTile, (logSize + all - 1) / all + uneven);
    for (int radix = least; radix <= Math.min(most, left); radix++) {
      List<Integer> longer = new ArrayList<>(first);
      longer.add(radix);
      if (passes > 1) {
        addPlans(passes - 1, longer, plans);
      } else if (radix == left) {
        plans.add(new TransformPlan(logSize, strategy, logTile, longer, logTableMost));
      }
    }
  }

  private static boolean isLong(LimbShape shape) {
    return shape.words() > 2;
  }

  /** {@return whether elements are multiplied between passes} */
  public boolean multipliesBetween() {
    return logTableMost.isEmpty();
  }

  /** {@return whether threads make small transforms by themselves, as on a CPU} */
  public boolean isOfThreads() {
    return logTile == THREAD_TILE;
  }

  /** Returns whether inverses divide by the size in what is multiplied between passes anyway. */
  boolean dividesBetween() {
    return multipliesBetween() && passes() > 1;
  }

  /** Returns how many elements of memory a factor in a table takes. */
  int factorElements() {
    return factorElements(!multipliesBetween(), strategy);
  }

  private static int factorElements(boolean isLong, String strategy) {
    return isLong && strategy.equals(COLUMNS) ? 2 : 1;
  }

  /** Returns whether passes divide by the size without a product. */
  boolean halves() {
    return factorElements() > 1 && logSize <= LOG_HALVES_MOST;
  }

  /** {@return how often the elements are read and written} */
  public int passes() {
    return Math.max(radices.size(), 1);
  }

  /** Returns the name of the kernel that makes the passes. */
  String kernel(FiniteField<?> field) {
    if (field.components() > 1) {
      return "extension-transform-pass";
    }
    return multipliesBetween() ? "transform-pass-short" : "transform-pass";
  }

  /** Returns the name of the kernel that makes tables. */
  static String powers(FiniteField<?> field) {
    return field.components() > 1 ? EXTENSION_POWERS : POWERS;
  }

  /** Returns log2 of the size of the small transforms of a pass. */
  int logRadix(int pass) {
    return radices.isEmpty() ? 0 : radices.get(pass);
  }

  /** Returns log2 of the largest small transform. */
  int logRadixMost() {
    return radices.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Returns log2 of the distance of the elements of the small transforms of a pass. */
  int logStride(int pass) {
    return IntStream.range(pass + 1, radices.size()).map(radices::get).sum();
  }

  /** Returns log2 of how many powers of roots are between a pass and the next one. */
  int logTwiddles(int pass) {
    return logStride(pass) + logRadix(pass);
  }

  /** Returns whether powers of roots, 2^log of them, are in two short tables. */
  boolean windowed(int log) {
    return logTableMost.isEmpty() || log > logTableMost.getAsInt();
  }

  /** Returns the passes in the order in which they run. */
  List<Integer> order(boolean readsReversed) {
    List<Integer> passes = new ArrayList<>(IntStream.range(0, passes()).boxed().toList());
    if (readsReversed) {
      Collections.reverse(passes);
    }
    return passes;
  }
}
