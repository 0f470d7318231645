// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.tuning;

import static java.util.stream.Collectors.joining;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.UnknownNameException;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.kernel.StrategyDescriptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which strategies of a kernel a device can run. Pure functions on plain data. */
public final class Strategies {

  /** What a kernel without strategies has instead of a strategy's name. */
  public static final String NONE = "";

  private Strategies() {}

  /** Returns those that have a module for {@code shape} and whose needs the device meets. */
  public static List<String> usable(KernelDescriptor kernel, LimbShape shape, DevicePlan plan) {
    return kernel.strategies().stream()
        .filter(strategy -> strategy.supports(shape))
        .filter(strategy -> plan.enabledFeatures().containsAll(strategy.requirements()))
        .map(StrategyDescriptor::name)
        .toList();
  }

  /**
   * Returns the strategy that a backend's options want of a kernel, or null if they name none; of a
   * kernel that lacks it, though others have it, the portable default.
   *
   * @param name the strategy that the options name, or null
   * @throws UnknownNameException if neither the kernel, of several, nor any registered one has it
   */
  public static @Nullable String preferred(
      @Nullable String name, KernelDescriptor kernel, KernelRegistry registry) {
    if (name == null || kernel.strategies().isEmpty() || kernel.strategy(name).isPresent()) {
      return name;
    }
    List<String> known =
        Stream.of(registry.strategies(), kernel.strategies())
            .flatMap(List::stream)
            .map(StrategyDescriptor::name)
            .distinct()
            .toList();
    if (!known.contains(name)) {
      throw new UnknownNameException(
          "unknown strategy \""
              + name
              + "\"; there are: "
              + String.join(", ", known)
              + "; name one of them, or unset GPU_STRATEGY for the fastest");
    }
    return kernel.strategies().get(0).name();
  }

  /**
   * Returns the strategy that is settled without measuring, having checked that the device can run
   * it, or null if several can be chosen from.
   *
   * @param demanded the strategy that the caller wants of this kernel, or null
   * @param preferred the strategy that the backend's options want where there is one, or null
   * @throws UnknownNameException if the kernel has no such strategy
   * @throws MissingFeatureException if the device lacks what it needs
   */
  public static @Nullable String settle(
      KernelDescriptor kernel,
      LimbShape shape,
      DevicePlan plan,
      @Nullable String demanded,
      @Nullable String preferred) {
    if (demanded != null) {
      StrategyDescriptor strategy = named(kernel, demanded);
      if (!strategy.supports(shape)) {
        throw new UnknownNameException(
            kernel
                + " has no strategy \""
                + demanded
                + "\" for limb shape "
                + shape
                + "; it has: "
                + list(kernel.strategies().stream().filter(each -> each.supports(shape)).toList())
                + "; name one of them, or none for the fastest");
      }
      return requireUsable(kernel, strategy, shape, plan);
    }
    if (kernel.strategies().isEmpty()) {
      requireFeatures(kernel.toString(), kernel.requirements(), plan, "");
      return NONE;
    }
    StrategyDescriptor portable = kernel.strategies().get(0);
    if (preferred != null) {
      StrategyDescriptor strategy = named(kernel, preferred);
      return requireUsable(kernel, strategy.supports(shape) ? strategy : portable, shape, plan);
    }
    requireUsable(kernel, portable, shape, plan);
    return usable(kernel, shape, plan).size() == 1 ? portable.name() : null;
  }

  private static StrategyDescriptor named(KernelDescriptor kernel, String name) {
    if (kernel.strategies().isEmpty()) {
      throw new UnknownNameException(
          kernel + " has no strategies, so \"" + name + "\" is none of them; name none");
    }
    return kernel
        .strategy(name)
        .orElseThrow(
            () ->
                new UnknownNameException(
                    kernel
                        + " has no strategy \""
                        + name
                        + "\"; it has: "
                        + list(kernel.strategies())
                        + "; name one of them, or none for the fastest"));
  }

  private static String list(List<StrategyDescriptor> strategies) {
    return strategies.stream().map(StrategyDescriptor::name).collect(joining(", "));
  }

  private static String requireUsable(
      KernelDescriptor kernel, StrategyDescriptor strategy, LimbShape shape, DevicePlan plan) {
    List<String> others = usable(kernel, shape, plan);
    String what = "strategy \"" + strategy.name() + "\" of " + kernel;
    requireFeatures(
        what,
        strategy.requirements(),
        plan,
        others.isEmpty() ? "" : ", or a strategy that it runs: " + String.join(", ", others));
    return strategy.name();
  }

  private static void requireFeatures(
      String what, Set<DeviceFeature> features, DevicePlan plan, String otherwise) {
    for (DeviceFeature feature : features) {
      if (!plan.enabledFeatures().contains(feature)) {
        throw new MissingFeatureException(
            what
                + " needs "
                + feature
                + ", which device \""
                + plan.report().name()
                + "\" lacks; choose another device"
                + otherwise);
      }
    }
  }
}
