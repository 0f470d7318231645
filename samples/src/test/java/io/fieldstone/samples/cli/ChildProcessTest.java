// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.fieldstone.samples.Fieldstone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process of its own shows: a machine without drivers, and how the JVM exits. */
class ChildProcessTest {

  private static final String NO_LOADER = "-Dorg.lwjgl.vulkan.libname=libnone.so";
  private static final Map<String, String> NO_DRIVER =
      Map.of("VK_DRIVER_FILES", "/absent.json", "VK_ICD_FILENAMES", "/absent.json");

  /** Of native calls and of Unsafe, which LWJGL makes; the launcher gives the same options. */
  private static final int FIRST_JDK_THAT_WARNS = 24;

  @TempDir Path folder;

  private Outcome run(List<String> jvmOptions, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Fieldstone.class.getName());
    command.addAll(List.of(args));
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .directory(folder.toFile());
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Outcome(exitCode, Files.readString(out), Files.readString(err));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doctor",
        "smoke-batch",
        "bench-persistent",
        "bench-batch-pipelined",
        "bench-kernels",
        "bench-host-data"
      })
  void withoutALoaderEveryCommandSaysWhatToInstall(String command) throws Exception {
    run(List.of(NO_LOADER), Map.of(), command)
        .assertBadInput("no Vulkan loader on this machine", "apt-get install libvulkan1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doctor",
        "smoke-batch",
        "bench-persistent",
        "bench-batch-pipelined",
        "bench-kernels",
        "bench-host-data"
      })
  void withoutADriverEveryCommandSaysWhatToInstall(String command) throws Exception {
    run(List.of(), NO_DRIVER, command)
        .assertBadInput("no Vulkan d", "apt-get install mesa-vulkan-drivers");
  }

  @ParameterizedTest
  @CsvSource({"icd.d, driver", "implicit_layer.d, layer"})
  void aDamagedManifestIsNamed(String kind, String of) throws Exception {
    Path data = folder.resolve("data");
    Path manifest = data.resolve("vulkan").resolve(kind).resolve("damaged.json");
    Files.createDirectories(manifest.getParent());
    Files.writeString(manifest, "{ \"file_format_version\": \"1.0.0\", ");
    Map<String, String> environment = new HashMap<>(Outcome.environment());
    environment.put("XDG_DATA_HOME", data.toString());
    Outcome outcome = run(List.of(), environment, "doctor");
    String complaint = "the " + of + " manifest " + manifest + " is damaged; install its package";
    if (outcome.exitCode() == 0) { // loaders from 1.3.250 on go on without it
      assertTrue(outcome.out().contains("! drivers    " + complaint), outcome.out());
    } else {
      outcome.assertBadInput("Vulkan cannot start: " + complaint);
    }
  }

  @Test
  void doctorSaysTheProblemInItsJsonToo() throws Exception {
    Outcome outcome = run(List.of(NO_LOADER), Map.of(), "doctor", "--json");
    Map<String, Object> json = JSON.std.mapFrom(outcome.out());
    assertTrue(String.valueOf(json.get("problem")).contains("no Vulkan loader"), outcome.out());
    assertEquals(List.of(), json.get("devices"));
    assertEquals(2, outcome.exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernels", "fields", "help"})
  void listsAndHelpNeedNoLoader(String command) throws Exception {
    run(List.of(NO_LOADER), Map.of(), command).assertOk();
  }

  @Test
  void theProcessExitsCleanlyAfterTheDeviceWasUsed() throws Exception {
    Outcome outcome =
        run(
            List.of(),
            Outcome.environment(),
            "smoke-batch",
            "--field=goldilocks",
            "--elements=50",
            "--jobs=1");
    outcome.assertOk();
    assertArrayEquals(new String[] {"stderr", "stdout"}, names(folder));
  }

  private static String[] names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toArray(String[]::new);
    }
  }

  @Test
  void noBackendLeaksNativeMemory() throws Exception {
    Outcome outcome =
        run(
            List.of("-Dorg.lwjgl.util.DebugAllocator=true"),
            Map.of("XDG_CACHE_HOME", folder.toString()),
            "smoke-batch",
            "--field=goldilocks",
            "--elements=50",
            "--jobs=1");
    outcome.assertOk();
  }

  @Test
  void inAPipeThereIsNoProgressBar() throws Exception {
    Outcome outcome =
        run(List.of(), Outcome.environment(), "smoke-batch", "--field=baby_bear", "--elements=50");
    outcome.assertOk();
    assertFalse(outcome.out().contains("\r"), outcome.out());
    assertFalse(outcome.out().contains("%"), outcome.out());
  }
}
