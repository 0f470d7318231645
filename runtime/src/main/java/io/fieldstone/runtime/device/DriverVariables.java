// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import static java.util.stream.Collectors.joining;

import io.fieldstone.runtime.manifest.ManifestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private static final List<String> FILTERS =
      List.of("VK_LOADER_DRIVERS_SELECT", "VK_LOADER_DRIVERS_DISABLE");

  /** Of a layer that Mesa installs. */
  private static final String SELECT = "MESA_VK_DEVICE_SELECT";

  private DriverVariables() {}

  /**
   * {@return which manifests, of those that variables name and of those in the loader's folders,
   * cannot be any, each in a line with its remedy}
   *
   * @param environment the environment variables
   */
  public static List<String> complaints(Map<String, String> environment) {
    List<String> complaints = new ArrayList<>();
    for (String variable : ManifestFiles.naming(environment)) {
      for (Path path : ManifestFiles.named(variable, environment)) {
        named(variable, path, complaints);
      }
    }
    empty("driver", ManifestFiles.inFolders("icd.d", environment), complaints);
    empty("layer", ManifestFiles.inFolders("implicit_layer.d", environment), complaints);
    return List.copyOf(complaints);
  }

  private static void named(String variable, Path path, List<String> complaints) {
    if (!Files.exists(path)) {
      complaints.add(
          variable
              + " names "
              + path.toAbsolutePath()
              + ", which is not there; name a driver's manifest, or unset it");
    } else if (!Files.isDirectory(path)) {
      empty("driver", List.of(path), complaints);
    } else if (ManifestFiles.in(path).isEmpty()) {
      complaints.add(
          variable
              + " names the folder "
              + path.toAbsolutePath()
              + ", which has no manifest in it; name a driver's manifest, or unset it");
    } else {
      empty("driver", ManifestFiles.in(path), complaints);
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

  /**
   * {@return which variables keep the loader from drivers: what to look at if it found none} Each
   * in a line with its remedy.
   *
   * @param environment the environment variables
   */
  public static List<String> hiding(Map<String, String> environment) {
    List<String> hiding = new ArrayList<>();
    ManifestFiles.instead(environment)
        .ifPresent(
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

  /**
   * {@return which variable has a driver or a layer end the process, without a word to it, in a
   * line with its remedy; empty if none does}
   *
   * @param environment the environment variables
   */
  public static Optional<String> ending(Map<String, String> environment) {
    return "list".equals(environment.get(SELECT)) && !environment.containsKey("NODEVICE_SELECT")
        ? Optional.of(
            SELECT
                + "=list has Mesa list devices and end the process; unset it, and let doctor list"
                + " them")
        : Optional.empty();
  }

  /** Returns what a message of no device is followed by; empty if no variable is to blame. */
  static String hint(Map<String, String> environment) {
    List<String> hiding = hiding(environment);
    return hiding.isEmpty() ? "" : hiding.stream().collect(joining("; ", " (", ")"));
  }
}
