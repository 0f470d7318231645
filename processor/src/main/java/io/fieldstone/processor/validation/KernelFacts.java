// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.model.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the SPIR-V adds to a declaration.
 *
 * @param shapes the limb shapes that there is a module for; empty if it is not compiled per shape
 * @param degrees the degrees of coordinates that there is a module for, in order
 * @param workgroupSize the three dimensions, or none if the SPIR-V is unsound
 * @param workgroupIds for each dimension the id of the specialization constant that it is, if any
 * @param features names of the device features that all modules need, declared or not, sorted
 * @param strategies the ways to compute it that there is a module for, the portable default first
 * @param specializations by id, each value as a Java literal
 */
public record KernelFacts(
    List<LimbShape> shapes,
    List<Integer> degrees,
    List<Integer> workgroupSize,
    List<OptionalInt> workgroupIds,
    Set<String> features,
    List<Strategy> strategies,
    Map<Integer, String> specializations) {

  /**
   * One way to compute the kernel.
   *
   * @param name its name
   * @param shapes the limb shapes that it has a module for
   * @param features names of the device features that it needs beside the declared ones, sorted
   */
  public record Strategy(String name, List<LimbShape> shapes, Set<String> features) {}

  /** Collects facts from module after module. */
  static final class Builder {
    final Set<Target> targets = new LinkedHashSet<>();
    final Set<String> features = new TreeSet<>();
    final List<Strategy> strategies = new ArrayList<>();
    final Map<Integer, SpecializationLiteral> specializations = new LinkedHashMap<>();
    List<Integer> workgroupSize = List.of();
    List<OptionalInt> workgroupIds = List.of();
    String workgroupSizeResource = "";

    /** Returns the limb shapes of {@code targets}, each once, in their order. */
    static List<LimbShape> shapes(Collection<Target> targets) {
      return LimbShape.ALL.stream()
          .filter(shape -> targets.stream().anyMatch(t -> t.shape().equals(Optional.of(shape))))
          .toList();
    }

    KernelFacts build() {
      Map<Integer, String> literals = new LinkedHashMap<>();
      specializations.forEach((id, literal) -> literals.put(id, literal.java()));
      return new KernelFacts(
          shapes(targets),
          targets.stream().map(Target::degree).distinct().sorted().toList(),
          workgroupSize,
          workgroupIds,
          Collections.unmodifiableSet(features),
          List.copyOf(strategies),
          Collections.unmodifiableMap(literals));
    }
  }
}
