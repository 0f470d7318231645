// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.fieldstone.annotations.Generated;
import java.util.List;
import javax.lang.model.util.Elements;

/** What all generated files have in common. */
final class GeneratedFile {

  /** The types of {@code java.lang} that generated code names. */
  private static final List<String> JAVA_LANG = List.of("Override", "String");

  private final Elements elements;
  private final String processor;

  GeneratedFile(Elements elements, String processor) {
    this.elements = elements;
    this.processor = processor;
  }

  /** Completes {@code type}. */
  JavaFile of(String packageName, TypeSpec.Builder type) {
    // without the date, which would make each build different
    type.addAnnotation(
        AnnotationSpec.builder(Generated.class).addMember("value", "$S", processor).build());
    return JavaFile.builder(packageName, type.build())
        .skipJavaLangImports(!isJavaLangShadowed(packageName))
        .indent("  ")
        .build();
  }

  private boolean isJavaLangShadowed(String packageName) {
    return JAVA_LANG.stream()
        .map(name -> packageName.isEmpty() ? name : packageName + "." + name)
        .anyMatch(name -> elements.getTypeElement(name) != null);
  }
}
