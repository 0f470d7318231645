// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import io.fieldstone.processor.model.RuntimeTypes;
import io.fieldstone.processor.model.TypeArgument;
import io.fieldstone.processor.model.TypeArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes what a dispatch class is called with: the fields and curves of its kernels. */
final class ArgumentCode {

  private final TypeArguments arguments;
  private final List<ParameterSpec> parameters = new ArrayList<>();

  /** Of {@code arguments}, whose first field may be an extension if {@code extensions} is true. */
  ArgumentCode(TypeArguments arguments, boolean extensions) {
    this.arguments = arguments;
    NameAllocator names = new NameAllocator();
    names.newName("backend");
    for (TypeArgument argument : arguments.list()) {
      boolean isFirst = argument.equals(arguments.list().get(0));
      parameters.add(
          ParameterSpec.builder(
                  ParameterizedTypeName.get(
                      argument.descriptor(isFirst && extensions), argument.type()),
                  names.newName(name(argument)))
              .build());
    }
  }

  /** {@code field}; of several fields {@code fieldF} and {@code fieldG}. */
  private String name(TypeArgument argument) {
    long alike = arguments.list().stream().filter(a -> a.kind() == argument.kind()).count();
    String noun = argument.kind().noun();
    return alike == 1 ? noun : noun + simpleName(argument.type());
  }

  private static String simpleName(TypeName type) {
    return type instanceof ClassName name ? name.simpleName() : type.toString();
  }

  /** Returns the parameters that are behind the backend. */
  List<ParameterSpec> parameters() {
    return parameters;
  }

  /** Returns what kernels compute in, as a type argument; a wildcard where that is integers. */
  TypeName first() {
    return arguments
        .arithmetic()
        .map(TypeArgument::type)
        .orElseGet(() -> WildcardTypeName.subtypeOf(Object.class));
  }

  /** Returns the method that makes the dispatch class {@code name}. */
  MethodSpec factory(ClassName name) {
    MethodSpec.Builder factory =
        MethodSpec.methodBuilder("of")
            .addJavadoc("Returns the kernels$L of {@code backend}, which owns them.\n", on())
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addParameter(RuntimeTypes.PERSISTENT_BACKEND, "backend");
    if (arguments.areVariables()) {
      return ofVariables(name, factory);
    }
    return factory
        .addJavadoc("\n@param backend where to run them\n@return the kernels")
        .returns(name)
        .addStatement(
            "return new $T(backend$L)",
            name,
            arguments.list().stream()
                .flatMap(argument -> argument.concrete().stream())
                .map(type -> CodeBlock.of(", $T.INSTANCE", type.generated()))
                .collect(CodeBlock.joining("")))
        .build();
  }

  private MethodSpec ofVariables(ClassName name, MethodSpec.Builder factory) {
    for (TypeArgument argument : arguments.list()) {
      factory
          .addJavadoc("\n@param <$L> the $L", argument.type(), argument.kind().noun())
          .addTypeVariable((TypeVariableName) argument.type());
    }
    factory.addJavadoc("\n@param backend where to run them");
    for (ParameterSpec parameter : parameters) {
      factory
          .addJavadoc("\n@param $L what to run them on", parameter.name())
          .addParameter(parameter);
    }
    TypeName[] variables =
        arguments.list().stream().map(TypeArgument::type).toArray(TypeName[]::new);
    return factory
        .addJavadoc("\n@return the kernels")
        .returns(ParameterizedTypeName.get(name, variables))
        .addStatement(
            "return new $T<>(backend$L)",
            name,
            parameters.stream()
                .map(parameter -> CodeBlock.of(", $N", parameter.name()))
                .collect(CodeBlock.joining("")))
        .build();
  }

  private String on() {
    if (arguments.isEmpty()) {
      return "";
    }
    return arguments.areVariables()
        ? parameters.stream()
            .map(parameter -> "{@code " + parameter.name() + "}")
            .collect(Collectors.joining(" and ", " on ", ""))
        : arguments.list().stream()
            .flatMap(argument -> argument.concrete().stream())
            .map(type -> "{@link " + type.name() + "}")
            .collect(Collectors.joining(" and ", " on ", ""));
  }
}
