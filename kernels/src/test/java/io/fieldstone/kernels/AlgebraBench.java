// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.PipelineStatistics;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.device.PipelineStatistic;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Times extension fields and points of the GLSL library in registers, with each strategy, beside
 * products of their base field, and holds every result against BigInteger. A line each: operations
 * a second, what one is in products, seconds to make the pipeline, and what the driver tells of it.
 *
 * <pre>{@code
 * mvn -q test-compile exec:java -pl kernels -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.fieldstone.kernels.AlgebraBench -Dexec.args="262144 128 float64,columns"
 * }</pre>
 *
 * <p>Arguments: base elements of a vector, rounds, strategies and parts of kernels' names.
 */
final class AlgebraBench implements AutoCloseable {

  private static final double BYTES_PER_KB = 1000;

  private final Path cache;
  private final PersistentBackend gpu;
  private final AlgebraTimer timer;
  private final int elements;
  private final int rounds;
  private final Set<String> strategies;
  private final List<String> names;
  private final PrintStream out;

  /** Products a second, by field and strategy. */
  private final Map<String, Double> products = new LinkedHashMap<>();

  /**
   * Opens a backend, with an empty folder for pipelines.
   *
   * @param strategies those that are timed; none stands for all that the device has
   * @param names parts of the names of kernels that are timed; none stands for all
   */
  AlgebraBench(
      int elements, int rounds, Set<String> strategies, List<String> names, PrintStream out) {
    this.elements = elements;
    this.rounds = rounds;
    this.strategies = strategies;
    this.names = names;
    this.out = out;
    try {
      cache = Files.createTempDirectory("algebra-bench");
      gpu =
          PersistentBackend.open(
              BackendOptions.fromEnvironment()
                  .withCacheDirectory(cache)
                  .withPipelineStatistics(true)
                  .withValidation(false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    timer = new AlgebraTimer(gpu);
  }

  /** Prints the table. */
  void run() {
    out.println(gpu.plan().report().name() + ", " + gpu.plan().report().driver());
    out.printf(
        Locale.ROOT,
        "%-24s %-14s %-9s %9s %9s %7s %9s %7s %8s %9s%n",
        "kernel",
        "field",
        "strategy",
        "M/s",
        "products",
        "s",
        "registers",
        "spilled",
        "code KB",
        "module KB");
    for (Curve<?> curve : List.of(Bls12381G1Curve.INSTANCE, Bn254G1Curve.INSTANCE)) {
      points(curve, curve.field().primeField());
    }
    extension(Bls12381Fp2Field.INSTANCE, AlgebraChainsDispatch.EXT2_MUL, false);
    extension(Bls12381Fp2Field.INSTANCE, AlgebraChainsDispatch.EXT2_SQR, true);
    extension(Bn254Fp2Field.INSTANCE, AlgebraChainsDispatch.EXT2_MUL, false);
    extension(Bn254Fp2Field.INSTANCE, AlgebraChainsDispatch.EXT2_SQR, true);
    extension(BabyBear4Field.INSTANCE, AlgebraChainsDispatch.EXT4_MUL, false);
    extension(BabyBear4Field.INSTANCE, AlgebraChainsDispatch.EXT4_SQR, true);
    extension(KoalaBear4Field.INSTANCE, AlgebraChainsDispatch.EXT4_THREE_MUL, false);
    extension(KoalaBear4Field.INSTANCE, AlgebraChainsDispatch.EXT4_THREE_SQR, true);
  }

  private boolean isWanted(KernelDescriptor kernel) {
    return names.isEmpty() || names.stream().anyMatch(kernel.name()::contains);
  }

  private List<String> strategies(KernelDescriptor kernel, Field<?> field) {
    List<String> usable = gpu.strategies(kernel, field.shape());
    return usable.isEmpty()
        ? List.of("")
        : usable.stream().filter(s -> strategies.isEmpty() || strategies.contains(s)).toList();
  }

  private <F> Kernel<F> kernel(KernelDescriptor descriptor, Field<F> field, String strategy) {
    return strategy.isEmpty()
        ? gpu.kernel(descriptor, field)
        : gpu.kernel(descriptor, field, strategy);
  }

  private <C, F> void points(Curve<C> curve, Field<F> field) {
    List<KernelDescriptor> kernels =
        List.of(
            AlgebraChainsDispatch.POINTS,
            AlgebraChainsDispatch.POINTS_INCOMPLETE,
            AlgebraChainsDispatch.POINTS_TURNS,
            AlgebraChainsDispatch.AFFINE);
    if (kernels.stream().noneMatch(this::isWanted)) {
      return;
    }
    try (AlgebraBenchPoints<C, F> points = new AlgebraBenchPoints<>(gpu, curve, field, elements)) {
      for (KernelDescriptor descriptor : kernels) {
        if (isWanted(descriptor)) {
          boolean affine = descriptor == AlgebraChainsDispatch.AFFINE;
          int turns = affine ? 1 : rounds;
          for (String strategy : strategies(descriptor, field)) {
            Kernel<F> kernel = kernel(descriptor, field, strategy);
            int pushed = affine ? Math.max(1, elements / rounds) : rounds;
            long nanos = timer.nanos(kernel, points.vectors(affine), pushed);
            points.require(affine, rounds, kernel.toString());
            print(kernel, strategy, (double) elements * turns / nanos);
          }
        }
      }
    }
  }

  private <E> void extension(
      ExtensionField<E> extension, KernelDescriptor descriptor, boolean squares) {
    if (isWanted(descriptor)) {
      extension(extension, extension.primeField(), descriptor, squares);
    }
  }

  private <E, F> void extension(
      ExtensionField<E> extension, Field<F> field, KernelDescriptor descriptor, boolean squares) {
    try (AlgebraBenchElements<E, F> values =
        new AlgebraBenchElements<>(gpu, extension, field, elements)) {
      for (String strategy : strategies(descriptor, field)) {
        Kernel<F> kernel = kernel(descriptor, field, strategy);
        long nanos = timer.nanos(kernel, values.vectors(), rounds);
        values.require(squares, rounds, kernel.toString());
        print(kernel, strategy, (double) elements / extension.components() * rounds / nanos);
      }
    }
  }

  /** Returns how many products of two elements the device makes in a nanosecond. */
  private <F> double products(Field<F> field, String strategy) {
    KernelDescriptor chain = ThroughputKernelsDispatch.MUL_CHAIN;
    String name = field.elementBytes() > Long.BYTES ? strategy : "portable";
    return products.computeIfAbsent(
        field + " " + name,
        key -> {
          try (DeviceVector<F> a = gpu.deviceVector(field, elements, ElementForm.MONTGOMERY);
              DeviceVector<F> b = gpu.deviceVector(field, elements, ElementForm.MONTGOMERY);
              DeviceVector<F> c = gpu.deviceVector(field, elements, ElementForm.MONTGOMERY)) {
            Kernel<F> kernel = gpu.kernel(chain, field, name);
            return elements * 100.0 / timer.nanos(kernel, List.of(a, b, c), -1);
          }
        });
  }

  private <F> void print(Kernel<F> kernel, String strategy, double perNano) {
    PipelineStatistics statistics = kernel.statistics(ElementForm.MONTGOMERY);
    out.printf(
        Locale.ROOT,
        "%-24s %-14s %-9s %9.1f %9.2f %7.2f %9s %7s %8s %9.1f%n",
        kernel.descriptor().name(),
        kernel.field(),
        strategy,
        perNano * 1000,
        products(kernel.field(), strategy) / perNano,
        statistics.creationNanos() / 1e9,
        text(statistics.registers()),
        text(statistics.spilledBytes()),
        code(statistics),
        moduleBytes(kernel.descriptor(), kernel.field(), strategy) / BYTES_PER_KB);
    out.flush();
  }

  private static String text(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "?";
  }

  private static String code(PipelineStatistics statistics) {
    return statistics.statistics().stream()
        .filter(
            statistic -> statistic.name().toLowerCase(Locale.ROOT).matches(".*(binary|code) size"))
        .map(PipelineStatistic::value)
        .map(bytes -> String.format(Locale.ROOT, "%.1f", Double.parseDouble(bytes) / BYTES_PER_KB))
        .findFirst()
        .orElse("?");
  }

  private static long moduleBytes(KernelDescriptor descriptor, Field<?> field, String strategy) {
    String resource = descriptor.spirv(field.shape(), 1, strategy);
    try (InputStream in = descriptor.resources().open(resource)) {
      return in == null ? 0 : in.readAllBytes().length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    timer.close();
    gpu.close();
    try (Stream<Path> files = Files.walk(cache)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes base elements of a vector, rounds, strategies and parts of kernels' names. */
  public static void main(String[] args) {
    int elements = args.length > 0 ? Integer.parseInt(args[0]) : 1 << 18;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 128;
    Set<String> strategies =
        args.length > 2 && !args[2].equals("all") ? Set.of(args[2].split(",", -1)) : Set.of();
    List<String> names = args.length > 3 ? List.of(args[3].split(",", -1)) : List.of();
    PrintStream out = System.out;
    try (AlgebraBench bench = new AlgebraBench(elements, rounds, strategies, names, out)) {
      bench.run();
    }
  }
}
