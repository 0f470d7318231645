// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.compilation.Outcome.Compiled;
import io.fieldstone.processor.compilation.Outcome.Rejected;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.GlslMessages;
import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.ProcessorMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.diagnostic.Suggestion;
import io.fieldstone.processor.expression.FusedKernel;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.KernelSource;
import io.fieldstone.processor.model.Located;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.StandardLocation;

/**
 * Makes the modules of kernels that are given as GLSL or as an expression: one for each strategy
 * and limb shape, as resources beside the classes. Whoever makes a compiler closes it.
 */
public final class KernelCompiler implements AutoCloseable {

  private static final int MAX_ERRORS = 20;

  private final Filer filer;
  private final Diagnostics diagnostics;
  private final GlslSources sources;
  private final ShaderTools tools;
  private final ToolLimits limits;
  private final CachingCompiler compiler;
  private final CachingValidator validator;
  private boolean unavailable;

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

  private KernelCompiler(
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
  }

  /** Returns the validator of SPIRV-Tools, as far as it is there. */
  public SpirvTools validator() {
    return validator;
  }

  /**
   * Compiles {@code kernel}, which is not given as SPIR-V, for those of {@code shapes} that it
   * compiles for.
   *
   * @return its modules, or nothing if that was reported to be impossible
   */
  public Optional<Modules> compile(KernelMethod kernel, Collection<LimbShape> shapes) {
    if (unavailable) {
      return Optional.empty();
    }
    return source(kernel, shapes)
        .flatMap(source -> compile(kernel, source, shapes))
        .filter(modules -> write(kernel, modules))
        .map(CompiledModules::new);
  }

  private Optional<ShaderSource> source(KernelMethod kernel, Collection<LimbShape> shapes) {
    if (kernel.source() instanceof KernelSource.Glsl glsl) {
      return read(glsl.given());
    }
    String name = kernel.spirv().value().replace("_{shape}.spv", ".comp");
    return new FusedKernel(kernel, diagnostics)
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

  /** Returns SPIR-V by resource, if each way to compile {@code source} suits some of the shapes. */
  private Optional<Map<String, byte[]>> compile(
      KernelMethod kernel, ShaderSource source, Collection<LimbShape> shapes) {
    Site site = kernel.source().given().site();
    Map<String, byte[]> all = new LinkedHashMap<>();
    try {
      for (Variant variant : Variant.of(kernel)) {
        Map<LimbShape, byte[]> modules = compileForAll(variant, source, shapes, site);
        if (modules.isEmpty()) {
          return Optional.empty();
        }
        modules.forEach((shape, spirv) -> all.put(shape.in(variant.template()), spirv));
      }
      return Optional.of(all);
    } catch (ToolsUnavailableException e) {
      unavailable = true;
      diagnostics.report(
          site,
          GlslMessages.shaderCompilerUnavailable(
              kernel.javaName(), String.valueOf(e.getMessage())));
      return Optional.empty();
    } catch (UnreadableSourceException e) {
      diagnostics.report(site, GlslMessages.glslUnreadable(e.name(), e.reason()));
      return Optional.empty();
    }
  }

  private Map<LimbShape, byte[]> compileForAll(
      Variant variant, ShaderSource source, Collection<LimbShape> shapes, Site site)
      throws ToolsUnavailableException {
    Map<LimbShape, byte[]> modules = new LinkedHashMap<>();
    Map<LimbShape, List<ShaderDiagnostic>> rejections = new LinkedHashMap<>();
    for (LimbShape shape : shapes) {
      Outcome outcome;
      try {
        outcome = compiler.compile(source, variant.macros(shape));
      } catch (ToolsStoppedException e) {
        reportStopped(site, source, shape, e);
        return Map.of(); // the other shapes would be stopped one after the other
      }
      if (outcome instanceof Compiled compiled) {
        modules.put(shape, compiled.spirv());
      } else if (outcome instanceof Rejected rejected) {
        rejections.put(shape, rejected.errors());
      }
    }
    if (modules.isEmpty()) {
      reportErrors(site, rejections.values());
      return modules;
    }
    Map<LimbShape, List<ShaderDiagnostic>> mistakes = new LinkedHashMap<>(rejections);
    mistakes.values().removeIf(KernelCompiler::isMeant);
    if (!mistakes.isEmpty()) {
      reportShapes(GlslMessages::glslShapeRejected, variant, site, modules.keySet(), mistakes);
      return Map.of();
    }
    if (!rejections.isEmpty()) {
      reportShapes(GlslMessages::glslShapesLeftOut, variant, site, modules.keySet(), rejections);
    }
    return modules;
  }

  /** Whether a shader itself says that it is not for a shape. */
  private static boolean isMeant(List<ShaderDiagnostic> errors) {
    return errors.stream().anyMatch(error -> error.message().startsWith("'#error'"));
  }

  private void reportStopped(
      Site site, ShaderSource source, LimbShape shape, ToolsStoppedException stopped) {
    String name = source.name();
    switch (stopped.reason()) {
      case TIME ->
          diagnostics.report(
              site,
              GlslMessages.compilationSlow(name, shape, limits.seconds(), CompilerOptions.SECONDS));
      case MEMORY ->
          diagnostics.report(
              site,
              GlslMessages.compilationMemory(
                  name, shape, limits.memoryMegabytes(), CompilerOptions.MEMORY));
      case OUTPUT ->
          diagnostics.report(
              site,
              GlslMessages.compilationOutput(
                  name, shape, limits.outputMegabytes(), CompilerOptions.OUTPUT));
      case INCLUDES ->
          diagnostics.report(
              site,
              GlslMessages.compilationIncludes(name, limits.includes(), CompilerOptions.INCLUDES));
      case CRASH ->
          diagnostics.report(
              site,
              GlslMessages.compilerCrashed(name, shape, String.valueOf(stopped.getMessage())));
    }
  }

  /** The shapes have most errors in common, if not in the same words; a line is reported once. */
  private void reportErrors(Site site, Collection<List<ShaderDiagnostic>> rejections) {
    Set<String> reported = new HashSet<>();
    Set<String> texts = new LinkedHashSet<>();
    for (List<ShaderDiagnostic> errors : rejections) {
      Set<String> places = new HashSet<>();
      for (ShaderDiagnostic error : errors) {
        String place = error.file() + ":" + error.line();
        places.add(place);
        if (!reported.contains(place)) {
          texts.add(error.toString());
        }
      }
      reported.addAll(places);
    }
    texts.stream()
        .limit(MAX_ERRORS)
        .forEach(t -> diagnostics.report(site, GlslMessages.glslError(t)));
  }

  /** What is said of a kernel that compiles for some shapes only. */
  private interface ShapesMessage {
    Message of(String kernel, String shapes, LimbShape other, String error);
  }

  private void reportShapes(
      ShapesMessage message,
      Variant variant,
      Site site,
      Set<LimbShape> compiled,
      Map<LimbShape, List<ShaderDiagnostic>> rejections) {
    Map.Entry<LimbShape, List<ShaderDiagnostic>> first = rejections.entrySet().iterator().next();
    diagnostics.report(
        site,
        message.of(
            variant.description(),
            compiled.stream().map(LimbShape::toString).collect(Collectors.joining(", ")),
            first.getKey(),
            first.getValue().get(0).toString()));
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
