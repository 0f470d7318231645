// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderCompiler;
import io.fieldstone.shaders.ShaderSource;
import io.fieldstone.shaders.ShaderToolsUnavailableException;
import io.fieldstone.shaders.SpirvValidator;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The tools in this JVM. What ends them ends it too: see {@link ToolProcess}. */
final class LoadedTools implements ShaderTools {

  private final ServiceLoader<ShaderCompiler> services;
  private @Nullable ShaderCompiler compiler;
  private @Nullable SpirvValidator validator;
  private @Nullable String identity;
  private long spentNanos;

  /** Finds services through {@code loader}. */
  LoadedTools(ClassLoader loader) {
    services = ServiceLoader.load(ShaderCompiler.class, loader);
  }

  @Override
  public String identity() {
    if (identity == null) {
      ContentDigest digest = new ContentDigest();
      identify(digest);
      identity = digest.hex();
    }
    return identity;
  }

  private void identify(ContentDigest digest) {
    try (InputStream versions = LoadedTools.class.getResourceAsStream("versions.properties")) {
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

  @Override
  public byte[] compile(ShaderSource source, IncludeResolver includes, Map<String, String> macros)
      throws ToolsUnavailableException {
    if (compiler == null) {
      compiler = make();
    }
    long start = System.nanoTime();
    try {
      return compiler.compile(source, includes, macros);
    } catch (LinkageError e) {
      throw new ToolsUnavailableException(e.toString());
    } finally {
      spentNanos += System.nanoTime() - start;
    }
  }

  @Override
  public Optional<String> validate(byte[] spirv) throws ToolsUnavailableException {
    try {
      if (validator == null) {
        validator = new SpirvValidator();
      }
      return validator.problem(spirv);
    } catch (LinkageError | ShaderToolsUnavailableException e) {
      throw new ToolsUnavailableException(String.valueOf(e.getMessage()));
    }
  }

  /** Here that is time as it passes, which is what is known without a process of its own. */
  @Override
  public long spentNanos() {
    return spentNanos;
  }

  private ShaderCompiler make() throws ToolsUnavailableException {
    try {
      Iterator<ShaderCompiler> found = services.iterator();
      if (found.hasNext()) {
        return found.next();
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ToolsUnavailableException(String.valueOf(cause.getMessage()));
    }
    throw new ToolsUnavailableException("no service " + ShaderCompiler.class.getName());
  }

  @Override
  public void close() {
    if (compiler != null) {
      compiler.close();
      compiler = null;
    }
    if (validator != null) {
      validator.close();
      validator = null;
    }
  }
}
