// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The order in which an included file is looked for. */
final class IncludePaths {

  private IncludePaths() {}

  /** Resolves over {@code read}, which gives a file's text by its name from the root. */
  static IncludeResolver resolver(Function<String, Optional<String>> read) {
    return (requested, includer) -> {
      String folder = includer.substring(0, includer.lastIndexOf('/') + 1);
      return Stream.of(folder + requested, requested)
          .flatMap(path -> normalize(path).stream())
          .distinct()
          .flatMap(name -> read.apply(name).map(text -> new ShaderSource(name, text)).stream())
          .findFirst();
    };
  }

  /** The path without {@code .} and {@code ..}, or empty if it leaves the root. */
  private static Optional<String> normalize(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      switch (part) {
        case "." -> {}
        case ".." -> {
          if (parts.pollLast() == null) {
            return Optional.empty();
          }
        }
        case "" -> {
          return Optional.empty();
        }
        default -> parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }
}
