// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.DriverManifests;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.kernel.StrategyDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What environment variables ask for, each looked at by itself: commands stop at the first one that
 * makes no sense, but whoever mends that one wants to know of all.
 *
 * @param options what those that make sense ask for
 * @param cacheIsKnown whether a folder for caches can be named at all; if not, that of the options
 *     stands for none
 * @param findings those that make no sense, with what to do
 */
public record Settings(BackendOptions options, boolean cacheIsKnown, List<Finding> findings) {

  /** What Fieldstone reads, as the guide lists it, but for the folder of caches. */
  private static final List<String> VARIABLES =
      List.of(
          "FIELDSTONE_DEVICE",
          "GPU_DEVICE_LOCAL",
          "GPU_STREAM_CHUNK_ELEMS",
          "GPU_STRATEGY",
          "FIELDSTONE_MEMORY_LIMIT",
          "FIELDSTONE_LEAK_TRACES",
          "FIELDSTONE_VALIDATION");

  private static final String STRATEGY = "GPU_STRATEGY";
  private static final String ABOUT = "environment";

  /** What names the folder of caches, on any system. */
  private static final List<String> CACHE_VARIABLES =
      List.of("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME");

  /** A folder that has a name everywhere; nothing is looked for or kept in it. */
  private static final Map<String, String> SOME_CACHE =
      Map.of(
          "XDG_CACHE_HOME", System.getProperty("java.io.tmpdir", "/tmp"),
          "LOCALAPPDATA", System.getProperty("java.io.tmpdir", "/tmp"));

  /** Reads {@code environment}. */
  public static Settings of(Map<String, String> environment) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> usable = new HashMap<>();
    CACHE_VARIABLES.forEach(name -> copy(environment, name, usable));
    boolean cacheIsKnown = isUsable(usable, findings);
    if (!cacheIsKnown) {
      usable.putAll(SOME_CACHE);
    }
    for (String name : VARIABLES) {
      Map<String, String> alone = new HashMap<>(SOME_CACHE);
      copy(environment, name, alone);
      if (isUsable(alone, findings)) {
        copy(environment, name, usable);
      }
    }
    return new Settings(
        BackendOptions.fromEnvironment(usable), cacheIsKnown, List.copyOf(findings));
  }

  private static void copy(Map<String, String> from, String name, Map<String, String> to) {
    String value = from.get(name);
    if (value != null) {
      to.put(name, value);
    }
  }

  private static boolean isUsable(Map<String, String> environment, List<Finding> findings) {
    try {
      BackendOptions.fromEnvironment(environment);
      return true;
    } catch (ConfigurationException e) {
      findings.add(Finding.problem(ABOUT, String.valueOf(e.getMessage())));
      return false;
    }
  }

  /** Returns the same with what the command line says of the device. */
  public Settings withDevice(String selector) {
    return new Settings(options.withDevice(selector), cacheIsKnown, findings);
  }

  /**
   * Returns the same, having looked whether there is what is asked for: the strategy that {@code
   * GPU_STRATEGY} names, and Vulkan's validation layer.
   *
   * @param chosen the device that would be used, null if there is none
   */
  public Settings checked(KernelRegistry registry, @Nullable DevicePlan chosen) {
    List<Finding> all = new ArrayList<>(findings);
    strategy(registry, chosen).ifPresent(text -> all.add(Finding.problem(ABOUT, text)));
    if (options.validation()) {
      try {
        DriverManifests.missingValidation()
            .ifPresent(text -> all.add(Finding.problem(ABOUT, text)));
      } catch (FieldstoneException e) {
        // There is no loader, which is the diagnosis's problem already.
      }
    }
    return new Settings(options, cacheIsKnown, List.copyOf(all));
  }

  /**
   * Returns that {@code GPU_STRATEGY} names what no kernel has, and those there are; empty if it
   * does not. Kernels without strategies heed none, so running those would not tell.
   */
  public static Optional<String> unknownStrategy(KernelRegistry registry, BackendOptions options) {
    @Nullable String name = options.strategy();
    List<String> names =
        registry.strategies().stream().map(StrategyDescriptor::name).distinct().toList();
    return name == null || names.contains(name)
        ? Optional.empty()
        : Optional.of(
            STRATEGY + "=" + name + " is no strategy; there are: " + String.join(", ", names));
  }

  private Optional<String> strategy(KernelRegistry registry, @Nullable DevicePlan chosen) {
    @Nullable String name = options.strategy();
    if (name == null) {
      return Optional.empty();
    }
    Optional<String> unknown = unknownStrategy(registry, options);
    if (unknown.isPresent()) {
      return unknown;
    }
    List<StrategyDescriptor> named =
        registry.strategies().stream().filter(strategy -> strategy.name().equals(name)).toList();
    @Nullable DeviceFeature lacking = chosen == null ? null : lacks(chosen, named);
    return lacking == null || chosen == null
        ? Optional.empty()
        : Optional.of(
            STRATEGY
                + "="
                + name
                + " needs "
                + lacking
                + ", which device \""
                + chosen.report().name()
                + "\" lacks; unset it, or choose another device");
  }

  private static @Nullable DeviceFeature lacks(DevicePlan plan, List<StrategyDescriptor> named) {
    Set<DeviceFeature> has = plan.enabledFeatures();
    return named.stream()
        .flatMap(strategy -> strategy.requirements().stream())
        .filter(feature -> !has.contains(feature))
        .findFirst()
        .orElse(null);
  }

  /** Returns all that makes no sense, as what commands would end with; null if nothing does. */
  public @Nullable ConfigurationException problem() {
    return findings.isEmpty()
        ? null
        : new ConfigurationException(
            String.join("; ", findings.stream().map(Finding::text).toList()));
  }
}
