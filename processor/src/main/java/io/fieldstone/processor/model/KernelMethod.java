// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.model.Parameter.WorkgroupsParameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;

/**
 * A declared kernel.
 *
 * @param element the method
 * @param documentation the method's Javadoc
 * @param name the registered name
 * @param source what it computes
 * @param spirv the SPIR-V resource, perhaps with places for the strategy, the limb shape and the
 *     degree: the one that is given, or the one that the source is compiled to
 * @param strategies the ways to compute it
 * @param entryPoint the entry point's name
 * @param workgroupSize three dimensions, or none if undeclared
 * @param grid how many workgroups a dispatch has
 * @param constants the tables that it reads
 * @param mixesForms whether it looks after the forms of its vectors itself
 * @param largeSharedMemory whether its callers know that not every device has the memory that its
 *     workgroups share
 * @param staysInBounds whether it accesses its vectors nowhere beyond their ends
 * @param requires names of the declared device features
 * @param specializations the constants that are fixed
 * @param parameters the parameters in order
 */
public record KernelMethod(
    ExecutableElement element,
    Documentation documentation,
    Located<String> name,
    KernelSource source,
    Located<String> spirv,
    Strategies strategies,
    Located<String> entryPoint,
    Located<List<Integer>> workgroupSize,
    Located<Grid> grid,
    List<ConstantTable> constants,
    boolean mixesForms,
    boolean largeSharedMemory,
    boolean staysInBounds,
    Located<Set<String>> requires,
    List<Specialization> specializations,
    List<Parameter> parameters) {

  /** A specialization constant that the declaration fixes. */
  public record Specialization(Located<Integer> id, Located<String> value) {}

  /** Returns the method's name in Java. */
  public String javaName() {
    return element.getSimpleName().toString();
  }

  /** Returns this kernel with its modules under another name. */
  public KernelMethod withSpirv(String resource) {
    return new KernelMethod(
        element,
        documentation,
        name,
        source,
        new Located<>(resource, spirv.site()),
        strategies,
        entryPoint,
        workgroupSize,
        grid,
        constants,
        mixesForms,
        largeSharedMemory,
        staysInBounds,
        requires,
        specializations,
        parameters);
  }

  /** Returns the vector parameters in order. */
  public List<VectorParameter> vectors() {
    return parameters.stream()
        .filter(VectorParameter.class::isInstance)
        .map(VectorParameter.class::cast)
        .toList();
  }

  /** Returns the vectors of a length. */
  public List<VectorParameter> vectors(Extent extent) {
    return vectors().stream().filter(v -> v.extent().value() == extent).toList();
  }

  /** Returns what is bound: the vectors, then the tables of constants as vectors that are read. */
  public List<VectorParameter> buffers() {
    return Stream.concat(vectors().stream(), constants.stream().map(ConstantTable::asVector))
        .toList();
  }

  /** Returns the push constants in order. */
  public List<PushParameter> pushConstants() {
    return parameters.stream()
        .filter(PushParameter.class::isInstance)
        .map(PushParameter.class::cast)
        .toList();
  }

  /** Returns the parameter that says how many workgroups there are, if there is one. */
  public Optional<WorkgroupsParameter> workgroups() {
    return parameters.stream()
        .filter(WorkgroupsParameter.class::isInstance)
        .map(WorkgroupsParameter.class::cast)
        .findFirst();
  }

  /** Returns the vectors of one element for each workgroup. */
  public List<VectorParameter> workgroupVectors() {
    return vectors(Extent.WORKGROUPS);
  }

  /** Returns whether the workgroups share whole vectors, rather than work element by element. */
  public boolean isCooperative() {
    return !workgroupVectors().isEmpty();
  }

  /** Returns whether the grid is the kernel's own, and says nothing of elements. */
  public boolean hasOwnGrid() {
    return grid.value() != Grid.ELEMENTS;
  }

  /**
   * Returns whether element i of what is written depends on element i of what is read only, so that
   * there are jobs on host data.
   */
  public boolean isElementWise() {
    return !hasOwnGrid()
        && vectors().stream()
            .allMatch(v -> v.extent().value() == Extent.ELEMENTS && v.times().value() == 1);
  }

  /** Returns whether the SPIR-V is compiled per degree of the field of coordinates. */
  public boolean isPerDegree() {
    return spirv().value().contains(Target.DEGREE);
  }

  /** Returns whether the SPIR-V is compiled per limb shape. */
  public boolean isPerShape() {
    return LimbShape.isTemplate(spirv().value());
  }

  /** Returns the place of the whole declaration. */
  public Site site() {
    return Site.of(element);
  }
}
