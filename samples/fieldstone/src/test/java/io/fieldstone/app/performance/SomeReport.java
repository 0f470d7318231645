// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance;

import io.fieldstone.app.bench.Samples;
import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Names;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Reports that were never measured: noise of a few percent with a long tail, as hosts have it. */
public final class SomeReport {

  private final Random random;
  private final double slowdown;
  private final Predicate<Measurement> slowed;
  private final List<Measurement> measurements = new ArrayList<>();

  private SomeReport(long seed, double slowdown, Predicate<Measurement> slowed) {
    this.random = new Random(seed);
    this.slowdown = slowdown;
    this.slowed = slowed;
  }

  /** Returns one. */
  public static Report of(long seed) {
    return of(seed, 1, each -> false);
  }

  /** Returns one in which some work takes longer. */
  public static Report of(long seed, double slowdown, Predicate<Measurement> slowed) {
    return new SomeReport(seed, slowdown, slowed).report();
  }

  private Report report() {
    for (long elements : new long[] {64, 1 << 16}) {
      add(Section.PERSISTENT, Names.ONE_SHOT, elements, 1, 100_000_000);
      add(Section.PERSISTENT, Names.PERSISTENT + Names.HEAP, elements, 1, 80_000 + 100 * elements);
      add(Section.PERSISTENT, Names.PERSISTENT + Names.HOST, elements, 1, 60_000 + 90 * elements);
    }
    for (int jobs = 2; jobs <= 4; jobs++) {
      for (String data : List.of(Names.HEAP, Names.HOST)) {
        add(Section.BATCHES, Names.SEQUENTIAL + data, 1 << 14, jobs, jobs * 2_000_000L);
        add(Section.BATCHES, Names.PIPELINED + data, 1 << 14, jobs, 1_500_000L + jobs * 700_000L);
      }
    }
    for (long elements = 64; elements <= 1 << 20; elements *= 8) {
      add(Section.PATHS, Names.HOST_VISIBLE, elements, 1, 50_000 + 40 * elements);
      add(Section.PATHS, Names.DEVICE_LOCAL, elements, 1, 150_000 + 30 * elements);
    }
    add(Section.LATENCY, "job" + Names.HOST, 64, 1, 60_000);
    add(Section.LATENCY, "job" + Names.HEAP, 64, 1, 70_000);
    add(Section.CHUNKS, Names.CHUNK + 131072, 1 << 20, 1, 40_000_000);
    add(Section.CHUNKS, Names.CHUNK + 524288, 1 << 20, 1, 60_000_000);
    add(Section.CALLS, "each of 64 dispatches", 64, 64, 2_000_000);
    add(Section.CALLS, "each of 64 in a program", 64, 64, 900_000);
    add(Section.OPERATIONS, "vector-add", 1 << 16, 1, 1_000_000);
    add(Section.OPERATIONS, "vector-mul", 1 << 16, 1, 3_000_000);
    add(Section.OPERATIONS, "sum", 1 << 16, 1, 800_000);
    add(Section.STRATEGIES, "mul-chain, portable", 1 << 13, 100, 40_000_000);
    add(Section.STRATEGIES, "mul-chain, columns", 1 << 13, 100, 20_000_000);
    add(Section.STRATEGIES, "sqr-chain, columns", 1 << 13, 100, 15_000_000);
    for (String field : List.of("bls12_381_fr", "baby_bear")) {
      for (long elements : new long[] {1 << 12, 1 << 16}) {
        add(Section.TRANSFORMS, field + " NR", elements, 1, 5 * elements);
        add(Section.TRANSFORMS, field + Names.MEMORY_ALONE, elements, 1, 2 * elements);
        add(Section.TRANSFORMS, field + Names.MULTIPLIER_ALONE, elements, 1, 3 * elements);
        add(Section.TRANSFORMS, field + " host NR", elements, 1, 8 * elements);
        add(Section.TRANSFORMS, field + Names.BUS_ALONE, elements, 1, 6 * elements);
      }
    }
    add(Section.HOST_DATA, "byte[] in", 1 << 16, 1, 1_500_000);
    add(Section.CEILINGS, Names.COPY, 1 << 16, 1, 900_000);
    add(Section.CEILINGS, Names.UPLOAD, 1 << 16, 1, 1_100_000);
    add(Section.CPU, Names.BIG_INTEGER, 1000, 1, 300_000);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(Report.DEVICE, "A <device> & \"more\"");
    facts.put(Report.DRIVER, "driver 1.0");
    facts.put(Report.STRATEGY, "columns");
    facts.put(Report.VERSION, "0.1.0");
    return new Report(
        facts,
        measurements,
        List.of(
            new StageTime(Stage.COPY_IN, "vector-add", "slot 0", 10, 480, 1000, 3000, false),
            new StageTime(Stage.COMPUTE, "vector-add", "slot 0", 10, 0, 3000, 9000, true)),
        List.of());
  }

  private void add(Section section, String what, long elements, int count, long nanos) {
    long bytes = section == Section.CALLS || section == Section.STRATEGIES ? 0 : 96 * elements;
    Measurement plain =
        new Measurement(section, what, elements, count, bytes, Samples.ofNanos(nanos));
    double factor = slowed.test(plain) ? slowdown : 1;
    long[] runs = LongStream.range(0, 60).map(i -> Math.round(nanos * factor * noise())).toArray();
    measurements.add(new Measurement(section, what, elements, count, bytes, Samples.ofNanos(runs)));
  }

  private double noise() {
    double tail = random.nextInt(10) == 0 ? 1 + random.nextDouble() : 1;
    return (1 + 0.04 * random.nextGaussian()) * tail;
  }
}
