// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.Form;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.TableMessages;
import io.fieldstone.processor.model.ConstantTable;
import io.fieldstone.processor.model.KernelSource;
import io.fieldstone.processor.model.KernelSource.Formula;
import io.fieldstone.processor.model.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;

/** Reads the tables of constants of a kernel; what their numbers are is asked later. */
final class ConstantTableReader {

  private final Diagnostics diagnostics;

  ConstantTableReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<ConstantTable> read(
      ExecutableElement method, AnnotationView annotation, KernelSource source) {
    List<ConstantTable> tables = new ArrayList<>();
    for (AnnotationView nested : annotation.annotations("constants")) {
      table(nested).ifPresent(tables::add);
    }
    if (source instanceof Formula && !tables.isEmpty()) {
      diagnostics.report(
          tables.get(0).site(),
          TableMessages.constantsOfExpression(tables.get(0).binding(), method.getSimpleName()));
    }
    return List.copyOf(tables);
  }

  private Optional<ConstantTable> table(AnnotationView annotation) {
    Optional<Located<Integer>> binding = annotation.integer("binding");
    Optional<Located<Integer>> set = annotation.integer("set");
    if (binding.isEmpty() || set.isEmpty()) {
      return Optional.empty();
    }
    ConstantTable table =
        new ConstantTable(
            set.get().value(),
            binding.get().value(),
            annotation.constant("form", Form.class, Form.OF_CALL),
            annotation.strings("values"),
            annotation.writtenString("resource"),
            binding.get().site());
    BindingRange.check(table.name(), binding.get(), set.get(), diagnostics);
    if (table.form().value() == Form.UNREDUCED) {
      diagnostics.report(table.form().site(), TableMessages.constantsUnreduced(table.binding()));
    }
    if (table.values().isEmpty() && table.resource().isEmpty()) {
      diagnostics.report(table.site(), TableMessages.constantsAbsent(table.binding()));
    } else if (!table.values().isEmpty() && table.resource().isPresent()) {
      diagnostics.report(
          table.resource().get().site(), TableMessages.constantsAmbiguous(table.binding()));
    }
    return Optional.of(table);
  }
}
