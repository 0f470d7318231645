// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.model.GeneratedNames;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.KernelSource;
import io.fieldstone.processor.model.Target;
import io.fieldstone.processor.model.TypeArgument;
import io.fieldstone.processor.model.TypeArguments;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a kernel is compiled for. Where its first type argument is a variable, that is every limb
 * shape, and if its source asks for the degree of coordinates, every degree.
 */
record Targets(TypeArguments arguments, Collection<LimbShape> shapes) {

  /** The macro that tells a shader how many base elements a coordinate has. */
  static final String DEGREE_MACRO = "FIELD_COORDINATE_DEGREE";

  /** Curves are over a prime field or a quadratic extension. */
  private static final List<Integer> DEGREES_OF_CURVES = List.of(1, 2);

  /** The extensions that there is arithmetic of in the library. */
  private static final List<Integer> DEGREES_OF_FIELDS = List.of(1, 2, 3, 4, 5);

  /** Returns the kernel with modules named for each degree, if it has them. */
  KernelMethod named(KernelMethod kernel, SourceTree tree) {
    boolean isPerDegree =
        kernel.source() instanceof KernelSource.Glsl
            && arguments.areVariables()
            && asksForDegree(tree);
    return isPerDegree
        ? kernel.withSpirv(GeneratedNames.perDegree(kernel.spirv().value()))
        : kernel;
  }

  /**
   * Of a curve, the library's points ask for it. Of a field, the kernel's own file says whether it
   * may be an extension; what sets the macro itself is for one degree only.
   */
  private boolean asksForDegree(SourceTree tree) {
    if (tree.defines(DEGREE_MACRO)) {
      return false;
    }
    return arguments.list().get(0).kind() == TypeArgument.Kind.CURVE
        ? tree.mentions(DEGREE_MACRO)
        : tree.mentionsItself(DEGREE_MACRO);
  }

  /** Returns the targets, by the name that {@link #named} gave. */
  List<Target> of(KernelMethod kernel) {
    if (arguments.isEmpty()) {
      return List.of(new Target(Optional.empty(), 1));
    }
    List<Integer> degrees =
        kernel.isPerDegree() ? degrees() : List.of(arguments.degree().orElse(1));
    return degrees.stream()
        .flatMap(degree -> shapes.stream().map(shape -> new Target(Optional.of(shape), degree)))
        .toList();
  }

  private List<Integer> degrees() {
    return arguments.list().get(0).kind() == TypeArgument.Kind.CURVE
        ? DEGREES_OF_CURVES
        : DEGREES_OF_FIELDS;
  }
}
