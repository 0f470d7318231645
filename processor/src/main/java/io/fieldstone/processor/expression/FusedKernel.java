// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ExpressionMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.diagnostic.Suggestion;
import io.fieldstone.processor.diagnostic.Verbatim;
import io.fieldstone.processor.expression.Expression.Name;
import io.fieldstone.processor.expression.ExpressionException.Said;
import io.fieldstone.processor.expression.ExpressionTypes.ExtensionLibrary;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Parameter;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.PushType;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.model.TypeArguments;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a kernel that is given as an expression into one GLSL shader, or says why it cannot be. */
public final class FusedKernel {

  private final KernelMethod kernel;
  private final ExpressionTypes types;
  private final Diagnostics diagnostics;
  private final String text;
  private final Site site;

  /** Reads the expression of {@code kernel} and reports to {@code diagnostics}. */
  public FusedKernel(KernelMethod kernel, TypeArguments arguments, Diagnostics diagnostics) {
    this.kernel = kernel;
    this.types = new ExpressionTypes(kernel, arguments, diagnostics);
    this.diagnostics = diagnostics;
    this.text = kernel.source().given().value();
    this.site = kernel.source().given().site();
  }

  /** Returns the shader, if the expression and the parameters are sound. */
  public Optional<String> glsl() {
    int errorsBefore = diagnostics.errors();
    checkParameters();
    Optional<Expression> expression = parse();
    expression.ifPresent(e -> Mentions.in(e).forEach(this::checkName));
    Optional<Expression> simplified = expression.map(Simplifier::simplify);
    if (diagnostics.errors() == errorsBefore) {
      simplified.ifPresent(this::checkUse);
    }
    return diagnostics.errors() > errorsBefore ? Optional.empty() : simplified.map(this::shader);
  }

  private String shader(Expression expression) {
    return types
        .extension()
        .flatMap(ExtensionLibrary::of)
        .map(library -> new ExtensionShader(kernel, expression, library).text())
        .orElseGet(() -> new FusedShader(kernel, expression).text());
  }

  private void checkParameters() {
    types.check();
    long outputs = kernel.vectors().stream().filter(v -> v.access() == Access.OUT).count();
    for (VectorParameter vector : kernel.vectors()) {
      if (vector.access() == Access.IN_OUT) {
        diagnostics.report(
            vector.site(), ExpressionMessages.expressionInOut(vector.name(), kernel.javaName()));
      }
      checkDefault(vector, vector.form(), Form.OF_CALL);
      checkDefault(vector, vector.extent(), Extent.ELEMENTS);
      if (vector.times().value() != 1) {
        diagnostics.report(
            vector.times().site(),
            ExpressionMessages.expressionVector(
                vector.name(), kernel.javaName(), "times = " + vector.times().value()));
      }
    }
    if (outputs > 1) {
      diagnostics.report(
          kernel.site(), ExpressionMessages.expressionOutputs(kernel.javaName(), outputs));
    }
    for (PushParameter constant : kernel.pushConstants()) {
      if (constant.type() != PushType.ELEMENT) {
        diagnostics.report(
            constant.site(),
            ExpressionMessages.expressionScalarType(
                constant.name(), kernel.javaName(), constant.type().javaType()));
      }
    }
  }

  private <E extends Enum<E>> void checkDefault(
      VectorParameter vector, Located<E> given, E expected) {
    if (given.value() != expected) {
      diagnostics.report(
          given.site(),
          ExpressionMessages.expressionVector(
              vector.name(),
              kernel.javaName(),
              expected.getDeclaringClass().getSimpleName() + "." + given.value()));
    }
  }

  private Optional<Expression> parse() {
    try {
      return Optional.of(Parser.parse(text));
    } catch (ExpressionException e) {
      report(e.at(), e.said());
      return Optional.empty();
    }
  }

  private void report(int at, Said said) {
    Excerpt excerpt = new Excerpt(text, at);
    diagnostics.report(
        site, said.of(kernel.javaName(), excerpt.place(), new Verbatim(excerpt.lines())));
  }

  private static boolean isInput(Parameter parameter) {
    return !(parameter instanceof VectorParameter vector) || vector.access() == Access.IN;
  }

  private void checkName(Name name) {
    Optional<Parameter> parameter =
        kernel.parameters().stream().filter(p -> p.name().equals(name.name())).findFirst();
    if (parameter.isEmpty()) {
      List<String> inputs =
          kernel.parameters().stream()
              .filter(FusedKernel::isInput)
              .map(Parameter::name)
              .collect(Collectors.toUnmodifiableList());
      String known = inputs.isEmpty() ? "none" : "'" + String.join("', '", inputs) + "'";
      String suggestion = Suggestion.nearest(name.name(), inputs);
      report(
          name.at(),
          (method, place, lines) ->
              ExpressionMessages.expressionNameUnknown(
                  method, place, lines, name.name(), known, suggestion));
    } else if (parameter.get() instanceof VectorParameter vector && vector.access() == Access.OUT) {
      report(
          name.at(),
          (method, place, lines) ->
              ExpressionMessages.expressionReadsOutput(method, place, lines, name.name()));
    }
  }

  private void checkUse(Expression simplified) {
    Set<String> used =
        Mentions.in(simplified).stream().map(Name::name).collect(Collectors.toUnmodifiableSet());
    for (Parameter parameter : kernel.parameters()) {
      if (isInput(parameter) && !used.contains(parameter.name())) {
        diagnostics.report(
            parameter.site(),
            ExpressionMessages.expressionParameterUnused(
                parameter.name(), kernel.javaName(), text.strip()));
      }
    }
  }
}
