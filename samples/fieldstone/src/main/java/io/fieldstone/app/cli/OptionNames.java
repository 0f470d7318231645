// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Writes an enum's constants as options do: {@code HOST_VISIBLE} is {@code host-visible}. */
final class OptionNames<E extends Enum<E>> implements ITypeConverter<E> {

  private final Class<E> type;

  OptionNames(Class<E> type) {
    this.type = type;
  }

  static String of(Enum<?> constant) {
    return of(constant.name());
  }

  static String of(String constantName) {
    return constantName.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public E convert(String value) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> of(constant).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + value
                        + "' is none of "
                        + Stream.of(type.getEnumConstants())
                            .map(constant -> of(constant))
                            .collect(joining(", "))));
  }
}
