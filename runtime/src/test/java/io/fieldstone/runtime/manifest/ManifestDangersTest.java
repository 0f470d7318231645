// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Those that are dangerous ended a process with Vulkan's loader 1.3.239, or held it up; the others
 * did not.
 */
@DisabledOnOs(OS.WINDOWS) // where the registry names manifests
class ManifestDangersTest {

  private static final String LAYER =
      "{\"file_format_version\": \"1.1.0\", \"layer\": {\"name\": \"VK_LAYER_x\", \"type\":"
          + " \"GLOBAL\", \"library_path\": \"./x.so\", %s}}";

  private static final int LONG_ENOUGH = 4096;

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void leaveOutTheMachinesOwn() {
    String none = folder.resolve("none").toString();
    for (String name :
        List.of("XDG_CONFIG_HOME", "XDG_CONFIG_DIRS", "XDG_DATA_DIRS", "VK_DRIVER_FILES")) {
      environment.put(name, none);
    }
    environment.put("XDG_DATA_HOME", folder.toString());
  }

  private List<String> find(String... asked) {
    return ManifestDangers.find(environment, Set.of(asked));
  }

  private Path driver(String json) throws IOException {
    Path manifest = Files.writeString(folder.resolve("driver.json"), json);
    environment.put("VK_DRIVER_FILES", manifest.toString());
    return manifest;
  }

  private Path layer(String kind, String json) throws IOException {
    Path manifest = folder.resolve("vulkan").resolve(kind).resolve("layer.json");
    Files.createDirectories(manifest.getParent());
    return Files.writeString(manifest, json);
  }

  private static String damaged(String kind, Path manifest, String how) {
    return "the "
        + kind
        + " manifest "
        + manifest
        + " is damaged ("
        + how
        + "); install its package again, or remove the file";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1] | it is a list",
        "{\"ICD\": [1]} | 'ICD' is a list",
        "{\"ICD\": {\"library_path\": 5}} | 'library_path' is no text",
        "{\"icd\": {\"Library_Path\": true}} | 'library_path' is no text",
        "{\"ICD\": {}, \"ICD\": {\"library_path\": 1e99 \t }} trailing | 'library_path' is no text",
        "{\"x\": 01, \"\\u0049CD\": {\"a\\\"\": -.5,\"library_path\": nonsense}} | 'library_path' is"
            + " no text",
      })
  void aDriversManifestThatWouldEndTheProcessIsNamed(String json, String how) throws IOException {
    assertEquals(List.of(damaged("driver", driver(json), how)), find());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"functions\": [\"a\"] | 'functions' is a list",
        "\"pre_instance_functions\": [[]] | 'pre_instance_functions' is a list",
        "\"device_extensions\": [[\"a\"]] | 'device_extensions' is a list",
        "\"enable_environment\": 5 | 'enable_environment' names no variable",
        "\"enable_environment\": {} | 'enable_environment' names no variable",
        "\"enable_environment\": {\"A\": 1} | 'A' is no text",
        "\"disable_environment\": {\"A\": {}} | 'A' is no text",
        "\"disable_environment\": [\"A\"] | 'disable_environment' is a list",
      })
  void aLayersManifestThatWouldEndTheProcessIsNamed(String member, String how) throws IOException {
    Path manifest = layer("implicit_layer.d", String.format(LAYER, member));
    assertEquals(List.of(damaged("layer", manifest, how)), find());
    Files.writeString(
        manifest, String.format(LAYER, member).replace("\"layer\": {", "\"layers\": [{") + "]}");
    assertEquals(List.of(), find(), "a list that is not closed as it was opened is no JSON");
    Files.writeString(
        manifest,
        String.format(LAYER, member)
            .replace("\"layer\": {", "\"layers\": [{")
            .replaceAll("}}$", "}]}"));
    assertEquals(List.of(damaged("layer", manifest, how)), find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"ICD\": ",
        "5",
        "null",
        "[]",
        "{}",
        "{\"ICD\": 5}",
        "{\"ICD\": []}",
        "{\"ICD\": {\"api_version\": 1, \"library_path\": \"\"}}",
        "{\"ICD\": {\"library_path\": \"\\u0000\\ud800\"}}",
        "{\"ICD\": {\"library_path\": \"\\",
        "{\"ICD\": {\"library_path\": \"\\u12",
        "{\"ICD\": {\"library_path\": \"/no/such/library.so\"}, \"file_format_version\": {}}",
      })
  void whatTheLoaderOnlyComplainsOfIsLeftToIt(String json) throws IOException {
    driver(json);
    assertEquals(List.of(), find());
  }

  @Test
  void depthAndSizeArePartOfIt() throws IOException {
    int levels = ManifestJson.MOST_LEVELS;
    String deep = "{\"a\": " + "[".repeat(levels) + "]".repeat(levels) + "}";
    String deeper = "{\"a\": " + "[".repeat(levels + 1);
    driver(deep);
    assertEquals(List.of(), find());
    Path manifest = driver(deeper);
    assertEquals(
        List.of(damaged("driver", manifest, "it is nested more than 1000 levels deep")), find());
    int bytes = (1 << 20) + 1;
    driver(" ".repeat(bytes));
    assertEquals(List.of(damaged("driver", manifest, "it has " + bytes + " bytes")), find());
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("driver.json");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    environment.put("VK_DRIVER_FILES", folder.toString());
    assertEquals(List.of(damaged("driver", pipe, "it is a pipe or a device")), find());
  }

  @Test
  void whatIsNotReadIsNotLookedAt() throws IOException {
    Path bad = layer("icd.d", "[1]");
    assertEquals(List.of(), find(), "since a variable names all drivers");
    environment.remove("VK_DRIVER_FILES");
    assertEquals(List.of(damaged("driver", bad, "it is a list")), find());
    Files.delete(bad);
    Path explicit = layer("explicit_layer.d", "[1]");
    assertEquals(List.of(), find());
    assertEquals(
        List.of(damaged("layer", explicit, "it is a list")), find("VK_LAYER_KHRONOS_validation"));
    environment.put("VK_INSTANCE_LAYERS", "VK_LAYER_x");
    assertEquals(1, find().size());
    environment.put("VK_LAYER_PATH", folder.toString());
    assertEquals(List.of(), find());
  }

  /**
   * Writes a library that has one segment, which ends with the file's first {@code needs} bytes.
   */
  private Path library(String name, int length, int needs) throws IOException {
    int machine = System.getProperty("os.arch", "").equals("aarch64") ? 183 : 62;
    ByteBuffer file = ByteBuffer.allocate(LONG_ENOUGH).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).putShort(18, (short) machine);
    file.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
    file.putInt(64, 1).putLong(64 + 8, 16).putLong(64 + 32, needs - 16);
    byte[] bytes = new byte[length];
    System.arraycopy(file.array(), 0, bytes, 0, Math.min(length, LONG_ENOUGH));
    return Files.write(folder.resolve(name), bytes);
  }

  private static void requireKnownMachine() {
    String machine = System.getProperty("os.arch", "");
    assertTrue(
        List.of("amd64", "aarch64").contains(machine),
        () -> "give SharedLibrary the number that ELF has for " + machine + ", and library() too");
  }

  @Test
  void aLibraryThatIsCutShortIsNamed() throws IOException {
    requireKnownMachine();
    Path library = library("x.so", 1000, 5000);
    Path manifest = driver("{\"ICD\": {\"library_path\": \"./x.so\"}}");
    String said =
        "the library "
            + manifest.resolveSibling("./x.so")
            + " of the driver manifest "
            + manifest
            + " is damaged (it has 1000 bytes of 5000 or more); install its package again, or"
            + " remove the manifest";
    assertEquals(List.of(said), find());
    driver("{\"ICD\": {\"library_path\": \"x.so\"}}");
    environment.put("LD_LIBRARY_PATH", "relative:" + folder);
    assertEquals(1, find().size());
    environment.put("VK_LOADER_DRIVERS_SELECT", "other*");
    assertEquals(List.of(), find(), "the loader decides whether it is loaded");
    environment.remove("VK_LOADER_DRIVERS_SELECT");
    library("x.so", 5000, 5000);
    assertEquals(List.of(), find());
    for (int length : List.of(0, 3, 63, 64, 119)) { // the linker says that it is none
      library("x.so", length, 5000);
      assertEquals(List.of(), find(), length + " bytes");
    }
    Files.write(library, new byte[LONG_ENOUGH]);
    assertEquals(List.of(), find());
  }

  @Test
  void theLibrariesOfThisMachinesDriversAreWhole() {
    assertEquals(List.of(), ManifestDangers.find(System.getenv(), Set.of("VK_LAYER_KHRONOS_x")));
  }

  @Test
  void theLibraryOfALayerCountsIfTheLayerIsLoaded() throws IOException {
    requireKnownMachine();
    String variables =
        "\"enable_environment\": {\"ON\": \"1\"}, \"disable_environment\": {\"OFF\": \"\"}";
    Path manifest = layer("implicit_layer.d", String.format(LAYER, variables));
    Files.move(library("x.so", 1000, 5000), manifest.resolveSibling("x.so"));
    assertEquals(List.of(), find());
    environment.put("ON", "2");
    assertEquals(List.of(), find());
    environment.put("ON", "1");
    assertEquals(1, find().size());
    assertTrue(find().get(0).contains(" of the layer manifest " + manifest), find().get(0));
    environment.put("OFF", "0");
    assertEquals(List.of(), find());
    Path explicit = layer("explicit_layer.d", String.format(LAYER, "\"description\": \"\""));
    Files.move(manifest.resolveSibling("x.so"), explicit.resolveSibling("x.so"));
    assertEquals(List.of(), find("VK_LAYER_y"));
    assertEquals(1, find("VK_LAYER_x").size());
  }
}
