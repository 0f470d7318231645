// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.compilation.Outcome.Rejected;
import io.fieldstone.processor.compilation.ToolsStoppedException.Reason;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.GlslMessages;
import io.fieldstone.processor.diagnostic.ProcessorMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.diagnostic.Suggestion;
import io.fieldstone.processor.expression.FusedKernel;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.KernelSource;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Target;
import io.fieldstone.processor.model.TypeArguments;
import io.fieldstone.processor.resource.Content;
import io.fieldstone.processor.resource.ResourceFinder;
import io.fieldstone.processor.spirv.DebugInformation;
import io.fieldstone.processor.spirv.MalformedSpirvException;
import io.fieldstone.processor.validation.CompiledModules;
import io.fieldstone.processor.validation.Modules;
import io.fieldstone.processor.validation.PushOverlap;
import io.fieldstone.processor.validation.SpirvTools;
import io.fieldstone.shaders.ShaderDiagnostic;
import io.fieldstone.shaders.ShaderModules;
import io.fieldstone.shaders.ShaderSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.StandardLocation;

/**
 * Makes the modules of kernels that are given as GLSL or as an expression: one for each strategy
 * and limb shape, as resources beside the classes. Whoever makes a compiler closes it.
 */
public final class KernelCompiler implements AutoCloseable {

  private final Filer filer;
  private final Diagnostics diagnostics;
  private final GlslSources sources;
  private final ShaderTools tools;
  private final ToolLimits limits;
  private final CachingCompiler compiler;
  private final CachingValidator validator;
  private final GlslReports reports;
  private boolean stopped;

  /** Finds shader compilers and the GLSL field library through {@code loader}. */
  public static KernelCompiler inProcessOfItsOwn(
      ProcessingEnvironment environment, Diagnostics diagnostics, ClassLoader loader) {
    return new KernelCompiler(
        environment, diagnostics, loader, limits -> new ToolProcess(loader, limits));
  }

  /** The same, but what ends the compiler ends this process. */
  public static KernelCompiler inThisProcess(
      ProcessingEnvironment environment, Diagnostics diagnostics, ClassLoader loader) {
    return new KernelCompiler(environment, diagnostics, loader, limits -> new LoadedTools(loader));
  }

  /** The same with other tools. */
  KernelCompiler(
      ProcessingEnvironment environment,
      Diagnostics diagnostics,
      ClassLoader loader,
      Function<ToolLimits, ShaderTools> makeTools) {
    this.filer = environment.getFiler();
    this.diagnostics = diagnostics;
    CompilerOptions options = new CompilerOptions(environment.getOptions(), diagnostics);
    this.sources =
        new GlslSources(ResourceFinder.ofSources(environment, options.sourceFolders()), loader);
    this.limits = options.limits();
    this.tools = makeTools.apply(limits);
    OutcomeCache cache = new OutcomeCache(options.cacheFolder());
    this.compiler = new CachingCompiler(tools, sources, cache);
    this.validator = new CachingValidator(tools, cache);
    this.reports =
        new GlslReports(diagnostics, limits, new GlslErrors(sources, new LibraryIndex(loader)));
  }

  /** Returns the validator of SPIRV-Tools, as far as it is there. */
  public SpirvTools validator() {
    return validator;
  }

  /** A kernel, by the name that its modules have, with them. */
  public record CompiledKernel(KernelMethod kernel, Modules modules) {}

  /**
   * Compiles {@code kernel}, which is not given as SPIR-V, for the limb shape and degree of its
   * first type argument, or those of {@code shapes} and of all degrees that it compiles for.
   *
   * @return its modules, or nothing if that was reported to be impossible
   */
  public Optional<CompiledKernel> compile(
      KernelMethod kernel, TypeArguments arguments, Collection<LimbShape> all) {
    if (stopped) {
      return Optional.empty();
    }
    Collection<LimbShape> shapes =
        arguments.concrete().isPresent() ? arguments.shape().stream().toList() : all;
    return source(kernel, arguments, shapes)
        .flatMap(source -> compile(kernel, source, new Targets(arguments, shapes)))
        .filter(compiled -> write(kernel, compiled.modules().spirv()))
        .map(compiled -> new CompiledKernel(compiled.kernel(), compiled.modules()));
  }

  private record Compiled(KernelMethod kernel, CompiledModules modules) {}

  private Optional<Compiled> compile(KernelMethod kernel, ShaderSource source, Targets targets) {
    try {
      SourceTree tree = SourceTree.scan(source, sources);
      KernelMethod named = targets.named(kernel, tree);
      return new Compilation(named, source, tree)
          .compile(targets.of(named))
          .map(modules -> new Compiled(named, modules));
    } catch (UnreadableSourceException e) {
      diagnostics.report(
          kernel.source().given().site(), GlslMessages.glslUnreadable(e.name(), e.reason()));
      return Optional.empty();
    }
  }

  private Optional<ShaderSource> source(
      KernelMethod kernel, TypeArguments arguments, Collection<LimbShape> shapes) {
    if (kernel.source() instanceof KernelSource.Glsl glsl) {
      return read(glsl.given());
    }
    String name = kernel.spirv().value().replace("_{shape}", "").replace(".spv", ".comp");
    return new FusedKernel(kernel, arguments, diagnostics)
        .glsl()
        .filter(glsl -> !PushOverlap.check(kernel, expected(shapes), diagnostics))
        .map(glsl -> new ShaderSource(name, glsl));
  }

  /** A kernel of any field need not suit every field that happens to be declared beside it. */
  private static List<LimbShape> expected(Collection<LimbShape> shapes) {
    List<LimbShape> usual = shapes.stream().filter(ShaderModules.shapes()::contains).toList();
    return usual.isEmpty() ? List.copyOf(shapes) : usual;
  }

  private Optional<ShaderSource> read(Located<String> given) {
    String name = given.value();
    if (!ResourceFinder.isName(name)) {
      diagnostics.report(given.site(), GlslMessages.glslNameMalformed(name));
      return Optional.empty();
    }
    Content content = sources.find(name);
    if (content instanceof Content.Found found) {
      return Optional.of(new ShaderSource(name, GlslSources.text(found)));
    }
    if (content instanceof Content.Unreadable unreadable) {
      diagnostics.report(given.site(), GlslMessages.glslUnreadable(name, unreadable.reason()));
    } else {
      String suggestion = Suggestion.nearest(name, sources.siblings(name));
      diagnostics.report(
          given.site(), GlslMessages.glslMissing(name, CompilerOptions.SOURCES, suggestion));
    }
    return Optional.empty();
  }

  /** The compilation of one kernel. */
  private final class Compilation {

    private final KernelMethod kernel;
    private final ShaderSource source;
    private final SourceTree tree;
    private final Site site;
    private final long startNanos = tools.spentNanos();
    private int compiled;

    Compilation(KernelMethod kernel, ShaderSource source, SourceTree tree) {
      this.kernel = kernel;
      this.source = source;
      this.tree = tree;
      this.site = kernel.source().given().site();
    }

    /** Returns the modules, if each way to compile the source suits some of the targets. */
    Optional<CompiledModules> compile(List<Target> targets) {
      Map<String, byte[]> all = new LinkedHashMap<>();
      if (!StrategyNames.check(kernel, tree, diagnostics)) {
        return Optional.empty();
      }
      try {
        for (Variant variant : Variant.of(kernel)) {
          Map<Target, byte[]> modules = compileForAll(variant, targets);
          if (modules.isEmpty()) {
            return Optional.empty();
          }
          modules.forEach((target, spirv) -> all.put(target.in(variant.template()), spirv));
        }
        return Optional.of(new CompiledModules(all, tree::find));
      } catch (ToolsUnavailableException e) {
        stopped = true;
        diagnostics.report(
            site,
            GlslMessages.shaderCompilerUnavailable(
                kernel.javaName(), String.valueOf(e.getMessage())));
        return Optional.empty();
      }
    }

    private Map<Target, byte[]> compileForAll(Variant variant, List<Target> targets)
        throws ToolsUnavailableException {
      Map<Target, byte[]> modules = new LinkedHashMap<>();
      Map<Target, List<ShaderDiagnostic>> rejections = new LinkedHashMap<>();
      for (Target target : targets) {
        Outcome outcome;
        try {
          requireTime();
          outcome = compiler.compile(tree, variant.macros(target));
        } catch (ToolsStoppedException e) {
          reports.stopped(site, source, target, compiled, e);
          stopped |= e.reason() == Reason.TOTAL_TIME;
          return Map.of(); // the other shapes would be stopped one after the other
        }
        compiled++;
        if (outcome instanceof Outcome.Compiled made) {
          modules.put(target, made.spirv());
        } else if (outcome instanceof Rejected rejected) {
          rejections.put(target, rejected.errors());
        }
      }
      return reports.rejected(variant, site, tree, modules.keySet(), rejections)
          ? modules
          : Map.of();
    }

    /** Each run is limited, and so are all of a kernel, and all of a compilation. */
    private void requireTime() throws ToolsStoppedException {
      if (isOver(tools.spentNanos(), limits.totalSeconds())) {
        throw new ToolsStoppedException(Reason.TOTAL_TIME, "too long in all");
      }
      if (isOver(tools.spentNanos() - startNanos, limits.kernelSeconds())) {
        throw new ToolsStoppedException(Reason.KERNEL_TIME, "too long for the kernel");
      }
    }
  }

  private static boolean isOver(long nanos, int seconds) {
    return nanos > TimeUnit.SECONDS.toNanos(seconds);
  }

  private boolean write(KernelMethod kernel, Map<String, byte[]> modules) {
    for (Map.Entry<String, byte[]> module : modules.entrySet()) {
      String name = module.getKey();
      try (OutputStream out =
          filer
              .createResource(
                  StandardLocation.CLASS_OUTPUT, "", name, kernel.element().getEnclosingElement())
              .openOutputStream()) {
        out.write(withoutNames(module.getValue()));
      } catch (FilerException e) {
        diagnostics.report(
            kernel.site(), GlslMessages.generatedResourceExists(name, kernel.javaName()));
        return false;
      } catch (IOException e) {
        diagnostics.report(
            kernel.spirv().site(),
            ProcessorMessages.writeFailed(name, String.valueOf(e.getMessage())));
        return false;
      }
    }
    return true;
  }

  /** Checks want names, drivers do not. */
  private static byte[] withoutNames(byte[] spirv) {
    try {
      return DebugInformation.strip(spirv);
    } catch (MalformedSpirvException e) {
      return spirv; // as the checks will say
    }
  }

  @Override
  public void close() {
    tools.close();
  }
}
