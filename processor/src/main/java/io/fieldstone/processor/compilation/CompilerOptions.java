// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.GlslMessages;
import io.fieldstone.processor.spirv.SpirvReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The compiler options that are about shaders. */
public final class CompilerOptions {

  /** Names folders with GLSL, separated like those of a class path. */
  static final String SOURCES = "fieldstone.sources";

  /** Names the folder of the cache; {@code off} turns it off. */
  static final String CACHE = "fieldstone.cache";

  /** What the native tools may take: see {@link ToolLimits}. */
  static final String SECONDS = "fieldstone.limit.seconds";

  static final String KERNEL_SECONDS = "fieldstone.limit.kernel";
  static final String TOTAL_SECONDS = "fieldstone.limit.total";
  static final String MEMORY = "fieldstone.limit.memory";
  static final String OUTPUT = "fieldstone.limit.output";
  static final String INCLUDES = "fieldstone.limit.includes";

  private static final int MAX_SECONDS = 86_400;
  private static final int MAX_MEGABYTES = 1 << 20;

  private final Map<String, String> options;
  private final Diagnostics diagnostics;

  CompilerOptions(Map<String, String> options, Diagnostics diagnostics) {
    this.options = options;
    this.diagnostics = diagnostics;
  }

  /** Returns the names of the options. */
  public static Set<String> names() {
    return Set.of(SOURCES, CACHE, SECONDS, KERNEL_SECONDS, TOTAL_SECONDS, MEMORY, OUTPUT, INCLUDES);
  }

  List<Path> sourceFolders() {
    String value = options.get(SOURCES);
    List<Path> folders = new ArrayList<>();
    if (value != null) {
      for (String name : value.split(File.pathSeparator, -1)) {
        folder(name).ifPresent(folders::add);
      }
    }
    return folders;
  }

  private Optional<Path> folder(String name) {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        return Optional.of(path);
      }
    } catch (InvalidPathException e) {
      // no folder has such a name
    }
    diagnostics.report(GlslMessages.sourceFolderMissing(SOURCES, name));
    return Optional.empty();
  }

  ToolLimits limits() {
    ToolLimits usual = ToolLimits.DEFAULT;
    return new ToolLimits(
        limit(SECONDS, usual.seconds(), MAX_SECONDS),
        limit(KERNEL_SECONDS, usual.kernelSeconds(), MAX_SECONDS),
        limit(TOTAL_SECONDS, usual.totalSeconds(), MAX_SECONDS),
        limit(MEMORY, usual.memoryMegabytes(), MAX_MEGABYTES),
        limit(OUTPUT, usual.outputMegabytes(), SpirvReader.MAX_BYTES >> 20),
        limit(INCLUDES, usual.includes(), Integer.MAX_VALUE));
  }

  private int limit(String option, int usual, int greatest) {
    String value = options.get(option);
    if (value == null) {
      return usual;
    }
    try {
      int limit = Integer.parseInt(value);
      if (limit >= 1 && limit <= greatest) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // reported as what is out of range is
    }
    diagnostics.report(GlslMessages.limitMalformed(option, value, greatest));
    return usual;
  }

  Optional<Path> cacheFolder() {
    return CacheFolder.locate(
        options.get(CACHE),
        System.getenv(),
        System.getProperty("os.name", ""),
        System.getProperty("user.home", ""));
  }
}
