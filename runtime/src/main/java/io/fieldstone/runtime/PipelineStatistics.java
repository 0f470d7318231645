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
   * NVIDIA's name, then those of Mesa's drivers. NVIDIA's "Local Memory Size" is not it: that is
   * the same, 2^36, for all kernels.
   */
  private static final Set<String> SPILLED_BYTES =
      Set.of("stack size", "scratch size", "scratch memory size");

  /** Copies the list. */
  public PipelineStatistics {
    statistics = List.copyOf(statistics);
  }

  /** Returns how many registers an invocation has, if the driver tells. */
  public OptionalLong registers() {
    return first(REGISTERS);
  }

  /** Returns how many bytes of an invocation's values are in memory, if the driver tells. */
  public OptionalLong spilledBytes() {
    return first(SPILLED_BYTES);
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
