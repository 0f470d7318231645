// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process of its own shows: a machine without drivers, and how the JVM exits. */
class ChildProcessTest {

  private static final String NO_LOADER = "-Dorg.lwjgl.vulkan.libname=libnone.so";
  private static final Map<String, String> NO_DRIVER =
      Map.of("VK_DRIVER_FILES", "/absent.json", "VK_ICD_FILENAMES", "/absent.json");

  /** Whether both commands of a pair are tried, and not one by turns: each takes a process. */
  private static final boolean FULL = Boolean.getBoolean("fieldstone.test.full");

  /** Some that open a device. */
  private static final List<String> BACKEND_COMMANDS =
      List.of(
          "bench-persistent",
          "bench-kernels",
          "doctor",
          "smoke-batch",
          "bench-batch-pipelined",
          "bench-host-data");

  @TempDir Path folder;

  private Outcome run(List<String> jvmOptions, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    return ChildProcess.run(folder, ChildProcess.java(jvmOptions, args), environment);
  }

  static List<String> commandsWithoutALoader() {
    return FULL ? BACKEND_COMMANDS : BACKEND_COMMANDS.subList(0, 4);
  }

  @ParameterizedTest
  @MethodSource("commandsWithoutALoader")
  void withoutALoaderEveryCommandSaysWhatToInstall(String command) throws Exception {
    run(List.of(NO_LOADER), Map.of(), command)
        .assertBadInput("no Vulkan loader on this machine", "apt-get install libvulkan1");
  }

  static List<String> commandsWithoutADriver() {
    return FULL ? BACKEND_COMMANDS : BACKEND_COMMANDS.subList(2, 6);
  }

  @ParameterizedTest
  @MethodSource("commandsWithoutADriver")
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

  @ParameterizedTest
  @CsvSource({
    "doctor, VK_DRIVER_FILES, '', VK_DRIVER_FILES is set but empty",
    "smoke-batch, VK_ICD_FILENAMES, '', VK_ICD_FILENAMES is set but empty",
    "smoke-batch, VK_DRIVER_FILES, absent.json, 'absent.json, which is not there'",
    "doctor, VK_ICD_FILENAMES, /absent.json, 'VK_ICD_FILENAMES names /absent.json, which is not there'",
    "doctor, VK_DRIVER_FILES, ., which has no manifest in it",
    "smoke-batch, VK_LOADER_DRIVERS_DISABLE, *, VK_LOADER_DRIVERS_DISABLE=* leaves out drivers",
    "doctor, VK_LOADER_DRIVERS_SELECT, none, VK_LOADER_DRIVERS_SELECT=none leaves out drivers",
  })
  void aVariableThatLeavesNoDriverIsNamed(
      String command, String variable, String value, String said) throws Exception {
    Map<String, String> environment = new HashMap<>(Outcome.environment());
    environment.put(variable, value);
    for (String each : FULL ? List.of("doctor", "smoke-batch") : List.of(command)) {
      Outcome outcome = run(List.of(), environment, each);
      // filters are known to loaders from 1.3.234 on
      if (outcome.exitCode() != 0 || !variable.startsWith("VK_LOADER_")) {
        outcome.assertBadInput("no Vulkan d", said);
      }
    }
  }

  /**
   * Java itself would crash on the first three, wait for the fourth, and end with 0 by the last.
   */
  @ParameterizedTest
  @ValueSource(strings = {"[1]", "{\"ICD\": {\"library_path\": 5}}", "deep", "pipe", "list"})
  @EnabledOnOs(OS.LINUX)
  void whatWouldEndTheProcessIsNamedInstead(String what) throws Exception {
    Path manifest = folder.resolve("driver.json");
    Map<String, String> environment = new HashMap<>(Outcome.environment());
    environment.put("VK_DRIVER_FILES", manifest.toString());
    environment.put("VK_ICD_FILENAMES", manifest.toString());
    String said = "Vulkan cannot start: the driver manifest " + manifest + " is damaged (";
    switch (what) {
      case "pipe" ->
          assertEquals(0, new ProcessBuilder("mkfifo", manifest.toString()).start().waitFor());
      case "deep" -> Files.writeString(manifest, "[".repeat(300_000));
      case "list" -> {
        environment = new HashMap<>(Map.of("MESA_VK_DEVICE_SELECT", "list"));
        said = "MESA_VK_DEVICE_SELECT=list has Mesa list devices and end the process; unset it";
      }
      default -> Files.writeString(manifest, what);
    }
    for (String command : List.of("doctor", "smoke-batch")) {
      run(List.of(), environment, command).assertBadInput(said);
    }
  }

  @ParameterizedTest
  @CsvSource({"kernels, 98", "nonsense, 2"})
  void theLauncherIsToldThatAllIsWell(String command, int exitCode) throws Exception {
    List<String> options = List.of("-Dfieldstone.exit.right=98", "-Dfieldstone.exit.wrong=99");
    assertEquals(exitCode, run(options, Map.of(), command).exitCode());
  }

  @Test
  void aVariableThatHidesTheValidationLayerIsNamed() throws Exception {
    Map<String, String> environment = new HashMap<>(Outcome.environment());
    environment.put("VK_LAYER_PATH", folder.toString());
    run(List.of(), environment, "doctor").assertBadInput("VK_LAYER_PATH=" + folder);
    run(List.of(), environment, "smoke-batch").assertBadInput("VK_LAYER_PATH=" + folder);
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
  void inAPipeThereIsNoProgressBarAndTheProcessExitsCleanly() throws Exception {
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
    assertFalse(outcome.out().contains("\r"), outcome.out());
    assertFalse(outcome.out().contains("%"), outcome.out());
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

  /** Drivers make a cache folder too, wherever the variable says. */
  @ParameterizedTest
  @ValueSource(strings = {"relative", " "})
  void aCacheFolderThatIsNotAbsoluteIsMadeNowhere(String name) throws Exception {
    String home = Files.createDirectory(folder.resolve("home")).toString();
    Outcome outcome =
        run(
            List.of("-Duser.home=" + home),
            Map.of("XDG_CACHE_HOME", name),
            "smoke-batch",
            "--field=goldilocks",
            "--elements=50",
            "--jobs=1");
    outcome.assertOk();
    assertArrayEquals(new String[] {"home", "stderr", "stdout"}, names(folder));
  }
}
