// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what the author may have meant. */
public final class Suggestion {

  private static final int LONGEST_NAME = 200;

  private Suggestion() {}

  /** Returns {@code " Did you mean '...'?"} with the nearest candidate, or nothing if none is. */
  public static String nearest(String name, Collection<String> candidates) {
    return find(name, candidates).map(c -> " Did you mean '" + c + "'?").orElse("");
  }

  /** Returns the nearest candidate, if one is near. */
  public static Optional<String> find(String name, Collection<String> candidates) {
    Optional<String> otherwiseSpelt =
        candidates.stream().filter(c -> c.equalsIgnoreCase(name)).findFirst();
    if (otherwiseSpelt.isPresent()) {
      return otherwiseSpelt;
    }
    int tolerance = Math.min(name.length() - 1, Math.max(1, name.length() / 3));
    return candidates.stream()
        .filter(c -> c.length() <= LONGEST_NAME && name.length() <= LONGEST_NAME)
        .filter(c -> distance(name, c) <= tolerance)
        .min(Comparator.<String>comparingInt(c -> distance(name, c)).thenComparing(c -> c));
  }

  /** The distance by letters added, left out, replaced or exchanged with the next, row by row. */
  private static int distance(String a, String b) {
    int[] beforeThat = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (exchanged) {
          current[j] = Math.min(current[j], beforeThat[j - 2] + 1);
        }
      }
      beforeThat = previous;
      previous = current;
    }
    return previous[b.length()];
  }
}
