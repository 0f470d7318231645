// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.device.PipelineStatistic;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is known of a kernel's pipeline: how long the driver took to make it, and what the driver
 * tells of it. The latter is empty unless the backend was opened {@link
 * BackendOptions#withPipelineStatistics with pipeline statistics} and the driver has
 * VK_KHR_pipeline_executable_properties.
 *
 * <pre>{@code
 * PipelineStatistics mul = kernel.statistics(ElementForm.MONTGOMERY);
 * mul.registers().ifPresent(count -> System.out.println(count + " registers"));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param creationNanos how long the pipeline's creation took, in nanoseconds; little if the driver
 *     found it in its cache
 * @param statistics what the driver tells, in its order
 */
public record PipelineStatistics(long creationNanos, List<PipelineStatistic> statistics) {

  /** NVIDIA's name, and AMD's for registers of which each invocation has one. */
  private static final Set<String> REGISTERS = Set.of("register count", "registers", "vgprs");

  /**
   * NVIDIA's name. The value's low word has the bytes of an invocation: it is 0 but for kernels
   * whose machine code has loads and stores of local memory. The high word, 16 for all kernels, is
   * something else. NVIDIA's "Stack Size" is 0 for all of them.
   */
  private static final Set<String> LOCAL_MEMORY = Set.of("local memory size");

  /** The names that Mesa's drivers have for it. */
  private static final Set<String> SPILLED_BYTES = Set.of("scratch size", "scratch memory size");

  /** NVIDIA's name, and those of Mesa's drivers. */
  private static final Set<String> CODE_BYTES = Set.of("binary size", "code size");

  private static final long LOW_WORD = 0xffff_ffffL;

  /**
   * Copies the list.
   *
   * @param creationNanos how long the pipeline's creation took, in nanoseconds; little if the
   *     driver found it in its cache
   * @param statistics what the driver tells, in its order
   */
  public PipelineStatistics {
    statistics = List.copyOf(statistics);
  }

  /** {@return how many registers an invocation has, if the driver tells} */
  public OptionalLong registers() {
    return first(REGISTERS);
  }

  /** {@return how many bytes of an invocation's values are in memory, if the driver tells} */
  public OptionalLong spilledBytes() {
    OptionalLong local = first(LOCAL_MEMORY);
    return local.isPresent() ? OptionalLong.of(local.getAsLong() & LOW_WORD) : first(SPILLED_BYTES);
  }

  /** {@return how many bytes of machine code it has, if the driver tells} */
  public OptionalLong codeBytes() {
    return first(CODE_BYTES);
  }

  private OptionalLong first(Set<String> names) {
    return statistics.stream()
        .filter(statistic -> names.contains(statistic.name().toLowerCase(Locale.ROOT)))
        .map(PipelineStatistic::value)
        .filter(value -> value.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst();
  }
}
