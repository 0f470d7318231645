// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.processing.Completion;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject;

/** Runs a processor and records what it writes, from what: as incremental build tools do. */
public final class Recorder implements Processor {

  private final Processor processor;
  private final Map<String, String> origins = new TreeMap<>();

  /** Records {@code processor}. */
  public Recorder(Processor processor) {
    this.processor = processor;
  }

  /** Returns the originating top-level types, sorted, by the file's name. */
  public Map<String, String> origins() {
    return origins;
  }

  @Override
  public void init(ProcessingEnvironment environment) {
    processor.init(
        (ProcessingEnvironment)
            Proxy.newProxyInstance(
                Recorder.class.getClassLoader(),
                new Class<?>[] {ProcessingEnvironment.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getFiler")) {
                    return new RecordingFiler(environment.getFiler());
                  }
                  try {
                    return method.invoke(environment, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                }));
  }

  @Override
  public Set<String> getSupportedOptions() {
    return processor.getSupportedOptions();
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return processor.getSupportedAnnotationTypes();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return processor.getSupportedSourceVersion();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    processor.process(annotations, round);
    return false;
  }

  @Override
  public Iterable<? extends Completion> getCompletions(
      Element element, AnnotationMirror annotation, ExecutableElement member, String userText) {
    return processor.getCompletions(element, annotation, member, userText);
  }

  private static String topLevel(Element element) {
    Element parent = element.getEnclosingElement();
    return parent == null || parent instanceof PackageElement
        ? element.toString()
        : topLevel(parent);
  }

  private final class RecordingFiler implements Filer {
    private final Filer filer;

    RecordingFiler(Filer filer) {
      this.filer = filer;
    }

    private Element[] record(String file, Element[] elements) {
      String types =
          Arrays.stream(elements)
              .map(Recorder::topLevel)
              .distinct()
              .sorted()
              .collect(Collectors.joining(" "));
      origins.merge(file, types, (first, second) -> first + " and again " + second);
      return elements;
    }

    @Override
    public JavaFileObject createSourceFile(CharSequence name, Element... elements)
        throws IOException {
      return filer.createSourceFile(name, record(name.toString(), elements));
    }

    @Override
    public JavaFileObject createClassFile(CharSequence name, Element... elements)
        throws IOException {
      return filer.createClassFile(name, record(name + ".class", elements));
    }

    @Override
    public FileObject createResource(
        Location location, CharSequence packageName, CharSequence name, Element... elements)
        throws IOException {
      return filer.createResource(
          location, packageName, name, record(location + " " + name, elements));
    }

    @Override
    public FileObject getResource(Location location, CharSequence packageName, CharSequence name)
        throws IOException {
      return filer.getResource(location, packageName, name);
    }
  }
}
