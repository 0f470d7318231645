// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import java.io.File;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The processor path, as the class path of another JVM. */
final class ToolPath {

  private final Set<String> entries = new LinkedHashSet<>();

  private ToolPath() {}

  /** Returns what {@code loader} loads classes from, as far as class loaders tell. */
  static String of(ClassLoader loader) {
    ToolPath path = new ToolPath();
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      if (each instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          path.add(url);
        }
      } else if (each == ClassLoader.getSystemClassLoader()) {
        path.addAll(System.getProperty("java.class.path", ""));
      }
    }
    path.addModules(ToolPath.class.getModule().getLayer());
    CodeSource own = ToolPath.class.getProtectionDomain().getCodeSource();
    path.add(own == null ? null : own.getLocation());
    return String.join(File.pathSeparator, path.entries);
  }

  private void addAll(String classPath) {
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        entries.add(entry);
      }
    }
  }

  private void addModules(@Nullable ModuleLayer layer) {
    if (layer != null) {
      layer.configuration().modules().stream()
          .map(ResolvedModule::reference)
          .map(ModuleReference::location)
          .forEach(location -> location.ifPresent(this::add));
    }
  }

  private void add(@Nullable URL url) {
    if (url != null) {
      try {
        add(url.toURI());
      } catch (URISyntaxException e) {
        // no place on a class path has such a name
      }
    }
  }

  private void add(URI uri) {
    if ("file".equals(uri.getScheme())) {
      try {
        entries.add(Path.of(uri).toString());
      } catch (IllegalArgumentException | FileSystemNotFoundException e) {
        // as above
      }
    }
  }
}
