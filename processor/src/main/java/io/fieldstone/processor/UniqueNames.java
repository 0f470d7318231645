// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.FIELD_NAME_DUPLICATE;
import static io.fieldstone.processor.diagnostic.Diagnostic.FIELD_NAME_TAKEN;
import static io.fieldstone.processor.diagnostic.Diagnostic.KERNEL_NAME_DUPLICATE;
import static io.fieldstone.processor.diagnostic.Diagnostic.KERNEL_NAME_TAKEN;

import io.fieldstone.processor.NameIndex.Kind;
import io.fieldstone.processor.declaration.DeclaredName;
import io.fieldstone.processor.diagnostic.Diagnostic;
import io.fieldstone.processor.diagnostic.Diagnostics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.TypeElement;

/** Checks that no two kernels and no two fields of a module and its libraries have one name. */
final class UniqueNames {

  private UniqueNames() {}

  /** Reports names that a library has. */
  static void checkLibraries(List<TypeElement> types, NameIndex index, Diagnostics diagnostics) {
    for (TypeElement type : types) {
      DeclaredName.ofKernels(type)
          .forEach(name -> check(name, Kind.KERNEL, index, KERNEL_NAME_TAKEN, diagnostics));
      DeclaredName.ofField(type)
          .ifPresent(name -> check(name, Kind.FIELD, index, FIELD_NAME_TAKEN, diagnostics));
    }
  }

  private static void check(
      DeclaredName name,
      Kind kind,
      NameIndex index,
      Diagnostic diagnostic,
      Diagnostics diagnostics) {
    index
        .owner(kind, name)
        .ifPresent(
            owner ->
                diagnostics.report(diagnostic, name.name().site(), name.name().value(), owner));
  }

  /** Reports names that two of {@code types} have. */
  static void check(List<TypeElement> types, Diagnostics diagnostics) {
    Map<String, DeclaredName> kernels = new HashMap<>();
    Map<String, DeclaredName> fields = new HashMap<>();
    for (TypeElement type : types) {
      DeclaredName.ofKernels(type)
          .forEach(name -> claim(name, kernels, KERNEL_NAME_DUPLICATE, diagnostics));
      DeclaredName.ofField(type)
          .ifPresent(name -> claim(name, fields, FIELD_NAME_DUPLICATE, diagnostics));
    }
  }

  private static void claim(
      DeclaredName name,
      Map<String, DeclaredName> taken,
      Diagnostic diagnostic,
      Diagnostics diagnostics) {
    DeclaredName other = taken.putIfAbsent(name.name().value(), name);
    if (other != null) {
      diagnostics.report(diagnostic, name.name().site(), name.name().value(), other.owner());
    }
  }
}
