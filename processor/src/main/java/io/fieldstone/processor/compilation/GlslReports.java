// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.GlslMessages;
import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Target;
import io.fieldstone.shaders.ShaderDiagnostic;
import io.fieldstone.shaders.ShaderSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what became of shaders that have no module, or none for some limb shapes. */
final class GlslReports {

  private static final int MAX_ERRORS = 20;

  private final Diagnostics diagnostics;
  private final ToolLimits limits;
  private final GlslErrors errors;

  GlslReports(Diagnostics diagnostics, ToolLimits limits, GlslErrors errors) {
    this.diagnostics = diagnostics;
    this.limits = limits;
    this.errors = errors;
  }

  /** Reports that the tools were stopped at {@code target}, after {@code compiled} modules. */
  void stopped(
      Site site, ShaderSource source, Target target, int compiled, ToolsStoppedException stopped) {
    diagnostics.report(site, message(source.name(), target, compiled, stopped));
  }

  private Message message(String name, Target target, int compiled, ToolsStoppedException stopped) {
    return switch (stopped.reason()) {
      case TIME ->
          GlslMessages.compilationSlow(name, target, limits.seconds(), CompilerOptions.SECONDS);
      case KERNEL_TIME ->
          GlslMessages.compilationSlowInAll(
              name, compiled, limits.kernelSeconds(), CompilerOptions.KERNEL_SECONDS);
      case TOTAL_TIME ->
          GlslMessages.compilationsSlow(name, limits.totalSeconds(), CompilerOptions.TOTAL_SECONDS);
      case MEMORY ->
          GlslMessages.compilationMemory(
              name, target, limits.memoryMegabytes(), CompilerOptions.MEMORY);
      case OUTPUT ->
          GlslMessages.compilationOutput(
              name, target, limits.outputMegabytes(), CompilerOptions.OUTPUT);
      case INCLUDES ->
          GlslMessages.compilationIncludes(name, limits.includes(), CompilerOptions.INCLUDES);
      case CRASH ->
          GlslMessages.compilerCrashed(name, target, String.valueOf(stopped.getMessage()));
    };
  }

  /**
   * Reports why {@code rejections} have no module where {@code compiled} have one; returns whether
   * the shader is sound all the same.
   */
  boolean rejected(
      Variant variant,
      Site site,
      SourceTree tree,
      Set<Target> compiled,
      Map<Target, List<ShaderDiagnostic>> rejections) {
    Map<Target, List<ShaderDiagnostic>> causes = new LinkedHashMap<>();
    Map<Target, List<ShaderDiagnostic>> mistakes = new LinkedHashMap<>();
    rejections.forEach(
        (target, found) -> {
          causes.put(target, errors.causes(found, tree));
          if (!isMeant(found)) {
            mistakes.put(target, errors.causes(found, tree));
          }
        });
    if (compiled.isEmpty()) {
      report(site, causes);
      return false;
    }
    if (!mistakes.isEmpty()) {
      report(GlslMessages::glslShapeRejected, variant, site, compiled, mistakes);
      return false;
    }
    if (!causes.isEmpty()) {
      report(GlslMessages::glslShapesLeftOut, variant, site, compiled, causes);
    }
    return true;
  }

  /** Whether a shader itself says that it is not for a shape. */
  private static boolean isMeant(List<ShaderDiagnostic> errors) {
    return errors.stream().anyMatch(error -> error.message().startsWith("'#error'"));
  }

  /** The shapes have most errors in common, if not in the same words; a line is reported once. */
  private void report(Site site, Map<Target, List<ShaderDiagnostic>> rejections) {
    Set<String> reported = new HashSet<>();
    Set<String> texts = new LinkedHashSet<>();
    for (List<ShaderDiagnostic> found : rejections.values()) {
      Set<String> places = new HashSet<>();
      for (ShaderDiagnostic error : found) {
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
    Message of(String kernel, String shapes, Target other, String error);
  }

  private void report(
      ShapesMessage message,
      Variant variant,
      Site site,
      Set<Target> compiled,
      Map<Target, List<ShaderDiagnostic>> rejections) {
    Map.Entry<Target, List<ShaderDiagnostic>> first = rejections.entrySet().iterator().next();
    diagnostics.report(
        site,
        message.of(
            variant.description(),
            compiled.stream().map(Target::toString).collect(Collectors.joining(", ")),
            first.getKey(),
            first.getValue().get(0).toString()));
  }
}
