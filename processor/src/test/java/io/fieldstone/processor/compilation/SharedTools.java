// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;

/**
 * The tools of one compilation in a process that later ones with the same limits have, too: to
 * start one takes longer than what most tests ask of it. It ends with this JVM.
 */
public final class SharedTools implements ShaderTools {

  private static final Map<ToolLimits, ToolProcess> PROCESSES = new HashMap<>();

  private final ToolProcess process;
  private final long spentBefore;

  private SharedTools(ToolProcess process) {
    this.process = process;
    this.spentBefore = process.spentNanos();
  }

  /** Returns a compiler with the tools on the class path. */
  public static KernelCompiler compiler(
      ProcessingEnvironment environment, Diagnostics diagnostics) {
    ClassLoader loader = SharedTools.class.getClassLoader();
    return new KernelCompiler(
        environment, diagnostics, loader, limits -> new SharedTools(process(loader, limits)));
  }

  private static synchronized ToolProcess process(ClassLoader loader, ToolLimits limits) {
    return PROCESSES.computeIfAbsent(limits, key -> new ToolProcess(loader, key));
  }

  @Override
  public String identity() {
    return process.identity();
  }

  @Override
  public byte[] compile(ShaderSource source, IncludeResolver includes, Map<String, String> macros)
      throws ToolsUnavailableException, ToolsStoppedException {
    synchronized (process) {
      return process.compile(source, includes, macros);
    }
  }

  @Override
  public Optional<String> validate(byte[] spirv)
      throws ToolsUnavailableException, ToolsStoppedException {
    synchronized (process) {
      return process.validate(spirv);
    }
  }

  @Override
  public long spentNanos() {
    return process.spentNanos() - spentBefore;
  }

  /** The process stays. */
  @Override
  public void close() {}
}
