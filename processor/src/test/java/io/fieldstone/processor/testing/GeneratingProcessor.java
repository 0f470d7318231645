// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Another processor of the same compilation, which generates sources in late rounds. */
public final class GeneratingProcessor extends AbstractProcessor {

  private record Step(String trigger, String name, String text) {}

  private final List<Step> steps = new ArrayList<>();

  /** Generates {@code name} as soon as the type {@code trigger} exists. */
  public GeneratingProcessor once(String trigger, String name, String text) {
    steps.add(new Step(trigger, name, text));
    return this;
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    steps.removeIf(
        step ->
            processingEnv.getElementUtils().getTypeElement(step.trigger()) != null && run(step));
    return false;
  }

  private boolean run(Step step) {
    try (Writer writer = processingEnv.getFiler().createSourceFile(step.name()).openWriter()) {
      writer.write(step.text());
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
