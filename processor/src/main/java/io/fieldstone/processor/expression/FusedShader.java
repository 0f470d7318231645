// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.annotations.Access;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes the shader of an expression: it loads every input, computes, and stores the output. */
final class FusedShader {

  private final KernelMethod kernel;
  private final ShaderNames names;
  private final Formula formula;
  private final List<VectorParameter> inputs;
  private final VectorParameter output;

  /** Writes the sound expression {@code expression} of {@code kernel}. */
  FusedShader(KernelMethod kernel, Expression expression) {
    this.kernel = kernel;
    this.names = new ShaderNames(kernel);
    this.formula = new Formula(expression, names);
    this.inputs = kernel.vectors().stream().filter(v -> v.access() == Access.IN).toList();
    this.output =
        kernel.vectors().stream().filter(v -> v.access() == Access.OUT).findFirst().orElseThrow();
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("// Generated from the expression of a kernel: one pass over all vectors.");
    lines.add("");
    lines.add("#version 450");
    lines.add("#extension GL_GOOGLE_include_directive : require");
    pushConstants(lines);
    includes().forEach(name -> lines.add("#include \"fieldstone/glsl/" + name + ".glsl\""));
    lines.add("");
    kernel.vectors().forEach(vector -> lines.add(buffer(vector)));
    lines.add("");
    lines.add("void main() {");
    kernel.pushConstants().forEach(scalar -> lines.add("  " + scalar(scalar)));
    formula.invariants().forEach(statement -> lines.add("  " + statement));
    lines.add("  FIELD_TILE_FOR_EACH_GROUP(tile) {");
    loads().forEach(statement -> lines.add("    " + statement));
    lines.add("    FIELD_TILE_OF_GROUP(k) {");
    turn().forEach(statement -> lines.add("      " + statement));
    lines.add("    }");
    lines.add("  }");
    lines.add("}");
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private Set<String> includes() {
    Set<String> includes = new TreeSet<>(formula.includes());
    includes.add("memory/tile");
    return includes;
  }

  /** Members follow one another as they lie in the block. */
  private void pushConstants(List<String> lines) {
    List<PushParameter> scalars =
        kernel.pushConstants().stream()
            .sorted(Comparator.comparingInt(PushParameter::offset))
            .toList();
    if (!scalars.isEmpty()) {
      lines.add(
          scalars.stream()
              .map(
                  s ->
                      " \\\n  layout(offset = "
                          + s.offset()
                          + ") uint "
                          + names.words(s)
                          + "[FIELDSTONE_WORDS];")
              .collect(Collectors.joining("", "#define FIELDSTONE_PUSH_CONSTANTS", "")));
    }
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
    return "FieldElement "
        + names.element(scalar.name())
        + " = field_element_of("
        + names.words(scalar)
        + ");";
  }

  /** All loads of a group of tiles are in flight before the first turn waits for its own. */
  private List<String> loads() {
    List<String> statements = new ArrayList<>();
    for (VectorParameter vector : inputs) {
      statements.add("FieldRun " + names.runs(vector) + "[FIELDSTONE_TILE_GROUP];");
    }
    for (VectorParameter vector : inputs) {
      statements.add(
          "FIELD_TILE_GROUP_LOAD(tile, " + names.vectors(vector) + ", " + names.runs(vector) + ")");
    }
    return statements;
  }

  private List<String> turn() {
    List<String> statements = new ArrayList<>();
    for (VectorParameter vector : inputs) {
      if (!vector.equals(inputs.get(0))) {
        statements.add("field_tile_reuse();");
      }
      String element = names.element(vector.name());
      statements.add(
          "FieldElement " + element + " = field_tile_to_own(" + names.runs(vector) + "[k]);");
    }
    statements.addAll(formula.statements());
    String run = names.run(output);
    statements.add("FieldRun " + run + " = field_tile_to_striped(" + formula.value() + ");");
    statements.add("FIELD_TILE_STORE(tile + k, " + names.vectors(output) + ", " + run + ")");
    if (inputs.isEmpty()) {
      // no turn the other way separates this tile's from the next
      statements.add("field_tile_reuse();");
    }
    return statements;
  }
}
