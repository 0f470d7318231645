// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import static java.util.stream.Collectors.joining;

import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.error.UnknownNameException;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The kernels, fields and curves of all modules on the class or module path, by name. Immutable and
 * thread-safe; needs no device.
 *
 * <pre>{@code
 * KernelRegistry.load().field("bls12_381_fp").modulus();
 * }</pre>
 */
public final class KernelRegistry {

  private final Map<String, KernelDescriptor> kernels = new TreeMap<>();
  private final Map<String, Field<?>> fields = new TreeMap<>();
  private final Map<String, ExtensionField<?>> extensionFields = new TreeMap<>();
  private final Map<String, Curve<?>> curves = new TreeMap<>();

  private final Map<String, KernelReference> references = new TreeMap<>();

  private KernelRegistry(
      Iterable<KernelProvider> providers, Iterable<ReferenceProvider> referenceProviders) {
    for (KernelProvider provider : providers) {
      provider.kernels().forEach(kernel -> add("kernels", kernel.name(), kernel, kernels));
      provider.fields().forEach(field -> add("fields", field.name(), field, fields));
      provider
          .extensionFields()
          .forEach(field -> add("fields", field.name(), field, extensionFields));
      provider.curves().forEach(curve -> add("curves", curve.name(), curve, curves));
    }
    for (String name : extensionFields.keySet()) {
      if (fields.containsKey(name)) {
        throw duplicate("fields", name);
      }
    }
    for (ReferenceProvider provider : referenceProviders) {
      for (KernelReference reference : provider.references()) {
        add("references", reference.kernel(), reference, references);
      }
    }
  }

  private static <T> void add(String what, String name, T entry, Map<String, T> entries) {
    if (entries.putIfAbsent(name, entry) != null) {
      throw duplicate(what, name);
    }
  }

  private static ConfigurationException duplicate(String what, String name) {
    return new ConfigurationException(
        "two " + what + " are registered under \"" + name + "\"; rename one of them");
  }

  /**
   * Finds the kernels and fields that {@link ServiceLoader} sees.
   *
   * @return the registry
   * @throws ConfigurationException if two have the same name, or a provider cannot be loaded
   */
  public static KernelRegistry load() {
    try {
      ClassLoader loader = KernelRegistry.class.getClassLoader();
      return of(
          ServiceLoader.load(KernelProvider.class, loader),
          ServiceLoader.load(ReferenceProvider.class, loader));
    } catch (ServiceConfigurationError e) {
      throw new ConfigurationException(
          "a module's kernels cannot be loaded; build it again: " + e.getMessage(), e);
    }
  }

  /**
   * Takes the kernels and fields of some providers.
   *
   * @param providers what has the kernels and fields
   * @return the registry
   * @throws ConfigurationException if two have the same name
   */
  public static KernelRegistry of(Iterable<KernelProvider> providers) {
    return of(providers, List.of());
  }

  /**
   * Takes the kernels, fields and references of some providers.
   *
   * @param providers what has the kernels and fields
   * @param references what has the references
   * @return the registry
   * @throws ConfigurationException if two have the same name
   */
  public static KernelRegistry of(
      Iterable<KernelProvider> providers, Iterable<ReferenceProvider> references) {
    return new KernelRegistry(providers, references);
  }

  /** {@return all kernels, by name} */
  public Collection<KernelDescriptor> kernels() {
    return Collections.unmodifiableCollection(kernels.values());
  }

  /**
   * {@return the strategies of all kernels, whose names repeat} Their first mentions are in the
   * usual order, the portable one in front: kernels that have the most of them come first.
   */
  public List<StrategyDescriptor> strategies() {
    return kernels.values().stream()
        .sorted(Comparator.comparingInt(kernel -> -kernel.strategies().size()))
        .flatMap(kernel -> kernel.strategies().stream())
        .toList();
  }

  /** {@return all prime fields, by name} */
  public Collection<Field<?>> fields() {
    return Collections.unmodifiableCollection(fields.values());
  }

  /** {@return all extension fields, by name} */
  public Collection<ExtensionField<?>> extensionFields() {
    return Collections.unmodifiableCollection(extensionFields.values());
  }

  /** {@return all curves, by name} */
  public Collection<Curve<?>> curves() {
    return Collections.unmodifiableCollection(curves.values());
  }

  /**
   * {@return the references of kernels, by their names; some may be of kernels that are not here}
   */
  public Collection<KernelReference> references() {
    return Collections.unmodifiableCollection(references.values());
  }

  /**
   * {@return a kernel}
   *
   * @param name the registered name
   * @throws UnknownNameException if there is none of that name; the message lists those there are
   */
  public KernelDescriptor kernel(String name) {
    return find("kernel", kernels, name);
  }

  /**
   * {@return a prime field}
   *
   * @param name the registered name
   * @throws UnknownNameException if there is none of that name; the message lists those there are
   */
  public Field<?> field(String name) {
    return find("field", fields, name);
  }

  /**
   * {@return an extension field}
   *
   * @param name the registered name
   * @throws UnknownNameException if there is none of that name; the message lists those there are
   */
  public ExtensionField<?> extensionField(String name) {
    return find("extension field", extensionFields, name);
  }

  /**
   * {@return a curve}
   *
   * @param name the registered name
   * @throws UnknownNameException if there is none of that name; the message lists those there are
   */
  public Curve<?> curve(String name) {
    return find("curve", curves, name);
  }

  private static <T> T find(String what, Map<String, T> entries, String name) {
    T entry = entries.get(name);
    if (entry == null) {
      throw new UnknownNameException(
          "unknown "
              + what
              + " \""
              + name
              + "\"; there are: "
              + entries.keySet().stream().collect(joining(", ")));
    }
    return entry;
  }
}
