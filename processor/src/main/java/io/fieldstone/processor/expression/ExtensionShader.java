// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.annotations.Access;
import io.fieldstone.processor.expression.ExpressionTypes.ExtensionLibrary;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the shader of an expression over an extension field: an element to a thread. */
final class ExtensionShader {

  private static final int WORKGROUP = 64;

  private final KernelMethod kernel;
  private final ExtensionLibrary library;
  private final ShaderNames names;
  private final ExtensionFormula formula;
  private final VectorParameter output;

  /** Writes the sound expression {@code expression} of {@code kernel}. */
  ExtensionShader(KernelMethod kernel, Expression expression, ExtensionLibrary library) {
    this.kernel = kernel;
    this.library = library;
    this.names = new ShaderNames(kernel);
    Set<String> scalars =
        kernel.pushConstants().stream()
            .map(PushParameter::name)
            .collect(Collectors.toUnmodifiableSet());
    this.formula = new ExtensionFormula(expression, library, names, scalars);
    this.output =
        kernel.vectors().stream().filter(v -> v.access() == Access.OUT).findFirst().orElseThrow();
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("// Generated from the expression of a kernel: one pass over all vectors.");
    lines.add("");
    lines.add("#version 450");
    lines.add("#extension GL_GOOGLE_include_directive : require");
    lines.addAll(library.definitions());
    lines.add("#include \"fieldstone/glsl/field/constants.glsl\"");
    lines.add("#include \"" + library.file() + "\"");
    lines.add("#include \"fieldstone/glsl/memory/element_access.glsl\"");
    lines.add("");
    lines.add("layout(local_size_x = " + WORKGROUP + ") in;");
    lines.add("layout(push_constant) uniform PushConstants {");
    lines.add("  uint count;");
    kernel.pushConstants().stream()
        .sorted(Comparator.comparingInt(PushParameter::offset))
        .forEach(scalar -> lines.add("  " + member(scalar)));
    lines.add("};");
    kernel.vectors().forEach(vector -> lines.add(buffer(vector)));
    lines.add("");
    lines.add("void main() {");
    kernel.pushConstants().forEach(scalar -> lines.add("  " + scalar(scalar)));
    formula.invariants().forEach(statement -> lines.add("  " + statement));
    lines.add("  for (uint i = gl_GlobalInvocationID.x; i < count;");
    lines.add("       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {");
    turn().forEach(statement -> lines.add("    " + statement));
    lines.add("  }");
    lines.add("}");
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private String member(PushParameter scalar) {
    return "layout(offset = "
        + scalar.offset()
        + ") uint "
        + names.words(scalar)
        + "[FIELDSTONE_WORDS];";
  }

  private String buffer(VectorParameter vector) {
    return "layout(std430, set = "
        + vector.set()
        + ", binding = "
        + vector.binding()
        + ") "
        + (vector.equals(output) ? "writeonly" : "readonly")
        + " buffer "
        + names.block(vector)
        + " { FieldVector "
        + names.vectors(vector)
        + "[]; };";
  }

  private String scalar(PushParameter scalar) {
    return "FieldFactor "
        + names.element(scalar.name())
        + " = field_factor_of(field_element_of("
        + names.words(scalar)
        + "));";
  }

  private List<String> turn() {
    List<String> statements = new ArrayList<>();
    for (VectorParameter vector : kernel.vectors()) {
      if (vector.access() == Access.IN) {
        String coefficients = names.run(vector);
        statements.add("FieldElement " + coefficients + "[" + library.degree() + "];");
        statements.add(each("FIELD_ELEMENT_LOAD", vector, coefficients));
        statements.add(
            library.type()
                + " "
                + names.element(vector.name())
                + " = "
                + library.function("of")
                + "("
                + coefficients
                + ");");
      }
    }
    statements.addAll(formula.statements());
    String coefficients = names.run(output);
    statements.add("FieldElement " + coefficients + "[" + library.degree() + "];");
    statements.add(
        library.function("elements") + "(" + formula.value() + ", " + coefficients + ");");
    statements.add(each("FIELD_ELEMENT_STORE", output, coefficients));
    return statements;
  }

  private String each(String macro, VectorParameter vector, String coefficients) {
    return "[[unroll]] for (uint j = 0; j < "
        + library.degree()
        + "; j++) { "
        + macro
        + "(i * "
        + library.degree()
        + "u + j, "
        + names.vectors(vector)
        + ", "
        + coefficients
        + "[j]) }";
  }
}
