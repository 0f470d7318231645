// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static org.lwjgl.util.shaderc.Shaderc.*;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryUtil;

/**
 * {@link ShaderCompiler} over Google's shaderc, through LWJGL: SPIR-V 1.5, optimised for speed, no
 * debug information.
 *
 * <p>Needs {@code org.lwjgl:lwjgl} and {@code org.lwjgl:lwjgl-shaderc} with their natives. Threads
 * compile side by side, as shaderc allows; {@link #close} waits for them.
 */
public final class ShadercCompiler implements ShaderCompiler {

  /** {@code file:line: error: message}, or {@code file: error: message}. */
  private static final Pattern ERROR = Pattern.compile("(.+?):(?:(\\d+):)? error: (.*)");

  private static final String NO_BODY = "No function definition (body) found";

  private static final String RECURSION = "Recursion detected";

  /** The names at the start of functions' mangled signatures. */
  private static final Pattern FUNCTION =
      Pattern.compile(":\\s+(\\w+)\\((?:.* calling (\\w+)\\()?");

  /** Held for reading while the compiler is used, for writing while it is freed. */
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();

  private long compiler;

  /**
   * Loads shaderc.
   *
   * @throws ShaderToolsUnavailableException if it or its natives are missing
   */
  public ShadercCompiler() {
    try {
      compiler = shaderc_compiler_initialize();
    } catch (LinkageError e) {
      throw new ShaderToolsUnavailableException(e);
    }
    if (compiler == MemoryUtil.NULL) {
      throw new OutOfMemoryError("shaderc made no compiler.");
    }
  }

  @Override
  public byte[] compile(ShaderSource source, IncludeResolver includes, Map<String, String> macros) {
    inUse.readLock().lock();
    try {
      if (compiler == MemoryUtil.NULL) {
        throw new IllegalStateException("The shader compiler is closed.");
      }
      return compileUnlocked(source, includes, macros);
    } finally {
      inUse.readLock().unlock();
    }
  }

  private byte[] compileUnlocked(
      ShaderSource source, IncludeResolver includes, Map<String, String> macros) {
    long options = shaderc_compile_options_initialize();
    try (var callbacks = new ShadercIncludes(includes)) {
      shaderc_compile_options_set_source_language(options, shaderc_source_language_glsl);
      shaderc_compile_options_set_target_env(
          options, shaderc_target_env_vulkan, shaderc_env_version_vulkan_1_2);
      shaderc_compile_options_set_target_spirv(options, shaderc_spirv_version_1_5);
      shaderc_compile_options_set_optimization_level(
          options,
          macros.containsKey(ShaderModule.DRIVER_OPTIMIZED_MACRO)
              ? shaderc_optimization_level_zero
              : shaderc_optimization_level_performance);
      new TreeMap<>(macros)
          .forEach(
              (name, value) -> shaderc_compile_options_add_macro_definition(options, name, value));
      callbacks.install(options);
      return compile(source, options, callbacks);
    } finally {
      shaderc_compile_options_release(options);
    }
  }

  private byte[] compile(ShaderSource source, long options, ShadercIncludes callbacks) {
    // Off the LWJGL stack, which a long source would overflow.
    ByteBuffer text = MemoryUtil.memUTF8(source.text(), false);
    ByteBuffer name = MemoryUtil.memUTF8(source.name());
    ByteBuffer entryPoint = MemoryUtil.memUTF8("main");
    try {
      long result =
          shaderc_compile_into_spv(
              compiler, text, shaderc_glsl_compute_shader, name, entryPoint, options);
      try {
        callbacks.rethrow();
        if (shaderc_result_get_compilation_status(result) != shaderc_compilation_status_success) {
          throw failure(source.name(), shaderc_result_get_error_message(result));
        }
        return copy(shaderc_result_get_bytes(result));
      } finally {
        shaderc_result_release(result);
      }
    } finally {
      MemoryUtil.memFree(entryPoint);
      MemoryUtil.memFree(name);
      MemoryUtil.memFree(text);
    }
  }

  private static byte[] copy(@Nullable ByteBuffer spirv) {
    if (spirv == null) {
      throw new IllegalStateException("shaderc reports success without a module.");
    }
    byte[] bytes = new byte[spirv.remaining()];
    spirv.get(bytes);
    return bytes;
  }

  /** Of what every beginner meets glslang speaks in terms of its own. */
  private static String inWords(String message) {
    return message.startsWith("#version: compute shaders require")
        ? "there is no '#version' that has compute shaders; start the file with '#version 450'"
        : message;
  }

  /** What is wrong with a function that linking finds. */
  private static String inWords(Matcher function) {
    String name = function.group(1);
    String callee = function.group(2);
    if (callee == null) {
      return "function '"
          + name
          + "' is called, but nothing defines it; define it, or include what does";
    }
    return "function '"
        + name
        + (name.equals(callee)
            ? "' calls itself"
            : "' calls '" + callee + "', which leads back to it")
        + ", but GLSL has no recursion; write a loop";
  }

  private static ShaderCompilationException failure(String source, @Nullable String log) {
    List<ShaderDiagnostic> errors = new ArrayList<>();
    String text = log == null ? "" : log.strip();
    String linked = ""; // the file whose error goes on with a function's name
    for (String line : text.lines().toList()) {
      Matcher matcher = ERROR.matcher(line);
      Matcher function = FUNCTION.matcher(line);
      if (matcher.matches()) {
        String message = matcher.group(3);
        String number = matcher.group(2);
        boolean goesOn = message.contains(NO_BODY) || message.contains(RECURSION);
        linked = goesOn ? matcher.group(1) : "";
        errors.add(
            new ShaderDiagnostic(
                matcher.group(1),
                number == null ? 0 : Integer.parseInt(number),
                message.contains(NO_BODY) ? NO_BODY : inWords(message)));
      } else if (!linked.isEmpty() && function.find()) {
        errors.set(errors.size() - 1, new ShaderDiagnostic(linked, 0, inWords(function)));
        linked = "";
      }
    }
    if (errors.isEmpty()) {
      errors.add(new ShaderDiagnostic(source, 0, text));
    }
    return new ShaderCompilationException(source, errors);
  }

  @Override
  public void close() {
    inUse.writeLock().lock();
    try {
      if (compiler != MemoryUtil.NULL) {
        shaderc_compiler_release(compiler);
        compiler = MemoryUtil.NULL;
      }
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
