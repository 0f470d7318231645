// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the GLSL field library has, by the list that is packaged with it: a function or macro and
 * the file that defines it on each line.
 */
final class LibraryIndex {

  private static final String INDEX = "fieldstone/glsl/index.txt";

  private final Map<String, String> files = new TreeMap<>();

  /** Reads the list that {@code loader} finds; where there is none, nothing is known. */
  LibraryIndex(ClassLoader loader) {
    try (InputStream in = loader.getResourceAsStream(INDEX)) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        int space = line.indexOf(' ');
        if (space > 0) {
          files.put(line.substring(0, space), line.substring(space + 1));
        }
      }
    } catch (IOException e) {
      files.clear(); // errors are told without help then
    }
  }

  /** Returns the file that defines {@code name}. */
  Optional<String> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** Returns all names. */
  List<String> names() {
    return List.copyOf(files.keySet());
  }

  /** Returns all files. */
  List<String> files() {
    return files.values().stream().distinct().toList();
  }
}
