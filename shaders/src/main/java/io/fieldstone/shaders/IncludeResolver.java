// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the files that a shader includes.
 *
 * <p>The field library is on the class path, so a shader of one's own includes it by
 *
 * <pre>{@code
 * IncludeResolver includes =
 *     IncludeResolver.directory(Path.of("src/main/shaders"))
 *         .orElse(IncludeResolver.resources(getClass().getClassLoader()));
 * }</pre>
 *
 * <p>The resolvers made here look for a name beside the including file first, then from their root,
 * and find nothing above that root. They are immutable and safe for use by several threads.
 */
@FunctionalInterface
public interface IncludeResolver {

  /**
   * Finds an included file.
   *
   * @param requested what the {@code #include} says
   * @param includer the {@linkplain ShaderSource#name() name} of the file that says it
   * @return the file, or empty if there is none
   * @throws UncheckedIOException if there is one that cannot be read
   */
  Optional<ShaderSource> resolve(String requested, String includer);

  /**
   * This resolver, then {@code other} for what this one does not find.
   *
   * @param other what is asked second
   * @return the resolver
   */
  default IncludeResolver orElse(IncludeResolver other) {
    return (requested, includer) ->
        resolve(requested, includer).or(() -> other.resolve(requested, includer));
  }

  /**
   * Finds files among the resources of a class loader.
   *
   * @param loader the class loader
   * @return the resolver
   */
  static IncludeResolver resources(ClassLoader loader) {
    return IncludePaths.resolver(
        name -> {
          try (InputStream in = loader.getResourceAsStream(name)) {
            return in == null
                ? Optional.empty()
                : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException("Cannot read resource '" + name + "'.", e);
          }
        });
  }

  /**
   * Finds files below a folder.
   *
   * @param root the folder
   * @return the resolver
   */
  static IncludeResolver directory(Path root) {
    return IncludePaths.resolver(
        name -> {
          Path file = root.resolve(name);
          try {
            return Files.isRegularFile(file)
                ? Optional.of(Files.readString(file))
                : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + file + "'.", e);
          }
        });
  }
}
