// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a build tool compile kernels again whose shaders changed. Maven compares Java sources with
 * classes, and sees no other files; so this removes the classes of the interfaces that declare
 * kernels if a shader is newer than they are, or another one than at the last build. It runs before
 * the compiler:
 *
 * <pre>{@code
 * StaleKernels target/classes src/main/resources src/main/shaders
 * }</pre>
 *
 * <p>Of a shader that was removed or renamed Maven leaves a copy among the classes, which the
 * compiler would find: that copy is removed too. What shaders there were is kept beside the folder
 * of the classes, in {@code target/classes.shaders}.
 *
 * <p>Which shader includes which is not asked: a changed one makes all kernels stale. The cache of
 * compiled shaders keeps that cheap.
 */
public final class StaleKernels {

  /** Where the processor writes who declares what. */
  private static final String INDEX = "fieldstone/package/kernel";

  private StaleKernels() {}

  /**
   * Removes stale classes, and copies of shaders that are gone.
   *
   * @param arguments the folder of the classes, then those of the shaders
   * @throws IOException if a folder cannot be read or a class cannot be removed
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      throw new IllegalArgumentException("Usage: StaleKernels <classes> <shaders>...");
    }
    Path classes = Path.of(arguments[0]);
    Shaders now =
        Shaders.in(
            Arrays.stream(arguments).skip(1).map(Path::of).filter(Files::isDirectory).toList());
    Path list = classes.resolveSibling(classes.getFileName() + ".shaders");
    Optional<Shaders> before = Shaders.read(list);
    for (String gone : before.map(b -> b.without(now)).orElse(List.of())) {
      Files.deleteIfExists(classes.resolve(gone));
    }
    boolean changed = before.isPresent() && !before.get().equals(now);
    removeStale(classes, now, changed);
    if (changed || before.isEmpty()) {
      now.write(list);
    }
  }

  private static void removeStale(Path classes, Shaders shaders, boolean all) throws IOException {
    Path index = classes.resolve(INDEX);
    if (!Files.isDirectory(index)) {
      return;
    }
    for (Path kernel : files(index)) {
      if (all || shaders.areNewerThan(Files.getLastModifiedTime(kernel))) {
        Optional<Path> declaration = topLevelClass(Files.readString(kernel).strip(), classes);
        if (declaration.isPresent()) {
          Files.delete(declaration.get());
        }
      }
    }
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
