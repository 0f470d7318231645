// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverVariablesTest {

  @TempDir Path folder;

  private List<String> complaints(String variable, String value) {
    String none = folder.resolve("none").toString();
    return DriverVariables.complaints(
        Map.of(
            "XDG_CONFIG_HOME",
            none,
            "XDG_CONFIG_DIRS",
            none,
            "XDG_DATA_HOME",
            none,
            "XDG_DATA_DIRS",
            none,
            variable,
            value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"VK_DRIVER_FILES", "VK_ICD_FILENAMES", "VK_ADD_DRIVER_FILES"})
  void whatAVariableNamesInVainIsSaid(String variable) throws IOException {
    Path absent = folder.resolve("absent.json");
    assertEquals(
        List.of(
            variable
                + " names "
                + absent
                + ", which is not there; name a driver's manifest, or unset it"),
        complaints(variable, absent.toString()));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(
        List.of(
            variable
                + " names the folder "
                + empty
                + ", which has no manifest in it; name a driver's manifest, or unset it"),
        complaints(variable, empty.toString()));
    Path blank = Files.createFile(folder.resolve("blank.json"));
    String said =
        "the driver manifest " + blank + " is empty; install its package again, or remove the file";
    assertEquals(List.of(said), complaints(variable, blank.toString()));
    assertEquals(List.of(said), complaints(variable, folder.toString()));
    assertEquals(2, complaints(variable, absent + File.pathSeparator + blank).size());
  }

  @Test
  void manifestsThatAreThereAreFine() throws IOException {
    Path manifest = Files.writeString(folder.resolve("a.json"), "{}");
    assertEquals(List.of(), complaints("VK_DRIVER_FILES", manifest.toString()));
    assertEquals(List.of(), complaints("VK_DRIVER_FILES", folder.toString()));
    assertEquals(List.of(), complaints("VK_DRIVER_FILES", ""));
    assertEquals(List.of(), complaints("VK_DRIVER_FILES", "nul\0"));
  }

  @Test
  void theLoaderHeedsOneOfTwoVariables() {
    assertEquals(
        1,
        DriverVariables.complaints(
                Map.of("VK_DRIVER_FILES", "/absent/a.json", "VK_ICD_FILENAMES", "/absent/b.json"))
            .size());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where the registry names manifests
  void anEmptyManifestInTheLoadersFoldersIsSaid() throws IOException {
    Path driver = folder.resolve("vulkan/icd.d/some.json");
    Path layer = folder.resolve("vulkan/implicit_layer.d/some.json");
    for (Path manifest : List.of(driver, layer)) {
      Files.createDirectories(manifest.getParent());
      Files.createFile(manifest);
    }
    List<String> complaints =
        DriverVariables.complaints(Map.of("XDG_DATA_DIRS", "relative:" + folder));
    assertTrue(
        complaints.contains(
            "the driver manifest "
                + driver
                + " is empty; install its package again, or remove the file"),
        complaints.toString());
    assertTrue(
        complaints.contains(
            "the layer manifest "
                + layer
                + " is empty; install its package again, or remove the file"),
        complaints.toString());
  }

  @Test
  void whatLeavesNoDriverIsSaid() {
    assertEquals(List.of(), DriverVariables.hiding(Map.of("VK_LOADER_DRIVERS_SELECT", "")));
    assertEquals("", DriverVariables.hint(Map.of()));
    assertEquals(
        List.of("VK_ICD_FILENAMES is set but empty, so that no driver is found; unset it"),
        DriverVariables.hiding(Map.of("VK_ICD_FILENAMES", "")));
    assertEquals(
        " (VK_DRIVER_FILES=/a.json leaves out all other drivers; unset it;"
            + " VK_LOADER_DRIVERS_DISABLE=* leaves out drivers; unset it)",
        DriverVariables.hint(
            Map.of(
                "VK_DRIVER_FILES", "/a.json",
                "VK_ICD_FILENAMES", "",
                "VK_LOADER_DRIVERS_DISABLE", "*")));
  }

  @Test
  void aVariableThatHasTheProcessEndIsSaid() {
    assertEquals(
        Optional.empty(), DriverVariables.ending(Map.of("MESA_VK_DEVICE_SELECT", "10de:")));
    assertEquals(
        Optional.of(
            "MESA_VK_DEVICE_SELECT=list has Mesa list devices and end the process; unset it, and"
                + " let doctor list them"),
        DriverVariables.ending(Map.of("MESA_VK_DEVICE_SELECT", "list")));
    assertEquals(
        Optional.empty(),
        DriverVariables.ending(Map.of("MESA_VK_DEVICE_SELECT", "list", "NODEVICE_SELECT", "1")));
  }
}
