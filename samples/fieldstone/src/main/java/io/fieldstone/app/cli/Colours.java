// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Colours lines that say how something ended: on a terminal, unless NO_COLOR is set. */
final class Colours {

  private static final Pattern BAD = Pattern.compile("(?m)^(FAILED|WRONG|!|slower\\b|missing:).*$");
  private static final Pattern GOOD =
      Pattern.compile("(?m)^(passed|self-test passed|faster\\b|No change).*$");

  private Colours() {}

  /** Returns the text with colours if there are to be any. */
  static String of(String text, Ansi ansi) {
    if (!ansi.enabled()) {
      return text;
    }
    String red = Style.fg_red.on() + "$0" + Style.reset.on();
    String green = Style.fg_green.on() + "$0" + Style.reset.on();
    return GOOD.matcher(BAD.matcher(text).replaceAll(red)).replaceAll(green);
  }
}
