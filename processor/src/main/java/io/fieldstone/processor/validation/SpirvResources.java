// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.spirv.MalformedSpirvException;
import io.fieldstone.processor.spirv.SpirvModule;
import io.fieldstone.processor.spirv.SpirvReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;

/** Finds and reads SPIR-V resources where the compiler looks for files; reads each once. */
public final class SpirvResources {

  /** What became of a look-up. */
  public sealed interface Lookup {}

  /** The module was read. */
  public record Found(SpirvModule module) implements Lookup {}

  /** There is no such resource. */
  public record Missing() implements Lookup {}

  /** There is one that the file system does not give. */
  public record Unreadable(String reason) implements Lookup {}

  /** There is one that is not a SPIR-V module. */
  public record Malformed(MalformedSpirvException problem) implements Lookup {}

  /** A place to look in; on the module path resources are looked up module by module. */
  private record Place(Location location, String modulePrefix) {}

  private final Filer filer;
  private final List<Place> places;
  private final Map<String, Lookup> read = new HashMap<>();

  /** Looks through {@code filer}, also into the modules that {@code elements} knows. */
  public SpirvResources(Filer filer, Elements elements) {
    this.filer = filer;
    this.places = places(elements);
  }

  /** A module's own resources come first, as they do on the class path at run time. */
  private static List<Place> places(Elements elements) {
    List<Place> places = new ArrayList<>();
    places.add(new Place(StandardLocation.CLASS_OUTPUT, ""));
    places.add(new Place(StandardLocation.CLASS_PATH, ""));
    for (ModuleElement module : elements.getAllModuleElements()) {
      String name = module.getQualifiedName().toString();
      if (!name.isEmpty() && !name.startsWith("java.") && !name.startsWith("jdk.")) {
        places.add(new Place(StandardLocation.MODULE_PATH, name + "/"));
      }
    }
    places.add(new Place(StandardLocation.SOURCE_PATH, ""));
    return List.copyOf(places);
  }

  /** Returns whether {@code name} can be the name of a resource. */
  static boolean isName(String name) {
    try {
      URI uri = new URI(name);
      return uri.getPath() != null
          && uri.getPath().equals(name)
          && uri.toString().equals(uri.getPath())
          && uri.normalize().equals(uri)
          && !name.isEmpty()
          && !name.startsWith("/")
          && !name.startsWith("..")
          && !name.endsWith("/");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Looks for the resource {@code name}. */
  Lookup find(String name) {
    return read.computeIfAbsent(name, this::read);
  }

  private Lookup read(String name) {
    Lookup result = new Missing();
    for (Place place : places) {
      Lookup lookup = read(place, name);
      if (lookup instanceof Found || lookup instanceof Malformed) {
        return lookup;
      }
      if (lookup instanceof Unreadable) {
        result = lookup;
      }
    }
    return result;
  }

  private Lookup read(Place place, String name) {
    try (InputStream in =
        filer.getResource(place.location(), place.modulePrefix(), name).openInputStream()) {
      return parse(in.readNBytes(SpirvReader.MAX_BYTES + 1));
    } catch (FileNotFoundException | NoSuchFileException | FilerException e) {
      return new Missing();
    } catch (IOException e) {
      return new Unreadable(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // compilers refuse locations that they do not have, each with an exception of its own
      return new Missing();
    }
  }

  private static Lookup parse(byte[] bytes) {
    try {
      return new Found(SpirvReader.read(bytes));
    } catch (MalformedSpirvException e) {
      return new Malformed(e);
    }
  }

  /** Returns the SPIR-V resources of this module in the folder where {@code name} would be. */
  List<String> siblings(String name) {
    String folder = name.substring(0, name.lastIndexOf('/') + 1);
    try {
      URI uri = filer.getResource(StandardLocation.CLASS_OUTPUT, "", name).toUri();
      Path parent = uri.getScheme().equals("file") ? Path.of(uri).getParent() : null;
      if (parent == null || !Files.isDirectory(parent)) {
        return List.of();
      }
      try (Stream<Path> files = Files.list(parent)) {
        return files
            .map(file -> folder + file.getFileName())
            .filter(file -> file.endsWith(".spv"))
            .sorted()
            .toList();
      }
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }
}
