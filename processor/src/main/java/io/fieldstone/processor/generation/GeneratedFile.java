// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.fieldstone.annotations.Generated;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.util.Elements;

/** What all generated files have in common. */
final class GeneratedFile {

  /** The types of {@code java.lang} that generated code names. */
  private static final List<String> JAVA_LANG = List.of("Override", "String", "SuppressWarnings");

  private final Elements elements;
  private final String processor;

  GeneratedFile(Elements elements, String processor) {
    this.elements = elements;
    this.processor = processor;
  }

  /** Completes {@code type}, which names {@code named}. */
  JavaFile of(String packageName, TypeSpec.Builder type, List<? extends Element> named) {
    Set<String> warnings = new TreeSet<>();
    named.forEach(element -> addWarnings(element, warnings));
    if (!warnings.isEmpty()) {
      type.addAnnotation(
          AnnotationSpec.builder(SuppressWarnings.class)
              .addMember(
                  "value",
                  warnings.size() == 1 ? "$L" : "{$L}",
                  warnings.stream()
                      .map(warning -> CodeBlock.of("$S", warning))
                      .collect(CodeBlock.joining(", ")))
              .build());
    }
    // without the date, which would make each build different
    type.addAnnotation(
        AnnotationSpec.builder(Generated.class).addMember("value", "$S", processor).build());
    return JavaFile.builder(packageName, type.build())
        .skipJavaLangImports(!isJavaLangShadowed(packageName))
        .indent("  ")
        .build();
  }

  /** Adds what compilers warn of where {@code element}, or one around it, is named. */
  private static void addWarnings(Element element, Set<String> warnings) {
    for (Element each = element;
        each != null && each.getKind() != ElementKind.PACKAGE;
        each = each.getEnclosingElement()) {
      Deprecated deprecated = each.getAnnotation(Deprecated.class);
      if (deprecated != null) {
        warnings.add(deprecated.forRemoval() ? "removal" : "deprecation");
      }
    }
  }

  private boolean isJavaLangShadowed(String packageName) {
    return JAVA_LANG.stream()
        .map(name -> packageName.isEmpty() ? name : packageName + "." + name)
        .anyMatch(name -> elements.getTypeElement(name) != null);
  }
}
