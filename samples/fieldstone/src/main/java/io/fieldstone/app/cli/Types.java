// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.stream.Collectors.joining;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.util.ArrayList;
import java.util.List;

/** The fields and curves that an option names. */
final class Types {

  private Types() {}

  /** Returns all extension fields, then all curves. */
  static List<TypeArgument<?>> composed() {
    return composed(InstalledKernels.load());
  }

  /** Returns those that a registry has. */
  static List<TypeArgument<?>> composed(KernelRegistry registry) {
    List<TypeArgument<?>> types = new ArrayList<>(registry.extensionFields());
    types.addAll(registry.curves());
    return types;
  }

  /** Returns all of a registry: those, then the prime fields. */
  static List<TypeArgument<?>> all(KernelRegistry registry) {
    List<TypeArgument<?>> types = composed(registry);
    types.addAll(registry.fields());
    return types;
  }

  /** Returns a registry's prime fields, then its extension fields. */
  static List<FiniteField<?>> finiteFields(KernelRegistry registry) {
    List<FiniteField<?>> fields = new ArrayList<>(registry.fields());
    fields.addAll(registry.extensionFields());
    return fields;
  }

  /**
   * Returns prime fields by their names, each once, however often it is named.
   *
   * @throws io.fieldstone.runtime.error.UnknownNameException if there is none of a name
   */
  static List<Field<?>> fields(List<String> names) {
    KernelRegistry registry = InstalledKernels.load();
    return names.stream().distinct().<Field<?>>map(registry::field).toList();
  }

  /**
   * Returns a prime field or an extension by its name.
   *
   * @throws BadInputException if there is none of that name
   */
  static FiniteField<?> finiteField(String name) {
    List<FiniteField<?>> all = finiteFields(InstalledKernels.load());
    return all.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "unknown field \""
                        + name
                        + "\"; there are: "
                        + all.stream().map(FiniteField::name).collect(joining(", "))));
  }

  /**
   * Returns log2 of the size of a transform.
   *
   * @throws BadInputException if it is no power of two
   */
  static int logOfSize(long size) {
    if (Long.bitCount(size) != 1 || size < 0) {
      long below = Long.highestOneBit(Math.min(Math.max(size, 1), Long.MAX_VALUE / 2));
      throw new BadInputException(
          "--size " + size + " is no power of two; give " + below + " or " + 2 * below);
    }
    return Long.numberOfTrailingZeros(size);
  }

  /**
   * Refuses sizes of transforms that a field has no root of unity for.
   *
   * @param log log2 of the size
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if it has none
   */
  static void requireRootOfUnity(FiniteField<?> field, int log) {
    if (log <= field.twoAdicity()) {
      return; // without computing it
    }
    if (field instanceof ExtensionField<?> extension) {
      extension.rootOfUnity(log);
    } else {
      field.primeField().rootOfUnity(log);
    }
  }

  /**
   * Refuses types without kernels if types were named; where all there are were meant, those that
   * have some are enough.
   *
   * @param named the names that were given
   * @param without the types that there are no kernels for, and perhaps why
   * @throws BadInputException if they are named
   */
  static void requireKernels(List<String> named, List<String> without) {
    if (!named.isEmpty() && !without.isEmpty()) {
      throw new BadInputException("no kernels are for " + String.join("; ", without));
    }
  }

  /**
   * Returns fields and curves by their names, each once, however often it is named.
   *
   * @throws BadInputException if there is none of a name
   */
  static List<TypeArgument<?>> named(List<String> names) {
    List<TypeArgument<?>> all = all(InstalledKernels.load());
    return names.stream().distinct().<TypeArgument<?>>map(name -> named(name, all)).toList();
  }

  private static TypeArgument<?> named(String name, List<TypeArgument<?>> all) {
    return all.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "unknown field or curve \""
                        + name
                        + "\"; there are "
                        + all.stream().map(TypeArgument::name).collect(joining(", "))));
  }
}
