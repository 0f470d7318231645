// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.resource;

import static javax.tools.StandardLocation.CLASS_OUTPUT;
import static javax.tools.StandardLocation.CLASS_PATH;
import static javax.tools.StandardLocation.MODULE_PATH;
import static javax.tools.StandardLocation.SOURCE_PATH;

import io.fieldstone.processor.resource.Content.Found;
import io.fieldstone.processor.resource.Content.Missing;
import io.fieldstone.processor.resource.Content.Unreadable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.JavaFileManager.Location;

/** Finds resources in the places where the compiler looks for files, one place after the other. */
public final class ResourceFinder {

  /** A place to look in. */
  private sealed interface Place {}

  /** A folder beside the compiler's places. */
  private record Folder(Path path) implements Place {}

  /** One of the compiler's; on the module path resources are looked up module by module. */
  private record Standard(Location location, String modulePrefix) implements Place {}

  private final Filer filer;
  private final List<Place> places;
  private boolean withoutOutput;

  private ResourceFinder(Filer filer, List<Place> places) {
    this.filer = filer;
    this.places = List.copyOf(places);
  }

  /** Finds what is there at run time: a module's own resources first, as on the class path. */
  public static ResourceFinder ofModules(ProcessingEnvironment environment) {
    List<Place> places = new ArrayList<>(List.of(new Standard(CLASS_OUTPUT, "")));
    places.addAll(libraries(environment.getElementUtils()));
    places.add(new Standard(SOURCE_PATH, ""));
    return new ResourceFinder(environment.getFiler(), places);
  }

  /** Finds what libraries have, and not this module, even where its output is on its class path. */
  public static ResourceFinder ofLibraries(ProcessingEnvironment environment) {
    ResourceFinder finder =
        new ResourceFinder(environment.getFiler(), libraries(environment.getElementUtils()));
    finder.withoutOutput = true;
    return finder;
  }

  /** Finds sources: in {@code folders}, then on the source path, then what is there at run time. */
  public static ResourceFinder ofSources(ProcessingEnvironment environment, List<Path> folders) {
    List<Place> places = new ArrayList<>();
    folders.forEach(folder -> places.add(new Folder(folder)));
    places.add(new Standard(SOURCE_PATH, ""));
    places.add(new Standard(CLASS_OUTPUT, ""));
    places.addAll(libraries(environment.getElementUtils()));
    return new ResourceFinder(environment.getFiler(), places);
  }

  private static List<Place> libraries(Elements elements) {
    List<Place> places = new ArrayList<>(List.of(new Standard(CLASS_PATH, "")));
    for (ModuleElement module : elements.getAllModuleElements()) {
      String name = module.getQualifiedName().toString();
      if (!name.isEmpty() && !name.startsWith("java.") && !name.startsWith("jdk.")) {
        places.add(new Standard(MODULE_PATH, name + "/"));
      }
    }
    return places;
  }

  /** Returns whether {@code name} can be the name of a resource. */
  public static boolean isName(String name) {
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

  /** Looks for the resource {@code name}; one of more than {@code limit} bytes is cut after it. */
  public Content find(String name, int limit) {
    Content result = new Missing();
    for (Place place : places) {
      Content content = read(place, name, limit);
      if (content instanceof Found) {
        return content;
      }
      if (content instanceof Unreadable) {
        result = content;
      }
    }
    return result;
  }

  private Content read(Place place, String name, int limit) {
    try (InputStream in = open(place, name)) {
      return new Found(in.readNBytes(limit + 1));
    } catch (FileNotFoundException | NoSuchFileException | FilerException e) {
      return new Missing();
    } catch (IOException e) {
      return new Unreadable(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // compilers refuse locations that they do not have, each with an exception of its own
      return new Missing();
    }
  }

  private InputStream open(Place place, String name) throws IOException {
    if (place instanceof Standard standard) {
      FileObject file = filer.getResource(standard.location(), standard.modulePrefix(), name);
      if (withoutOutput && outputUri(name).filter(file.toUri()::equals).isPresent()) {
        throw new FileNotFoundException(name);
      }
      RegularFile.require(file.toUri());
      return file.openInputStream();
    }
    Path file = ((Folder) place).path().resolve(name);
    RegularFile.require(file.toUri());
    return Files.newInputStream(file);
  }

  private Optional<URI> outputUri(String name) {
    try {
      return Optional.of(filer.getResource(CLASS_OUTPUT, "", name).toUri());
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // there is no such file, or no output at all
    }
  }

  /**
   * Returns the resources of this module that end in {@code suffix} and are in the folder where
   * {@code name} would be.
   */
  public List<String> siblings(String name, String suffix) {
    String folder = name.substring(0, name.lastIndexOf('/') + 1);
    Set<String> siblings = new LinkedHashSet<>();
    for (Place place : places) {
      try (Stream<Path> files = Files.list(folderOf(place, name))) {
        files
            .map(file -> folder + file.getFileName())
            .filter(file -> file.endsWith(suffix))
            .sorted()
            .forEach(siblings::add);
      } catch (IOException | RuntimeException e) {
        // there is nothing to suggest from there
      }
    }
    return List.copyOf(siblings);
  }

  private Path folderOf(Place place, String name) throws IOException {
    if (place instanceof Folder folder) {
      return parent(folder.path().resolve(name));
    }
    if (!(place instanceof Standard standard) || standard.location() != CLASS_OUTPUT) {
      throw new FileNotFoundException(name);
    }
    URI uri = filer.getResource(CLASS_OUTPUT, "", name).toUri();
    if (!uri.getScheme().equals("file")) {
      throw new FileNotFoundException(name);
    }
    return parent(Path.of(uri));
  }

  private static Path parent(Path file) throws FileNotFoundException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new FileNotFoundException(file.toString());
    }
    return parent;
  }
}
