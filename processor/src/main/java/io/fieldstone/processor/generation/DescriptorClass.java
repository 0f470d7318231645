// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import io.fieldstone.processor.declaration.ElementText;
import io.fieldstone.processor.model.Documentation;
import java.math.BigInteger;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** The class of a type tag's descriptor: its constants and its one instance. */
final class DescriptorClass {

  private static final Modifier[] CONSTANT = {Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL};

  private final ClassName name;
  private final TypeSpec.Builder type;

  DescriptorClass(
      ClassName name, ClassName descriptor, TypeElement tag, Documentation documentation) {
    this.name = name;
    this.type =
        TypeSpec.classBuilder(name)
            .addOriginatingElement(tag)
            .addJavadoc(Javadoc.of(documentation))
            .addModifiers(Modifier.FINAL)
            .superclass(ParameterizedTypeName.get(descriptor, ClassName.get(tag)));
    if (ElementText.isPublic(tag)) {
      type.addModifiers(Modifier.PUBLIC);
    }
  }

  DescriptorClass string(String constant, String documentation, String value) {
    type.addField(
        FieldSpec.builder(String.class, constant, CONSTANT)
            .addJavadoc("$L", documentation)
            .initializer("$S", value)
            .build());
    return this;
  }

  DescriptorClass integer(String constant, String documentation, int value) {
    type.addField(
        FieldSpec.builder(int.class, constant, CONSTANT)
            .addJavadoc("$L", documentation)
            .initializer("$L", value)
            .build());
    return this;
  }

  DescriptorClass integers(String constant, String documentation, List<BigInteger> values) {
    type.addField(
        FieldSpec.builder(
                ParameterizedTypeName.get(List.class, BigInteger.class), constant, CONSTANT)
            .addJavadoc("$L", documentation)
            .initializer(
                "$T.of($L)",
                List.class,
                values.stream()
                    .map(v -> CodeBlock.of("new $T($S, 16)", BigInteger.class, v.toString(16)))
                    .collect(CodeBlock.joining(", ")))
            .build());
    return this;
  }

  /** Completes the class with its instance, whose superclass takes {@code arguments}. */
  TypeSpec.Builder instance(String documentation, CodeBlock arguments) {
    return type.addField(
            FieldSpec.builder(name, "INSTANCE", CONSTANT)
                .addJavadoc("$L", documentation)
                .initializer("new $T()", name)
                .build())
        .addMethod(
            MethodSpec.constructorBuilder()
                .addJavadoc("For {@code INSTANCE}.")
                .addModifiers(Modifier.PRIVATE)
                .addStatement("super($L)", arguments)
                .build());
  }
}
