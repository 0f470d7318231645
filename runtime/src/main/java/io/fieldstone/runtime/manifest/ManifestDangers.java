// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.manifest;

import io.fieldstone.runtime.manifest.Manifest.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what Vulkan's loader would crash on, or wait for without end, before it does: damaged
 * manifests of drivers and layers, and libraries that are cut short. Few milliseconds.
 *
 * <pre>{@code
 * ManifestDangers.find(System.getenv(), Set.of()).forEach(System.err::println);
 * }</pre>
 */
public final class ManifestDangers {

  /** With one of them, which libraries are loaded is the loader's to say. */
  private static final Set<String> FILTERS =
      Set.of("VK_LOADER_DRIVERS_SELECT", "VK_LOADER_DRIVERS_DISABLE", "VK_LOADER_LAYERS_DISABLE");

  private ManifestDangers() {}

  /**
   * Returns what is dangerous, each in a line that names the file and has the remedy.
   *
   * @param environment the environment variables
   * @param asked the names of layers that are asked for, such as that of validation
   */
  public static List<String> find(Map<String, String> environment, Set<String> asked) {
    List<Manifest> unasked = new ArrayList<>();
    read(ManifestFiles.drivers(environment), Kind.DRIVER, unasked);
    read(ManifestFiles.implicitLayers(environment), Kind.LAYER, unasked);
    Set<String> layers = new HashSet<>(asked);
    layers.addAll(List.of(environment.getOrDefault("VK_INSTANCE_LAYERS", "").split("[:;]")));
    layers.remove("");
    List<Manifest> explicit = new ArrayList<>();
    if (!layers.isEmpty()) {
      read(ManifestFiles.explicitLayers(environment), Kind.LAYER, explicit);
    }
    Set<String> dangers = new LinkedHashSet<>();
    Stream.concat(unasked.stream(), explicit.stream())
        .forEach(manifest -> manifest.danger().ifPresent(dangers::add));
    if (FILTERS.stream().noneMatch(environment::containsKey)) {
      for (Manifest manifest : unasked) {
        libraries(manifest, library -> library.isLoaded(environment), environment, dangers);
      }
    }
    for (Manifest manifest : explicit) {
      libraries(manifest, library -> library.isOf(layers), environment, dangers);
    }
    return List.copyOf(dangers);
  }

  private static void read(List<Path> files, Kind kind, List<Manifest> read) {
    files.forEach(file -> read.add(Manifest.read(file, kind)));
  }

  private static void libraries(
      Manifest manifest,
      Predicate<Manifest.Library> loaded,
      Map<String, String> environment,
      Set<String> dangers) {
    manifest.libraries().stream()
        .filter(loaded)
        .forEach(library -> danger(library.path(), manifest, environment).ifPresent(dangers::add));
  }

  private static Optional<String> danger(
      String path, Manifest manifest, Map<String, String> environment) {
    @Nullable Path library = SharedLibrary.find(path, manifest.file(), environment);
    if (library == null) {
      return Optional.empty();
    }
    return SharedLibrary.danger(library)
        .map(
            danger ->
                "the library "
                    + library
                    + " of the "
                    + manifest.kind().word()
                    + " manifest "
                    + manifest.file()
                    + " is damaged ("
                    + danger
                    + "); install its package again, or remove the manifest");
  }
}
