// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import io.fieldstone.processor.declaration.TypeTag;
import io.fieldstone.processor.model.RuntimeTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.Elements;

/** Writes the class that lists what a module declares. */
public final class ProviderGenerator {

  private final GeneratedFile file;

  /** Generates in the name of {@code processor}. */
  public ProviderGenerator(Elements elements, String processor) {
    this.file = new GeneratedFile(elements, processor);
  }

  /** Returns the provider {@code name} of the kernels, fields and curves in generated classes. */
  public JavaFile generate(
      ClassName name,
      List<ClassName> dispatchClasses,
      Function<TypeTag, List<ClassName>> tagClasses,
      List<? extends Element> declarations) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addJavadoc(
                "Lists the kernels, fields and curves of this module, for {@link java.util.ServiceLoader}.")
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addSuperinterface(RuntimeTypes.KERNEL_PROVIDER)
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addJavadoc("For {@link java.util.ServiceLoader}.")
                    .addModifiers(Modifier.PUBLIC)
                    .build())
            .addMethod(listing("kernels", RuntimeTypes.KERNEL_DESCRIPTOR, kernels(dispatchClasses)))
            .addMethod(
                listing("fields", RuntimeTypes.FIELD, tagClasses.apply(TypeTag.PRIME_FIELD)));
    addListing(
        type,
        "extensionFields",
        RuntimeTypes.EXTENSION_FIELD,
        tagClasses.apply(TypeTag.EXTENSION_FIELD));
    addListing(type, "curves", RuntimeTypes.CURVE, tagClasses.apply(TypeTag.CURVE));
    declarations.forEach(type::addOriginatingElement);
    return file.of(name.packageName(), type, List.of());
  }

  /** What a module has none of, the interface's own method says. */
  private static void addListing(
      TypeSpec.Builder type, String name, ClassName descriptor, List<ClassName> classes) {
    if (!classes.isEmpty()) {
      type.addMethod(listing(name, descriptor, classes));
    }
  }

  private static MethodSpec listing(String name, ClassName descriptor, List<ClassName> classes) {
    TypeName any = ParameterizedTypeName.get(descriptor, WildcardTypeName.subtypeOf(Object.class));
    return listing(name, any, instances(classes));
  }

  private static CodeBlock kernels(List<ClassName> dispatchClasses) {
    if (dispatchClasses.isEmpty()) {
      return CodeBlock.of("$T.of()", List.class);
    }
    if (dispatchClasses.size() == 1) {
      return CodeBlock.of("$T.descriptors()", dispatchClasses.get(0));
    }
    List<CodeBlock> lists = new ArrayList<>();
    dispatchClasses.forEach(c -> lists.add(CodeBlock.of("$T.descriptors()", c)));
    return CodeBlock.of(
        "$T.of(\n$L)\n.flatMap($T::stream)\n.toList()",
        Stream.class,
        lists.stream().collect(CodeBlock.joining(",\n")),
        List.class);
  }

  private static CodeBlock instances(List<ClassName> classes) {
    return CodeBlock.of(
        "$T.of($L)",
        List.class,
        classes.stream().map(c -> CodeBlock.of("$T.INSTANCE", c)).collect(CodeBlock.joining(", ")));
  }

  private static MethodSpec listing(String name, TypeName element, CodeBlock elements) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(ParameterizedTypeName.get(ClassName.get(List.class), element))
        .addStatement("return $L", elements)
        .build();
  }
}
