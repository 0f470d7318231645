// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderCompiler;
import io.fieldstone.shaders.ShaderSource;
import io.fieldstone.shaders.ShadercCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

/** Class loaders that decide which shader compiler is found. */
public final class Compilers extends ClassLoader {

  private static final String SERVICE_FILE = "META-INF/services/" + ShaderCompiler.class.getName();

  private final List<URL> services;

  private Compilers(List<URL> services) {
    super(Compilers.class.getClassLoader());
    this.services = services;
  }

  /** Finds no compiler. */
  public static ClassLoader none() {
    return new Compilers(List.of());
  }

  /** Finds {@code compiler} only. */
  public static ClassLoader only(Class<? extends ShaderCompiler> compiler) {
    try {
      Path file = Files.createTempFile("service", ".txt");
      file.toFile().deleteOnExit();
      Files.writeString(file, compiler.getName());
      return new Compilers(List.of(file.toUri().toURL()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(SERVICE_FILE) ? Collections.enumeration(services) : super.getResources(name);
  }

  /** Is as good as missing: it cannot be made. */
  public static final class Broken implements ShaderCompiler {

    /** Fails. */
    public Broken() {
      throw new UnsupportedOperationException("no natives for this machine");
    }

    @Override
    public byte[] compile(
        ShaderSource source, IncludeResolver includes, Map<String, String> macros) {
      throw new AssertionError();
    }

    @Override
    public void close() {}
  }

  /** Compiles with shaderc, and remembers all that ever happened. */
  public static final class Recording implements ShaderCompiler {

    /** What was compiled, in order. */
    public static final List<ShaderSource> COMPILED = new ArrayList<>();

    /** How many compilers were made. */
    public static int made;

    /** How many compilers were closed. */
    public static int closed;

    private final ShaderCompiler shaderc = new ShadercCompiler();

    /** Counts. */
    public Recording() {
      made++;
    }

    /** Forgets everything. */
    public static void reset() {
      COMPILED.clear();
      made = 0;
      closed = 0;
    }

    @Override
    public byte[] compile(
        ShaderSource source, IncludeResolver includes, Map<String, String> macros) {
      COMPILED.add(source);
      return shaderc.compile(source, includes, macros);
    }

    @Override
    public void close() {
      closed++;
      shaderc.close();
    }
  }
}
