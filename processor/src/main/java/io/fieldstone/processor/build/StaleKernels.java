// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a build tool compile kernels again whose shaders changed. Maven compares Java sources with
 * classes, and sees no other files; so this removes the classes of the interfaces that declare
 * kernels if a shader is newer than they are. It runs before the compiler:
 *
 * <pre>{@code
 * StaleKernels target/classes src/main/resources src/main/shaders
 * }</pre>
 *
 * <p>Which shader includes which is not asked: a changed one makes all kernels stale. The cache of
 * compiled shaders keeps that cheap.
 */
public final class StaleKernels {

  private static final List<String> SHADERS = List.of(".comp", ".glsl", ".spv");

  /** Where the processor writes who declares what. */
  private static final String INDEX = "fieldstone/package/kernel";

  private StaleKernels() {}

  /**
   * Removes stale classes.
   *
   * @param arguments the folder of the classes, then those of the shaders
   * @throws IOException if a folder cannot be read or a class cannot be removed
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      throw new IllegalArgumentException("Usage: StaleKernels <classes> <shaders>...");
    }
    List<Path> shaders =
        Arrays.stream(arguments).skip(1).map(Path::of).filter(Files::isDirectory).toList();
    removeStale(Path.of(arguments[0]), shaders);
  }

  private static void removeStale(Path classes, List<Path> shaders) throws IOException {
    Path index = classes.resolve(INDEX);
    if (!Files.isDirectory(index)) {
      return;
    }
    Optional<FileTime> changed = newestShader(shaders);
    for (Path kernel : files(index)) {
      if (changed.isPresent() && Files.getLastModifiedTime(kernel).compareTo(changed.get()) < 0) {
        Optional<Path> declaration = topLevelClass(Files.readString(kernel).strip(), classes);
        if (declaration.isPresent()) {
          Files.delete(declaration.get());
        }
      }
    }
  }

  private static Optional<FileTime> newestShader(List<Path> folders) throws IOException {
    List<FileTime> times = new ArrayList<>();
    for (Path folder : folders) {
      for (Path file : files(folder)) {
        if (SHADERS.stream().anyMatch(file.toString()::endsWith)) {
          times.add(Files.getLastModifiedTime(file));
        }
      }
    }
    return times.stream().max(FileTime::compareTo);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** {@code a.Outer.Inner.method} is declared in {@code a/Outer.java}, whose class that is. */
  private static Optional<Path> topLevelClass(String owner, Path classes) {
    String path = "";
    for (String name : owner.split("\\.", -1)) {
      Path file = classes.resolve(path + name + ".class");
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
      path += name + "/";
    }
    return Optional.empty();
  }
}
