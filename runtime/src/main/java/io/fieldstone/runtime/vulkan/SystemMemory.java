// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory the machine has. Mesa's CPU driver hands out what there is none of, as the system
 * lets it: whoever wrote to it would be killed.
 */
final class SystemMemory {

  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Pattern TOTAL =
      Pattern.compile("^(?:MemTotal|SwapTotal): +([0-9]{1,15}) kB$", Pattern.MULTILINE);
  private static final long KIB = 1024;

  private SystemMemory() {}

  /** Returns the bytes of memory and swap, or more than anybody asks for where nobody says. */
  static long bytes() {
    return bytes(MEMINFO);
  }

  static long bytes(Path meminfo) {
    try {
      Matcher matcher = TOTAL.matcher(Files.readString(meminfo));
      long total = 0;
      while (matcher.find()) {
        total += KIB * Long.parseLong(matcher.group(1));
      }
      return total == 0 ? Long.MAX_VALUE : total;
    } catch (IOException e) {
      return Long.MAX_VALUE; // not Linux; other systems' drivers refuse by themselves
    }
  }
}
