// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.measure;

import io.fieldstone.app.bench.NttBench;
import io.fieldstone.app.bench.Samples;
import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Names;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.report.Progress;
import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.GoldilocksField;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is measured of transforms: over long elements, and over those of two words and of one. */
final class TransformSteps {

  private static final List<Field<?>> FIELDS =
      List.of(Bls12381FrField.INSTANCE, GoldilocksField.INSTANCE, BabyBearField.INSTANCE);

  private final BackendOptions options;
  private final Pace pace;
  private final Progress progress;

  TransformSteps(BackendOptions options, Pace pace, Progress progress) {
    this.options = options;
    this.pace = pace;
    this.progress = progress;
  }

  List<Step> all() {
    List<Step> steps = new ArrayList<>();
    for (Field<?> field : FIELDS) {
      steps.add(
          new Step(
              Section.TRANSFORMS,
              "transforms, " + field.name(),
              3 + 3 * pace.transformLogs().size(),
              to -> transforms(field, to)));
    }
    return steps;
  }

  private void transforms(Field<?> field, Consumer<Measurement> to) {
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      Set<String> known = new HashSet<>();
      NttBench bench = new NttBench(gpu, pace.kernel(), progress.part());
      for (NttBench.Row row : bench.run(field, pace.transformLogs(), 1).rows()) {
        to.accept(measurement(field.name() + " " + row.way(), row, row.samples()));
        Stream.of(
                floor(
                    field.name()
                        + (row.way().startsWith(Names.OF_HOST)
                            ? Names.BUS_ALONE
                            : Names.MEMORY_ALONE),
                    row,
                    row.memoryNanos()),
                floor(field.name() + Names.MULTIPLIER_ALONE, row, row.multiplierNanos()))
            .filter(floor -> known.add(floor.key())) // ways of one size have them in common
            .forEach(to);
      }
    }
  }

  private static Measurement floor(String what, NttBench.Row row, double nanos) {
    return measurement(what, row, Samples.ofNanos(Math.max(1, Math.round(nanos))));
  }

  private static Measurement measurement(String what, NttBench.Row row, Samples samples) {
    return new Measurement(Section.TRANSFORMS, what, 1L << row.logSize(), 1, 0, samples);
  }
}
