// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import io.fieldstone.processor.declaration.ElementText;
import io.fieldstone.processor.model.GeneratedNames;
import io.fieldstone.processor.model.KernelInterface;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.RuntimeTypes;
import io.fieldstone.processor.model.TypeArgument;
import io.fieldstone.processor.validation.CheckedKernel;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Writes the class that implements a kernel interface. */
public final class DispatchGenerator {

  /** With so few kernels everything that a constant is made of stands beside its name. */
  private static final int MAX_INLINE = 50;

  private final Elements elements;
  private final GeneratedFile file;

  /** Generates in the name of {@code processor}. */
  public DispatchGenerator(Elements elements, String processor) {
    this.elements = elements;
    this.file = new GeneratedFile(elements, processor);
  }

  /** Returns the class that implements {@code declaration}, whose {@code kernels} are given. */
  public JavaFile generate(KernelInterface declaration, List<CheckedKernel> kernels) {
    ClassName name = GeneratedNames.dispatch(declaration.element());
    DispatchNames names = new DispatchNames(declaration);
    boolean extensions = kernels.stream().allMatch(CheckedKernel::takesExtensions);
    ArgumentCode arguments = new ArgumentCode(declaration.arguments(), extensions);
    TypeSpec.Builder type = header(declaration, name);
    boolean inMethods = kernels.size() > MAX_INLINE;
    for (CheckedKernel kernel : kernels) {
      type.addField(descriptor(kernel, declaration, names, inMethods));
    }
    for (KernelMethod kernel : declaration.kernels()) {
      type.addField(
          FieldSpec.builder(
                  ParameterizedTypeName.get(RuntimeTypes.KERNEL, arguments.first()),
                  names.field(kernel))
              .addJavadoc("Kernel {@code $L} on the device.", kernel.name().value())
              .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
              .build());
    }
    if (inMethods) {
      kernels.forEach(kernel -> type.addMethod(descriptorMethod(kernel, declaration, names)));
    }
    type.addMethod(constructor(declaration, arguments, names));
    type.addMethod(arguments.factory(name));
    type.addMethod(descriptors(declaration, names));
    for (KernelMethod kernel : declaration.kernels()) {
      type.addMethods(new KernelMethods(kernel, arguments.first(), names).all());
    }
    return file.of(name.packageName(), type, named(declaration));
  }

  /** What of the user's the class names. */
  private static List<Element> named(KernelInterface declaration) {
    List<Element> named = new ArrayList<>(List.of(declaration.element()));
    declaration.kernels().forEach(kernel -> named.add(kernel.element()));
    declaration.arguments().list().stream()
        .flatMap(argument -> argument.concrete().stream())
        .forEach(type -> named.add(type.element()));
    return named;
  }

  private TypeSpec.Builder header(KernelInterface declaration, ClassName name) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addOriginatingElement(declaration.element())
            .addJavadoc(
                Javadoc.of(
                    declaration
                        .documentation()
                        .with(
                            "Runs the kernels of {@link "
                                + declaration.element().getSimpleName()
                                + "} on a device. Thread-safe.")))
            .addModifiers(Modifier.FINAL)
            .addSuperinterface(declaration.element().asType());
    if (ElementText.isPublic(declaration.element())) {
      type.addModifiers(Modifier.PUBLIC);
    }
    declaration.arguments().list().stream()
        .filter(TypeArgument::isVariable)
        .forEach(argument -> type.addTypeVariable((TypeVariableName) argument.type()));
    // inherited constants would hide types of the same name
    ElementFilter.fieldsIn(elements.getAllMembers(declaration.element())).stream()
        .map(VariableElement::getSimpleName)
        .forEach(constant -> type.alwaysQualify(constant.toString()));
    return type;
  }

  private static FieldSpec descriptor(
      CheckedKernel checked, KernelInterface declaration, DispatchNames names, boolean inMethod) {
    return FieldSpec.builder(RuntimeTypes.KERNEL_DESCRIPTOR, names.constant(checked.kernel()))
        .addJavadoc("The description of kernel {@code $L}.", checked.kernel().name().value())
        .addModifiers(Modifier.STATIC, Modifier.FINAL)
        .initializer(
            inMethod
                ? CodeBlock.of("$N()", names.factory(checked.kernel()))
                : DescriptorCode.of(
                    checked, declaration.arguments(), ClassName.get(declaration.element())))
        .build();
  }

  /** All that initializes constants is one method, which may have 64 KB. */
  private static MethodSpec descriptorMethod(
      CheckedKernel checked, KernelInterface declaration, DispatchNames names) {
    return MethodSpec.methodBuilder(names.factory(checked.kernel()))
        .addJavadoc(
            "Describes kernel {@code $L}.\n\n@return its description",
            checked.kernel().name().value())
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(RuntimeTypes.KERNEL_DESCRIPTOR)
        .addStatement(
            "return $L",
            DescriptorCode.of(
                checked, declaration.arguments(), ClassName.get(declaration.element())))
        .build();
  }

  private static MethodSpec constructor(
      KernelInterface declaration, ArgumentCode arguments, DispatchNames names) {
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addJavadoc("For {@code of}.\n\n@param backend where to run them")
            .addModifiers(Modifier.PRIVATE)
            .addParameter(RuntimeTypes.PERSISTENT_BACKEND, "backend");
    for (ParameterSpec parameter : arguments.parameters()) {
      constructor
          .addJavadoc("\n@param $L what to run them on", parameter.name())
          .addParameter(parameter);
    }
    for (KernelMethod kernel : declaration.kernels()) {
      constructor.addStatement(
          "this.$N = backend.kernel($N$L)",
          names.field(kernel),
          names.constant(kernel),
          arguments.parameters().stream()
              .map(parameter -> CodeBlock.of(", $N", parameter.name()))
              .collect(CodeBlock.joining("")));
    }
    return constructor.build();
  }

  private static MethodSpec descriptors(KernelInterface declaration, DispatchNames names) {
    return MethodSpec.methodBuilder("descriptors")
        .addJavadoc(
            "Returns the descriptions of the kernels, in the order of their declaration.\n\n"
                + "@return the descriptions")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(
            ParameterizedTypeName.get(ClassName.get(List.class), RuntimeTypes.KERNEL_DESCRIPTOR))
        .addStatement(
            "return $T.of($L)",
            List.class,
            declaration.kernels().stream()
                .map(kernel -> CodeBlock.of("$N", names.constant(kernel)))
                .collect(CodeBlock.joining(", ")))
        .build();
  }
}
