// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.shaders.ShaderCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The shader compiler on the processor path. It is made when the first shader is compiled, so that
 * nothing native is loaded for kernels that are there as SPIR-V or are in the cache.
 */
final class CompilerService implements AutoCloseable {

  private final ServiceLoader<ShaderCompiler> services;
  private @Nullable ShaderCompiler compiler;
  private @Nullable String identity;

  /** Finds services through {@code loader}. */
  CompilerService(ClassLoader loader) {
    services = ServiceLoader.load(ShaderCompiler.class, loader);
  }

  /** Returns what tells one compiler from another, without making one. */
  String identity() {
    if (identity == null) {
      ContentDigest digest = new ContentDigest();
      identify(digest);
      identity = digest.hex();
    }
    return identity;
  }

  private void identify(ContentDigest digest) {
    try (InputStream versions = CompilerService.class.getResourceAsStream("versions.properties")) {
      digest.add(versions == null ? new byte[0] : versions.readAllBytes());
      for (ServiceLoader.Provider<ShaderCompiler> provider : services.stream().toList()) {
        Class<?> type = provider.type();
        digest.add(type.getName());
        try (InputStream code = type.getResourceAsStream(type.getSimpleName() + ".class")) {
          digest.add(code == null ? new byte[0] : code.readAllBytes());
        }
      }
    } catch (IOException | ServiceConfigurationError | LinkageError e) {
      digest.add("unknown");
    }
  }

  /** Returns the compiler, made at the first call. */
  ShaderCompiler compiler() throws CompilerUnavailableException {
    if (compiler == null) {
      compiler = make();
    }
    return compiler;
  }

  private ShaderCompiler make() throws CompilerUnavailableException {
    try {
      Iterator<ShaderCompiler> found = services.iterator();
      if (found.hasNext()) {
        return found.next();
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CompilerUnavailableException(String.valueOf(cause.getMessage()));
    }
    throw new CompilerUnavailableException("no service " + ShaderCompiler.class.getName());
  }

  @Override
  public void close() {
    if (compiler != null) {
      compiler.close();
      compiler = null;
    }
  }
}
