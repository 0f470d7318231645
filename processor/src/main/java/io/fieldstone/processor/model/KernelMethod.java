// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;

/**
 * A declared kernel.
 *
 * @param element the method
 * @param documentation the method's Javadoc
 * @param name the registered name
 * @param source what it computes
 * @param strategies the ways to compute it
 * @param entryPoint the entry point's name
 * @param workgroupSize three dimensions, or none if undeclared
 * @param mixesForms whether it looks after the forms of its vectors itself
 * @param requires names of the declared device features
 * @param specializations the constants that are fixed
 * @param parameters the parameters in order
 */
public record KernelMethod(
    ExecutableElement element,
    Documentation documentation,
    Located<String> name,
    KernelSource source,
    Strategies strategies,
    Located<String> entryPoint,
    Located<List<Integer>> workgroupSize,
    boolean mixesForms,
    Located<Set<String>> requires,
    List<Specialization> specializations,
    List<Parameter> parameters) {

  /** A specialization constant that the declaration fixes. */
  public record Specialization(Located<Integer> id, Located<String> value) {}

  /** Returns the method's name in Java. */
  public String javaName() {
    return element.getSimpleName().toString();
  }

  /**
   * Returns the SPIR-V resource, perhaps with places for the strategy and the limb shape: the one
   * that is given, or the one that the source is compiled to.
   */
  public Located<String> spirv() {
    return source instanceof KernelSource.Spirv spirv
        ? spirv.given()
        : new Located<>(GeneratedNames.spirv(element, strategies), source.given().site());
  }

  /** Returns the vector parameters in order. */
  public List<VectorParameter> vectors() {
    return parameters.stream()
        .filter(VectorParameter.class::isInstance)
        .map(VectorParameter.class::cast)
        .toList();
  }

  /** Returns the push constants in order. */
  public List<PushParameter> pushConstants() {
    return parameters.stream()
        .filter(PushParameter.class::isInstance)
        .map(PushParameter.class::cast)
        .toList();
  }

  /** Returns the vectors of one element for each workgroup. */
  public List<VectorParameter> workgroupVectors() {
    return vectors().stream().filter(v -> v.extent().value() == Extent.WORKGROUPS).toList();
  }

  /** Returns whether the workgroups share whole vectors, rather than work element by element. */
  public boolean isCooperative() {
    return !workgroupVectors().isEmpty();
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
