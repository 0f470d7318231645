// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.diagnostic.Suggestion;
import io.fieldstone.processor.diagnostic.TableMessages;
import io.fieldstone.processor.model.ConcreteType;
import io.fieldstone.processor.model.ConstantTable;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.TypeArguments;
import io.fieldstone.processor.resource.Content;
import io.fieldstone.processor.resource.ResourceFinder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks the numbers of tables of constants: each is one, and below the modulus as far as that is
 * known. Of each text the first mistake is told.
 */
public final class TableChecks {

  private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]+|[0-9]+");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern COMMENT = Pattern.compile("#.*");

  /** Longer numbers are wider than any modulus, whatever their leading zeros. */
  private static final int MAX_DIGITS = 2000;

  private static final int MAX_BYTES = 64 << 20;

  private final ResourceFinder finder;
  private final Diagnostics diagnostics;

  /** Finds resources by {@code finder}. */
  public TableChecks(ResourceFinder finder, Diagnostics diagnostics) {
    this.finder = finder;
    this.diagnostics = diagnostics;
  }

  /** Reports what is wrong with the tables of {@code kernel}. */
  public void check(KernelMethod kernel, TypeArguments arguments) {
    for (ConstantTable table : kernel.constants()) {
      Numbers numbers = new Numbers(table.binding(), arguments.concrete());
      for (int i = 0; i < table.values().size(); i++) {
        Located<String> text = table.values().get(i);
        if (numbers.check(text.value(), "values[" + i + "]", text.site()) == 0) {
          diagnostics.report(
              text.site(),
              TableMessages.constantMalformed(table.binding(), "values[" + i + "]", ""));
        }
      }
      table.resource().ifPresent(resource -> check(table, resource, numbers));
    }
  }

  private void check(ConstantTable table, Located<String> resource, Numbers numbers) {
    String name = resource.value();
    Content content =
        ResourceFinder.isName(name) ? finder.find(name, MAX_BYTES) : new Content.Missing();
    if (content instanceof Content.Found found) {
      List<String> lines = new String(found.bytes(), StandardCharsets.UTF_8).lines().toList();
      int count = 0;
      for (int line = 0; line < lines.size() && count >= 0; line++) {
        String text = COMMENT.matcher(lines.get(line)).replaceFirst("");
        int more = numbers.check(text, name + ":" + (line + 1), resource.site());
        count = more < 0 ? more : count + more;
      }
      if (count == 0) {
        diagnostics.report(
            resource.site(),
            TableMessages.constantsUnreadable(table.binding(), name, "it has no number"));
      }
    } else if (content instanceof Content.Unreadable unreadable) {
      diagnostics.report(
          resource.site(),
          TableMessages.constantsUnreadable(table.binding(), name, unreadable.reason()));
    } else {
      String suggestion =
          ResourceFinder.isName(name)
              ? Suggestion.nearest(name, finder.siblings(name, suffix(name)))
              : "";
      diagnostics.report(
          resource.site(), TableMessages.constantsMissing(table.binding(), name, suggestion));
    }
  }

  private static String suffix(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') ? name.substring(dot) : "";
  }

  /** Checks one text after the other. */
  private final class Numbers {

    private final int binding;
    private final Optional<ConcreteType> field;

    Numbers(int binding, Optional<ConcreteType> field) {
      this.binding = binding;
      this.field = field;
    }

    /** Returns how many numbers {@code text} has; -1 if one of them was reported. */
    int check(String text, String place, Site site) {
      int count = 0;
      for (String number : SPACE.split(text.strip(), -1)) {
        if (number.isEmpty()) {
          continue;
        }
        if (!NUMBER.matcher(number).matches()) {
          diagnostics.report(site, TableMessages.constantMalformed(binding, place, number));
          return -1;
        }
        Optional<BigInteger> modulus = field.flatMap(ConcreteType::modulus);
        if (modulus.isPresent() && !isBelow(number, modulus.get())) {
          diagnostics.report(
              site,
              TableMessages.constantTooLarge(
                  binding, place, number, field.get().name(), modulus.get()));
          return -1;
        }
        count++;
      }
      return count;
    }
  }

  private static boolean isBelow(String number, BigInteger modulus) {
    if (number.length() > MAX_DIGITS) {
      return false;
    }
    BigInteger value =
        number.startsWith("0x") || number.startsWith("0X")
            ? new BigInteger(number.substring(2), 16)
            : new BigInteger(number);
    return value.compareTo(modulus) < 0;
  }
}
