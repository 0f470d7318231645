// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What environment variables of the Vulkan loader's make of the drivers that it finds. The loader
 * itself says nothing of an empty variable, of a folder without manifests, or of an empty file.
 *
 * <pre>{@code
 * DriverVariables.complaints(System.getenv()).forEach(System.err::println);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class DriverVariables {

  /** Named alone, they are all drivers that there are; the first one that is set counts. */
  private static final List<String> INSTEAD = List.of("VK_DRIVER_FILES", "VK_ICD_FILENAMES");

  private static final String BESIDE = "VK_ADD_DRIVER_FILES";

  private static final List<String> FILTERS =
      List.of("VK_LOADER_DRIVERS_SELECT", "VK_LOADER_DRIVERS_DISABLE");

  private static final String MANIFESTS = "*.json";

  private DriverVariables() {}

  /**
   * Returns which manifests, of those that variables name and of those in the loader's folders,
   * cannot be any, each in a line with its remedy.
   *
   * @param environment the environment variables
   */
  public static List<String> complaints(Map<String, String> environment) {
    List<String> complaints = new ArrayList<>();
    Stream.concat(INSTEAD.stream().filter(environment::containsKey).limit(1), Stream.of(BESIDE))
        .forEach(
            variable ->
                Stream.of(environment.getOrDefault(variable, "").split(File.pathSeparator, -1))
                    .filter(entry -> !entry.isEmpty())
                    .forEach(entry -> named(variable, entry, complaints)));
    for (Path folder : folders(environment)) {
      empty("driver", list(folder.resolve("icd.d")), complaints);
      empty("layer", list(folder.resolve("implicit_layer.d")), complaints);
    }
    return List.copyOf(complaints);
  }

  private static void named(String variable, String entry, List<String> complaints) {
    try {
      Path path = Path.of(entry);
      if (!Files.exists(path)) {
        complaints.add(
            variable
                + " names "
                + path.toAbsolutePath()
                + ", which is not there; name a driver's manifest, or unset it");
      } else if (!Files.isDirectory(path)) {
        empty("driver", List.of(path), complaints);
      } else if (list(path).isEmpty()) {
        complaints.add(
            variable
                + " names the folder "
                + path.toAbsolutePath()
                + ", which has no manifest in it; name a driver's manifest, or unset it");
      } else {
        empty("driver", list(path), complaints);
      }
    } catch (InvalidPathException e) {
      // A name that Java cannot open, the loader may.
    }
  }

  private static void empty(String kind, List<Path> manifests, List<String> complaints) {
    for (Path manifest : manifests) {
      try {
        if (Files.isRegularFile(manifest) && Files.size(manifest) == 0) {
          complaints.add(
              "the "
                  + kind
                  + " manifest "
                  + manifest
                  + " is empty; install its package again, or remove the file");
        }
      } catch (IOException e) {
        // What cannot be read, the loader complains of.
      }
    }
  }

  private static List<Path> list(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, MANIFESTS)) {
      files.forEach(found::add);
    } catch (IOException e) {
      // No such folder, no manifests.
    }
    found.sort(null);
    return found;
  }

  /** Where the loader looks, on systems without a registry. */
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
        .flatMap(DriverVariables::vulkanBelow)
        .toList();
  }

  private static Stream<Path> vulkanBelow(String folder) {
    try {
      return Stream.of(Path.of(folder, "vulkan"));
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }

  private static String orElse(@Nullable String value, String unset) {
    return value == null || value.isEmpty() ? unset : value;
  }

  /**
   * Returns which variables keep the loader from drivers: what to look at if it found none. Each in
   * a line with its remedy.
   *
   * @param environment the environment variables
   */
  public static List<String> hiding(Map<String, String> environment) {
    List<String> hiding = new ArrayList<>();
    INSTEAD.stream()
        .filter(environment::containsKey)
        .limit(1)
        .forEach(
            name -> {
              String value = environment.getOrDefault(name, "");
              hiding.add(
                  value.isEmpty()
                      ? name + " is set but empty, so that no driver is found; unset it"
                      : name + "=" + value + " leaves out all other drivers; unset it");
            });
    for (String name : FILTERS) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        hiding.add(name + "=" + value + " leaves out drivers; unset it");
      }
    }
    return List.copyOf(hiding);
  }

  /** Returns what a message of no device is followed by; empty if no variable is to blame. */
  static String hint(Map<String, String> environment) {
    List<String> hiding = hiding(environment);
    return hiding.isEmpty() ? "" : hiding.stream().collect(joining("; ", " (", ")"));
  }
}
