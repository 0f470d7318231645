// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the numbers of options. In the digits 0 to 9 alone: those of other scripts, which Java's
 * own parsing takes, are most often not what somebody meant to write, and no shell counts with
 * them.
 */
final class WholeNumber<N> implements ITypeConverter<N> {

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

  private final Function<String, N> parse;
  private final N least;
  private final N most;

  private WholeNumber(Function<String, N> parse, N least, N most) {
    this.parse = parse;
    this.least = least;
    this.most = most;
  }

  static WholeNumber<Integer> ofInt() {
    return new WholeNumber<>(Integer::valueOf, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  static WholeNumber<Long> ofLong() {
    return new WholeNumber<>(Long::valueOf, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public N convert(String value) {
    if (!NUMBER.matcher(value).matches()) {
      throw new TypeConversionException("'" + value + "' is not a number in the digits 0 to 9");
    }
    try {
      return parse.apply(value);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'" + value + "' is not a number from " + least + " to " + most);
    }
  }
}
