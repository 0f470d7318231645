// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import static java.util.stream.Collectors.joining;

import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.error.UnknownNameException;
import io.fieldstone.runtime.field.Field;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The kernels and fields of all modules on the class or module path, by name. Immutable and
 * thread-safe; needs no device.
 *
 * <pre>{@code
 * KernelRegistry.load().field("bls12_381_fp").modulus();
 * }</pre>
 */
public final class KernelRegistry {

  private final Map<String, KernelDescriptor> kernels = new TreeMap<>();
  private final Map<String, Field<?>> fields = new TreeMap<>();

  private final Map<String, KernelReference> references = new TreeMap<>();

  private KernelRegistry(
      Iterable<KernelProvider> providers, Iterable<ReferenceProvider> referenceProviders) {
    for (KernelProvider provider : providers) {
      for (KernelDescriptor kernel : provider.kernels()) {
        if (kernels.putIfAbsent(kernel.name(), kernel) != null) {
          throw duplicate("kernels", kernel.name());
        }
      }
      for (Field<?> field : provider.fields()) {
        if (fields.putIfAbsent(field.name(), field) != null) {
          throw duplicate("fields", field.name());
        }
      }
    }
    for (ReferenceProvider provider : referenceProviders) {
      for (KernelReference reference : provider.references()) {
        if (references.putIfAbsent(reference.kernel(), reference) != null) {
          throw duplicate("references", reference.kernel());
        }
      }
    }
  }

  private static ConfigurationException duplicate(String what, String name) {
    return new ConfigurationException(
        "two " + what + " are registered under \"" + name + "\"; rename one of them");
  }

  /**
   * Finds the kernels and fields that {@link ServiceLoader} sees.
   *
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
   * @throws ConfigurationException if two have the same name
   */
  public static KernelRegistry of(Iterable<KernelProvider> providers) {
    return of(providers, List.of());
  }

  /**
   * Takes the kernels, fields and references of some providers.
   *
   * @throws ConfigurationException if two have the same name
   */
  public static KernelRegistry of(
      Iterable<KernelProvider> providers, Iterable<ReferenceProvider> references) {
    return new KernelRegistry(providers, references);
  }

  /** Returns all kernels, by name. */
  public Collection<KernelDescriptor> kernels() {
    return Collections.unmodifiableCollection(kernels.values());
  }

  /** Returns all fields, by name. */
  public Collection<Field<?>> fields() {
    return Collections.unmodifiableCollection(fields.values());
  }

  /**
   * Returns the references of kernels, by their names; some may be of kernels that are not here.
   */
  public Collection<KernelReference> references() {
    return Collections.unmodifiableCollection(references.values());
  }

  /**
   * Returns a kernel.
   *
   * @throws UnknownNameException if there is none of that name; the message lists those there are
   */
  public KernelDescriptor kernel(String name) {
    return find("kernel", kernels, name);
  }

  /**
   * Returns a field.
   *
   * @throws UnknownNameException if there is none of that name; the message lists those there are
   */
  public Field<?> field(String name) {
    return find("field", fields, name);
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
