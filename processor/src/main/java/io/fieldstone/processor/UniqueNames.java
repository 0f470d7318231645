// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import io.fieldstone.processor.NameIndex.Kind;
import io.fieldstone.processor.declaration.DeclaredName;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.FieldMessages;
import io.fieldstone.processor.diagnostic.KernelMessages;
import io.fieldstone.processor.diagnostic.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import javax.lang.model.element.TypeElement;

/**
 * Checks that no two kernels, no two fields and no two curves of a module and its libraries have
 * one name.
 */
final class UniqueNames {

  private UniqueNames() {}

  /** Reports names that a library has. */
  static void checkLibraries(List<TypeElement> types, NameIndex index, Diagnostics diagnostics) {
    for (TypeElement type : types) {
      DeclaredName.ofKernels(type)
          .forEach(
              name ->
                  check(name, Kind.KERNEL, index, KernelMessages::kernelNameTaken, diagnostics));
      DeclaredName.ofField(type)
          .ifPresent(
              name ->
                  check(
                      name,
                      Kind.FIELD,
                      index,
                      (n, owner) -> FieldMessages.fieldNameTaken("field", n, owner),
                      diagnostics));
      DeclaredName.ofCurve(type)
          .ifPresent(
              name ->
                  check(
                      name,
                      Kind.CURVE,
                      index,
                      (n, owner) -> FieldMessages.fieldNameTaken("curve", n, owner),
                      diagnostics));
    }
  }

  private static void check(
      DeclaredName name,
      Kind kind,
      NameIndex index,
      BiFunction<String, String, Message> message,
      Diagnostics diagnostics) {
    index
        .owner(kind, name)
        .ifPresent(
            owner ->
                diagnostics.report(name.name().site(), message.apply(name.name().value(), owner)));
  }

  /** Reports names that two of {@code types} have. */
  static void check(List<TypeElement> types, Diagnostics diagnostics) {
    Map<String, DeclaredName> kernels = new HashMap<>();
    Map<String, DeclaredName> fields = new HashMap<>();
    Map<String, DeclaredName> curves = new HashMap<>();
    for (TypeElement type : types) {
      DeclaredName.ofKernels(type)
          .forEach(name -> claim(name, kernels, KernelMessages::kernelNameDuplicate, diagnostics));
      DeclaredName.ofField(type)
          .ifPresent(
              name ->
                  claim(
                      name,
                      fields,
                      (n, owner) -> FieldMessages.fieldNameDuplicate("field", n, owner),
                      diagnostics));
      DeclaredName.ofCurve(type)
          .ifPresent(
              name ->
                  claim(
                      name,
                      curves,
                      (n, owner) -> FieldMessages.fieldNameDuplicate("curve", n, owner),
                      diagnostics));
    }
  }

  private static void claim(
      DeclaredName name,
      Map<String, DeclaredName> taken,
      BiFunction<String, String, Message> message,
      Diagnostics diagnostics) {
    DeclaredName other = taken.putIfAbsent(name.name().value(), name);
    if (other != null) {
      diagnostics.report(name.name().site(), message.apply(name.name().value(), other.owner()));
    }
  }
}
