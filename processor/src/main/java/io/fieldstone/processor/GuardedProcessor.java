// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import com.palantir.javapoet.JavaFile;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.InterfaceMessages;
import io.fieldstone.processor.diagnostic.ProcessorMessages;
import io.fieldstone.processor.diagnostic.Site;
import java.io.IOException;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** A processor that no exception leaves: whatever happens is reported as a diagnostic. */
abstract class GuardedProcessor extends AbstractProcessor {

  private Diagnostics diagnostics;

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    diagnostics = new Diagnostics(environment.getMessager());
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  /** Claims nothing, so that other processors see the annotations too. */
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    try {
      processRound(new Round(annotations, round));
    } catch (RuntimeException | StackOverflowError e) {
      diagnostics.report(ProcessorMessages.internalError(getClass().getSimpleName(), e));
    } catch (LinkageError e) {
      diagnostics.report(ProcessorMessages.libraryMissing(e));
    }
    return false;
  }

  abstract void processRound(Round round);

  /** Runs {@code action}, whose failure spoils {@code type} only. */
  void guard(TypeElement type, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | StackOverflowError e) {
      diagnostics.report(Site.of(type), ProcessorMessages.internalError(type, e));
    } catch (LinkageError e) {
      diagnostics.report(Site.of(type), ProcessorMessages.libraryMissing(e));
    }
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  Elements elements() {
    return processingEnv.getElementUtils();
  }

  /** Writes {@code file}, which {@code declaration} asks for. */
  void write(JavaFile file, TypeElement declaration) {
    String name =
        file.packageName().isEmpty()
            ? file.typeSpec().name()
            : file.packageName() + "." + file.typeSpec().name();
    try {
      file.writeTo(processingEnv.getFiler());
    } catch (FilerException e) {
      diagnostics.report(
          Site.of(declaration), InterfaceMessages.generatedClassExists(name, declaration));
    } catch (IOException e) {
      diagnostics.report(
          Site.of(declaration),
          ProcessorMessages.writeFailed(name, String.valueOf(e.getMessage())));
    }
  }
}
