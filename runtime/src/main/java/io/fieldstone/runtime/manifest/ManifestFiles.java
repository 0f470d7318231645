// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.manifest;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where Vulkan's loader looks for manifests, on systems without a registry. */
public final class ManifestFiles {

  /** Named alone, they are all drivers that there are; the first one that is set counts. */
  private static final List<String> INSTEAD = List.of("VK_DRIVER_FILES", "VK_ICD_FILENAMES");

  private static final String BESIDE = "VK_ADD_DRIVER_FILES";

  private static final String MANIFESTS = "*.json";

  private ManifestFiles() {}

  /** Returns the variable that names all drivers that there are, if one is set. */
  public static Optional<String> instead(Map<String, String> environment) {
    return INSTEAD.stream().filter(environment::containsKey).findFirst();
  }

  /** Returns the variables that name drivers, or may. */
  public static List<String> naming(Map<String, String> environment) {
    return Stream.concat(instead(environment).stream(), Stream.of(BESIDE)).toList();
  }

  /** Returns what a variable names, file or folder, there or not. */
  public static List<Path> named(String variable, Map<String, String> environment) {
    return Stream.of(environment.getOrDefault(variable, "").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .flatMap(ManifestFiles::path)
        .toList();
  }

  /** A name that Java cannot open, the loader may. */
  private static Stream<Path> path(String entry) {
    try {
      return Stream.of(Path.of(entry));
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }

  /** Returns the manifests in all folders of a name, such as {@code icd.d}. */
  public static List<Path> inFolders(String name, Map<String, String> environment) {
    return folders(environment).stream()
        .flatMap(folder -> in(folder.resolve(name)).stream())
        .toList();
  }

  /** Returns the manifests of drivers that the loader reads. */
  static List<Path> drivers(Map<String, String> environment) {
    Stream<Path> named =
        naming(environment).stream()
            .flatMap(variable -> named(variable, environment).stream())
            .flatMap(path -> Files.isDirectory(path) ? in(path).stream() : Stream.of(path));
    return instead(environment).isPresent()
        ? named.toList()
        : Stream.concat(named, inFolders("icd.d", environment).stream()).toList();
  }

  /** Returns those of layers that it always reads. */
  static List<Path> implicitLayers(Map<String, String> environment) {
    return inFolders("implicit_layer.d", environment);
  }

  /** Returns those of layers that it reads when one is asked for. */
  static List<Path> explicitLayers(Map<String, String> environment) {
    return environment.containsKey("VK_LAYER_PATH")
        ? named("VK_LAYER_PATH", environment).stream().flatMap(path -> in(path).stream()).toList()
        : inFolders("explicit_layer.d", environment);
  }

  /** Returns the manifests in a folder, sorted; none if it is not there. */
  public static List<Path> in(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, MANIFESTS)) {
      files.forEach(found::add);
    } catch (IOException | DirectoryIteratorException e) {
      // No such folder, no manifests.
    }
    found.sort(null);
    return found;
  }

  private static List<Path> folders(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Stream.of(
            orElse(environment.get("XDG_CONFIG_HOME"), home + "/.config"),
            orElse(environment.get("XDG_CONFIG_DIRS"), "/etc/xdg"),
            "/etc",
            orElse(environment.get("XDG_DATA_HOME"), home + "/.local/share"),
            orElse(environment.get("XDG_DATA_DIRS"), "/usr/local/share:/usr/share"))
        .flatMap(folders -> Stream.of(folders.split(":", -1)))
        .filter(folder -> folder.startsWith("/"))
        .distinct()
        .flatMap(ManifestFiles::path)
        .map(folder -> folder.resolve("vulkan"))
        .toList();
  }

  private static String orElse(@Nullable String value, String unset) {
    return value == null || value.isEmpty() ? unset : value;
  }
}
