// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import io.fieldstone.processor.diagnostic.Site;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The names of the modules that compute the same in different ways.
 *
 * @param names the names, the portable default first; empty if there is one way only
 * @param probe the kernel whose time decides, if it is another one
 * @param site the place of the whole list
 */
public record Strategies(List<Located<String>> names, Optional<Located<String>> probe, Site site) {

  /** Stands for a strategy's name in the name of a resource. */
  public static final String PLACEHOLDER = "{strategy}";

  /** Returns whether the kernel has one module for each limb shape. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** Returns {@code template} with {@code strategy} in its place. */
  public static String in(String template, String strategy) {
    return template.replace(PLACEHOLDER, strategy);
  }

  /** Returns the names without their places. */
  public List<String> texts() {
    return names.stream().map(Located::value).collect(Collectors.toUnmodifiableList());
  }
}
