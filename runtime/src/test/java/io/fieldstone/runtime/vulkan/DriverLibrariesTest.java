// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lwjgl.system.MemoryUtil.NULL;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.lwjgl.system.JNI;
import org.lwjgl.system.linux.DynamicLinkLoader;

/** In child JVMs, whose exit is what is looked at. */
@EnabledOnOs(OS.LINUX)
class DriverLibrariesTest {

  /** The status that the child gives, and the signal that ends it if its exit handler runs. */
  private static final int KILL = 9;

  /** Stands for a library whose destructor crashes: it raises the signal of the exit status. */
  static final class CrashAtExit {
    public static void main(String[] arguments) {
      long process = DynamicLinkLoader.dlopen((CharSequence) null, DynamicLinkLoader.RTLD_LAZY);
      long onExit = DynamicLinkLoader.dlsym(process, "on_exit");
      JNI.invokePPI(DynamicLinkLoader.dlsym(process, "raise"), NULL, onExit);
      if (arguments.length > 1) {
        DriverLibraries.endWithoutDestructors();
        DriverLibraries.endWithoutDestructors();
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.print(" and hooks")));
      System.out.print("output");
      if (!arguments[0].equals("return")) {
        System.exit(Integer.parseInt(arguments[0]));
      }
    }
  }

  private record End(int status, String output) {}

  @Test
  void theExitHandlerOfTheChildRunsUnlessItIsSkipped() throws Exception {
    assertEquals(128 + KILL, run("9").status());
  }

  @Test
  void theStatusAndHooksAndOutputAreKept() throws Exception {
    assertEquals(new End(KILL, "output and hooks"), run("9", "skip"));
    assertEquals(new End(0, "output and hooks"), run("return", "skip"));
  }

  private static End run(String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            CrashAtExit.class.getName());
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new End(process.waitFor(), output);
  }
}
