// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The shaders in some folders: when each was changed, and how long it is, by its name from the root
 * of its folder. Kept as a line each:
 *
 * <pre>
 *   2026-01-31T12:00:00Z 512 my/rotate.comp
 * </pre>
 */
record Shaders(Map<String, String> files, Optional<FileTime> newest) {

  private static final List<String> SUFFIXES = List.of(".comp", ".glsl", ".spv");

  /** Finds those in {@code folders}; of two that have one name, the first. */
  static Shaders in(List<Path> folders) throws IOException {
    Map<String, String> found = new TreeMap<>();
    Optional<FileTime> newest = Optional.empty();
    for (Path folder : folders) {
      for (Path file : shaders(folder)) {
        FileTime changed = Files.getLastModifiedTime(file);
        String name = folder.relativize(file).toString().replace('\\', '/');
        found.putIfAbsent(name, changed + " " + Files.size(file));
        if (newest.isEmpty() || newest.get().compareTo(changed) < 0) {
          newest = Optional.of(changed);
        }
      }
    }
    return new Shaders(Map.copyOf(found), newest);
  }

  private static List<Path> shaders(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> SUFFIXES.stream().anyMatch(file.toString()::endsWith))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  /** Reads what {@link #write} wrote, if there is such a file. */
  static Optional<Shaders> read(Path list) throws IOException {
    if (!Files.isRegularFile(list)) {
      return Optional.empty();
    }
    Map<String, String> files = new TreeMap<>();
    for (String line : Files.readAllLines(list)) {
      int length = line.indexOf(' ');
      int name = line.indexOf(' ', length + 1);
      if (length > 0 && name > 0) {
        files.put(line.substring(name + 1), line.substring(0, name));
      }
    }
    return Optional.of(new Shaders(Map.copyOf(files), Optional.empty()));
  }

  void write(Path list) throws IOException {
    if (list.getParent() != null) {
      Files.createDirectories(list.getParent());
    }
    Files.write(
        list,
        new TreeMap<>(files)
            .entrySet().stream().map(f -> f.getValue() + " " + f.getKey()).toList());
  }

  /** Returns the names of those that {@code other} has not. */
  List<String> without(Shaders other) {
    return files.keySet().stream().filter(name -> !other.files.containsKey(name)).toList();
  }

  boolean areNewerThan(FileTime time) {
    return newest.isPresent() && time.compareTo(newest.get()) < 0;
  }

  /** What is compared is the files, of which the newest is one. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Shaders shaders && files.equals(shaders.files);
  }

  @Override
  public int hashCode() {
    return files.hashCode();
  }
}
