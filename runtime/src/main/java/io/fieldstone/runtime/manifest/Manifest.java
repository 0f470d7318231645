// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.manifest;

import io.fieldstone.runtime.manifest.ManifestJson.Members;
import io.fieldstone.runtime.manifest.ManifestJson.SyntaxException;
import io.fieldstone.runtime.manifest.ManifestJson.TooDeepException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a manifest would end the process, or hold it up for ever, when Vulkan's loader reads it:
 * lists in place of objects, numbers in place of texts, depth, pipes. What the loader merely
 * complains of is left to it.
 */
final class Manifest {

  /** Whose it is. */
  enum Kind {
    DRIVER,
    LAYER;

    String word() {
      return this == DRIVER ? "driver" : "layer";
    }
  }

  /** Real ones have a few thousand; the loader reads all into memory. */
  private static final long MOST_BYTES = 1L << 20;

  private static final String LIBRARY = "library_path";

  /** What a layer has in objects, and in lists of objects. */
  private static final List<String> OBJECTS = List.of("functions", "pre_instance_functions");

  private static final List<String> LISTS_OF_OBJECTS =
      List.of("instance_extensions", "device_extensions");

  private static final String ENABLE = "enable_environment";
  private static final String DISABLE = "disable_environment";

  private final Path file;
  private final Kind kind;
  private final @Nullable Object root;
  private @Nullable String danger;

  private Manifest(Path file, Kind kind, @Nullable Object root, @Nullable String danger) {
    this.file = file;
    this.kind = kind;
    this.root = root;
    this.danger = danger;
  }

  /** Reads a manifest; one that the loader cannot read either has no dangers. */
  static Manifest read(Path file, Kind kind) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isOther()) {
        return new Manifest(file, kind, null, "it is a pipe or a device");
      }
      if (attributes.size() > MOST_BYTES) {
        return new Manifest(file, kind, null, "it has " + attributes.size() + " bytes");
      }
      // Every byte is a letter of its own: the loader looks at none of them.
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      Manifest manifest = new Manifest(file, kind, ManifestJson.parse(text), null);
      manifest.look();
      return manifest;
    } catch (TooDeepException e) {
      String levels = "it is nested more than " + ManifestJson.MOST_LEVELS + " levels deep";
      return new Manifest(file, kind, null, levels);
    } catch (IOException | SyntaxException e) {
      return new Manifest(file, kind, null, null);
    }
  }

  private void look() {
    Object value = root;
    requireObject("it", value);
    if (kind == Kind.DRIVER) {
      for (Object icd : named(value, "ICD")) {
        requireObject("'ICD'", icd);
        named(icd, LIBRARY).forEach(path -> requireText(LIBRARY, path));
      }
      return;
    }
    layers().forEach(this::lookAtLayer);
  }

  /** Returns what the loader takes for layers. */
  private List<Object> layers() {
    List<Object> layers = new ArrayList<>(named(root, "layer"));
    for (Object several : named(root, "layers")) {
      if (several instanceof List<?> list) {
        layers.addAll(list);
      }
    }
    return layers;
  }

  private void lookAtLayer(Object layer) {
    requireObject("'layer'", layer);
    for (String name : OBJECTS) {
      named(layer, name).forEach(value -> requireObject("'" + name + "'", value));
    }
    for (String name : LISTS_OF_OBJECTS) {
      for (Object list : named(layer, name)) {
        if (list instanceof List<?> all) {
          all.forEach(each -> requireObject("'" + name + "'", each));
        }
      }
    }
    for (Object variables : named(layer, ENABLE)) {
      if (!(variables instanceof Members members) || members.all().isEmpty()) {
        wrong("'" + ENABLE + "' names no variable");
      }
    }
    for (String name : List.of(ENABLE, DISABLE)) {
      for (Object variables : named(layer, name)) {
        requireObject("'" + name + "'", variables);
        if (variables instanceof Members members) {
          members.all().forEach(each -> requireText(each.getKey(), each.getValue()));
        }
      }
    }
  }

  private void requireText(String name, Object value) {
    if (!(value instanceof String)) {
      wrong("'" + name + "' is no text");
    }
  }

  /** An empty list, or what holds nothing, is not looked into. */
  private void requireObject(String what, @Nullable Object value) {
    if (value instanceof List<?> list && !list.isEmpty()) {
      wrong(what + " is a list");
    }
  }

  private void wrong(String what) {
    if (danger == null) {
      danger = what;
    }
  }

  private static List<Object> named(@Nullable Object of, String name) {
    return of instanceof Members members ? members.named(name) : List.of();
  }

  /** Returns what is dangerous in the file itself, as a line with its remedy. */
  Optional<String> danger() {
    return danger == null
        ? Optional.empty()
        : Optional.of(
            "the "
                + kind.word()
                + " manifest "
                + file
                + " is damaged ("
                + danger
                + "); install its package again, or remove the file");
  }

  /** Returns the libraries that the loader loads for it, with what switches them on and off. */
  List<Library> libraries() {
    List<Object> all = kind == Kind.DRIVER ? named(root, "ICD") : layers();
    List<Library> libraries = new ArrayList<>();
    for (Object each : all) {
      for (Object path : named(each, LIBRARY)) {
        if (path instanceof String name) {
          libraries.add(
              new Library(
                  name, named(each, "name"), variables(each, ENABLE), variables(each, DISABLE)));
        }
      }
    }
    return libraries;
  }

  private static List<Members> variables(Object of, String name) {
    return named(of, name).stream()
        .filter(Members.class::isInstance)
        .map(Members.class::cast)
        .toList();
  }

  /**
   * A library that a manifest names.
   *
   * @param path as it is written
   * @param names the layer's
   * @param enabling the variables that have an implicit layer loaded; without any it always is
   * @param disabling the variables that have it not loaded, whatever their value
   */
  record Library(String path, List<Object> names, List<Members> enabling, List<Members> disabling) {

    /** Returns whether it is one of these layers. */
    boolean isOf(Set<String> layers) {
      return names.stream().anyMatch(layers::contains);
    }

    /** Returns whether the loader loads it by itself. */
    boolean isLoaded(Map<String, String> environment) {
      boolean off =
          disabling.stream()
              .flatMap(members -> members.all().stream())
              .anyMatch(member -> environment.containsKey(member.getKey()));
      boolean on =
          enabling.isEmpty()
              || enabling.stream()
                  .flatMap(members -> members.all().stream())
                  .anyMatch(member -> member.getValue().equals(environment.get(member.getKey())));
      return on && !off;
    }
  }

  Path file() {
    return file;
  }

  Kind kind() {
    return kind;
  }
}
