// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.shaderc.Shaderc;
import org.lwjgl.util.shaderc.ShadercIncludeResolve;
import org.lwjgl.util.shaderc.ShadercIncludeResult;
import org.lwjgl.util.shaderc.ShadercIncludeResultRelease;

/**
 * Answers shaderc's include callbacks during one compilation.
 *
 * <p>An answer is native memory that shaderc hands back when it is done with it. An exception must
 * not unwind through native frames, so it is kept, and rethrown after the compilation.
 */
final class ShadercIncludes implements AutoCloseable {

  /** Far above any sensible nesting, and far below what would overflow shaderc's own stack. */
  private static final int MAX_DEPTH = 64;

  private final IncludeResolver includes;
  private final ShadercIncludeResolve resolve;
  private final ShadercIncludeResultRelease release;
  private @Nullable Throwable thrown;

  ShadercIncludes(IncludeResolver includes) {
    this.includes = includes;
    this.resolve =
        ShadercIncludeResolve.create(
            (userData, requested, type, includer, depth) ->
                answer(MemoryUtil.memUTF8(requested), MemoryUtil.memUTF8(includer), depth));
    this.release = ShadercIncludeResultRelease.create((userData, result) -> free(result));
  }

  void install(long options) {
    Shaderc.shaderc_compile_options_set_include_callbacks(
        options, resolve, release, MemoryUtil.NULL);
  }

  /** Rethrows what the resolver threw, if it did. */
  void rethrow() {
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  private long answer(String requested, String includer, long depth) {
    if (depth > MAX_DEPTH) {
      return failure("Includes nest deeper than " + MAX_DEPTH + "; does a file include itself?");
    }
    try {
      Optional<ShaderSource> found = includes.resolve(requested, includer);
      return found
          .map(source -> result(source.name(), source.text()))
          .orElseGet(() -> failure("There is no such file."));
    } catch (RuntimeException | Error e) {
      thrown = e;
      return failure(e.toString());
    }
  }

  /** An answer without a name is an error, with its message for content. */
  private static long failure(String message) {
    return result("", message);
  }

  private static long result(String name, String content) {
    return ShadercIncludeResult.malloc()
        .source_name(MemoryUtil.memUTF8(name, false))
        .content(MemoryUtil.memUTF8(content, false))
        .user_data(MemoryUtil.NULL)
        .address();
  }

  private static void free(long address) {
    ShadercIncludeResult result = ShadercIncludeResult.create(address);
    ByteBuffer name = result.source_name();
    ByteBuffer content = result.content();
    result.free();
    MemoryUtil.memFree(name);
    MemoryUtil.memFree(content);
  }

  @Override
  public void close() {
    resolve.free();
    release.free();
  }
}
