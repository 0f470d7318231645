// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import static io.fieldstone.processor.validation.BindingChecks.describe;

import io.fieldstone.processor.diagnostic.BindingMessages;
import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.spirv.ShaderResource;
import io.fieldstone.processor.spirv.SpirvType.Struct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the one mistake behind bindings that are wrong in several ways: two buffers of a shader
 * have one number, or all numbers are other ones than those of the parameters with the same names.
 */
final class BindingNumbers {

  /** What is wrong, and where. */
  record Cause(Site site, Message message) {}

  private record Named(VectorParameter vector, ShaderResource resource) {}

  private final Inspection inspection;
  private final List<ShaderResource> resources;

  private BindingNumbers(Inspection inspection) {
    this.inspection = inspection;
    this.resources =
        inspection.entryPoint().resources().stream().filter(r -> r.usage().mentioned()).toList();
  }

  static Optional<Cause> cause(Inspection inspection) {
    BindingNumbers numbers = new BindingNumbers(inspection);
    return numbers.shared().or(numbers::numberedOtherwise);
  }

  /** Two views of one buffer are sound, unless some parameter misses a buffer. */
  private Optional<Cause> shared() {
    Optional<VectorParameter> missing =
        inspection.kernel().buffers().stream()
            .filter(vector -> resources.stream().noneMatch(resource -> isAt(resource, vector)))
            .findFirst();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    for (int later = 1; later < resources.size(); later++) {
      for (ShaderResource earlier : resources.subList(0, later)) {
        ShaderResource other = resources.get(later);
        if (earlier.set() == other.set() && earlier.binding() == other.binding()) {
          return Optional.of(
              new Cause(
                  inspection.kernel().spirv().site(),
                  BindingMessages.bindingShared(
                      place(earlier),
                      place(other),
                      Integer.toUnsignedString(earlier.binding()),
                      Integer.toUnsignedString(earlier.set()),
                      missing.get().name(),
                      missing.get().binding())));
        }
      }
    }
    return Optional.empty();
  }

  private String place(ShaderResource resource) {
    String name = blockName(resource);
    return "'"
        + name
        + "'"
        + inspection.modules().placeOfBlock(name).map(place -> " (" + place + ")").orElse("");
  }

  /** Each parameter has the name of another buffer, and one of them another number. */
  private Optional<Cause> numberedOtherwise() {
    List<Named> named = new ArrayList<>();
    Set<ShaderResource> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    for (VectorParameter vector : inspection.kernel().vectors()) {
      resources.stream()
          .filter(resource -> isNamed(resource, vector.name()))
          .filter(taken::add)
          .findFirst()
          .ifPresent(resource -> named.add(new Named(vector, resource)));
    }
    if (named.size() < inspection.kernel().vectors().size()) {
      return Optional.empty();
    }
    return named.stream()
        .filter(pair -> !isAt(pair.resource(), pair.vector()))
        .findFirst()
        .map(
            wrong ->
                new Cause(
                    wrong.vector().site(),
                    BindingMessages.bindingsNumberedOtherwise(
                        wrong.vector().name(),
                        wrong.vector().set(),
                        wrong.vector().binding(),
                        named.stream()
                            .map(pair -> describe(pair.resource()))
                            .collect(Collectors.joining(", ")))));
  }

  private static boolean isAt(ShaderResource resource, VectorParameter vector) {
    return resource.set() == vector.set() && resource.binding() == vector.binding();
  }

  private static String blockName(ShaderResource resource) {
    return resource.type() instanceof Struct block && !block.name().isEmpty()
        ? block.name()
        : resource.name();
  }

  /** By the variable, the block or its array. */
  private static boolean isNamed(ShaderResource resource, String name) {
    if (resource.name().equalsIgnoreCase(name) || blockName(resource).equalsIgnoreCase(name)) {
      return true;
    }
    return resource.type() instanceof Struct block
        && block.members().stream().anyMatch(member -> member.name().equalsIgnoreCase(name));
  }
}
