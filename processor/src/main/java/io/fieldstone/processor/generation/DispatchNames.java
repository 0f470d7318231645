// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.NameAllocator;
import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.Grid;
import io.fieldstone.processor.model.KernelInterface;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.RuntimeTypes;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of a dispatch class's fields, which collide neither with each other nor with types. */
final class DispatchNames {

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** A field of the same name would hide these types in expressions. */
  private static final List<String> TYPES_IN_EXPRESSIONS =
      List.of(
          RuntimeTypes.KERNEL_DESCRIPTOR.simpleName(),
          DeviceFeature.class.getSimpleName(),
          Form.class.getSimpleName(),
          Extent.class.getSimpleName(),
          Access.class.getSimpleName(),
          Grid.class.getSimpleName(),
          RuntimeTypes.BINDING_DESCRIPTOR.simpleName(),
          RuntimeTypes.VECTOR_ELEMENTS.simpleName(),
          "BigInteger",
          "List");

  private record FieldOf(String kernel) {}

  private record ConstantOf(String kernel) {}

  private record FactoryOf(String kernel) {}

  private final NameAllocator allocator = new NameAllocator();

  DispatchNames(KernelInterface declaration) {
    TYPES_IN_EXPRESSIONS.forEach(allocator::newName);
    for (KernelMethod kernel : declaration.kernels()) {
      allocator.newName(kernel.javaName(), new FieldOf(kernel.javaName()));
    }
    for (KernelMethod kernel : declaration.kernels()) {
      String constant = HUMP.matcher(kernel.javaName()).replaceAll("_").toUpperCase(Locale.ROOT);
      allocator.newName(constant, new ConstantOf(kernel.javaName()));
    }
    for (KernelMethod kernel : declaration.kernels()) {
      allocator.newName(kernel.javaName() + "_descriptor", new FactoryOf(kernel.javaName()));
    }
  }

  /** Returns the instance field that holds the kernel. */
  String field(KernelMethod kernel) {
    return allocator.get(new FieldOf(kernel.javaName()));
  }

  /** Returns the constant that holds the descriptor. */
  String constant(KernelMethod kernel) {
    return allocator.get(new ConstantOf(kernel.javaName()));
  }

  /** Returns the method that makes the descriptor. */
  String factory(KernelMethod kernel) {
    return allocator.get(new FactoryOf(kernel.javaName()));
  }

  /** Returns the field as an expression in a method with the kernel's parameters. */
  String fieldExpression(KernelMethod kernel) {
    String field = field(kernel);
    boolean hidden = kernel.parameters().stream().anyMatch(p -> p.name().equals(field));
    return hidden ? "this." + field : field;
  }

  /** Returns a name for a local variable that no parameter has. */
  static String local(KernelMethod kernel, String name) {
    NameAllocator names = new NameAllocator();
    kernel.parameters().forEach(p -> names.newName(p.name()));
    return names.newName(name);
  }
}
