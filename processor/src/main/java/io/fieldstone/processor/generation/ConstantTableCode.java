// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.CodeBlock;
import io.fieldstone.annotations.Form;
import io.fieldstone.processor.model.ConstantTable;
import io.fieldstone.processor.model.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes the call that adds a table of constants to a descriptor. */
final class ConstantTableCode {

  /** Each string takes some bytes of a method, which may have 64 KB. */
  private static final int MAX_STRINGS = 256;

  /** A constant of a class file may have 65,535 bytes. */
  private static final int MAX_LENGTH = 60_000;

  private ConstantTableCode() {}

  static CodeBlock of(ConstantTable table) {
    return table
        .resource()
        .map(
            resource ->
                CodeBlock.of(
                    ".constantsOf($L, $L, $T.$L, $S)",
                    table.set(),
                    table.binding(),
                    Form.class,
                    table.form().value(),
                    resource.value()))
        .orElseGet(
            () ->
                CodeBlock.of(
                    ".constants($L, $L, $T.$L, $L)",
                    table.set(),
                    table.binding(),
                    Form.class,
                    table.form().value(),
                    strings(numbers(table)).stream()
                        .map(text -> CodeBlock.of("$S", text))
                        .collect(CodeBlock.joining(", "))));
  }

  private static List<String> numbers(ConstantTable table) {
    return table.values().stream()
        .map(Located::value)
        .flatMap(text -> Stream.of(text.strip().split("\\s+", -1)))
        .toList();
  }

  /** One number a string, or many if there are many. */
  private static List<String> strings(List<String> numbers) {
    if (numbers.size() <= MAX_STRINGS) {
      return numbers;
    }
    List<String> strings = new ArrayList<>();
    StringBuilder next = new StringBuilder();
    for (String number : numbers) {
      if (next.length() + number.length() > MAX_LENGTH) {
        strings.add(next.toString());
        next.setLength(0);
      }
      next.append(next.length() == 0 ? "" : " ").append(number);
    }
    strings.add(next.toString());
    return strings;
  }
}
