// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.resource.Content;
import io.fieldstone.processor.resource.ResourceFinder;
import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The GLSL of a compilation: the user's files, then the field library. Reads each file once.
 *
 * <p>An included file is looked for beside the including one, then from the root. Each name is
 * looked for everywhere before the next name is, so that the library includes its own files even if
 * a user has one of the same name at the root.
 */
final class GlslSources implements IncludeResolver {

  private static final int MAX_BYTES = 1 << 20;

  private final ResourceFinder finder;
  private final IncludeResolver library;
  private final Map<String, Content> read = new HashMap<>();

  /** Finds the user's files by {@code finder}, the library's by {@code library}. */
  GlslSources(ResourceFinder finder, ClassLoader library) {
    this.finder = finder;
    this.library = IncludeResolver.resources(library);
  }

  /** Looks for one of the user's files. */
  Content find(String name) {
    return read.computeIfAbsent(name, this::read);
  }

  private Content read(String name) {
    Content content = finder.find(name, MAX_BYTES);
    if (content instanceof Content.Found found) {
      if (found.bytes().length > MAX_BYTES) {
        return new Content.Unreadable("it has more than " + MAX_BYTES + " bytes");
      }
      for (byte each : found.bytes()) {
        if (each == 0) {
          return new Content.Unreadable("it has zero bytes, as UTF-16 has; save it as UTF-8");
        }
      }
    }
    return content;
  }

  /** Returns names that may have been meant by {@code name}. */
  List<String> siblings(String name) {
    return Stream.of(".comp", ".glsl")
        .flatMap(suffix -> finder.siblings(name, suffix).stream())
        .toList();
  }

  @Override
  public Optional<ShaderSource> resolve(String requested, String includer) {
    String folder = includer.substring(0, includer.lastIndexOf('/') + 1);
    return Stream.of(folder + requested, requested)
        .flatMap(path -> normalize(path).stream())
        .distinct()
        .flatMap(name -> source(name).stream())
        .findFirst();
  }

  private Optional<ShaderSource> source(String name) {
    Content content = ResourceFinder.isName(name) ? find(name) : new Content.Missing();
    if (content instanceof Content.Unreadable unreadable) {
      throw new UnreadableSourceException(name, unreadable.reason());
    }
    return content instanceof Content.Found found
        ? Optional.of(new ShaderSource(name, text(found)))
        : library.resolve(name, "");
  }

  /** Editors on Windows mark UTF-8 at its beginning, which no GLSL compiler expects. */
  static String text(Content.Found found) {
    String text = new String(found.bytes(), StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Returns the path without {@code .} and {@code ..}, or nothing if it leaves the root. */
  private static Optional<String> normalize(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") ? parts.pollLast() == null : part.isEmpty()) {
        return Optional.empty();
      }
      if (!part.equals(".") && !part.equals("..")) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }
}
