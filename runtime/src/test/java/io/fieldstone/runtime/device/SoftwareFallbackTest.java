// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import static io.fieldstone.runtime.device.RecordedDevices.H200;
import static io.fieldstone.runtime.device.RecordedDevices.LAVAPIPE;
import static io.fieldstone.runtime.device.RecordedDevices.WITHOUT_TIMELINES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftwareFallbackTest {

  @TempDir Path root;

  private String warning() {
    return SoftwareFallback.warning(List.of(LAVAPIPE), LAVAPIPE, null, root).orElse("");
  }

  private void renderNode(String name, String vendor) throws IOException {
    Files.createFile(Files.createDirectories(root.resolve("dev/dri")).resolve(name));
    Path device = Files.createDirectories(root.resolve("sys/class/drm").resolve(name + "/device"));
    Files.writeString(device.resolve("vendor"), vendor + "\n");
  }

  @Test
  void onAMachineWithoutGpuThereIsNothingToSay() throws IOException {
    assertEquals("", warning());
    renderNode("renderD128", "0x1234"); // a virtual display
    assertEquals("", warning());
  }

  @Test
  void aGpuThatNoDriverOffersIsNamedWithTheRemedy() throws IOException {
    Files.createFile(Files.createDirectories(root.resolve("dev")).resolve("nvidia0"));
    Files.createFile(root.resolve("dev/nvidiactl"));
    renderNode("renderD128", "0x10de");
    renderNode("renderD129", "0x1002");
    String warning = warning();
    assertTrue(warning.contains("(" + LAVAPIPE.name() + ")"), warning);
    assertTrue(
        warning.contains(
            "(NVIDIA at "
                + root.resolve("dev/nvidia0")
                + ": no Vulkan driver offers it; AMD at "
                + root.resolve("dev/dri/renderD129")
                + ": no Vulkan driver offers it)"),
        warning);
    assertTrue(warning.contains("install or update its Vulkan driver"), warning);
  }

  @Test
  void aGpuThatLacksWhatIsNeededIsNamedWithTheReason() {
    String warning =
        SoftwareFallback.warning(List.of(WITHOUT_TIMELINES, LAVAPIPE), LAVAPIPE, null, root)
            .orElse("");
    assertTrue(
        warning.contains("(" + WITHOUT_TIMELINES.name() + ": no timelineSemaphore)"), warning);
  }

  @Test
  void whoeverNamesADeviceOrHasAGpuIsNotTold() throws IOException {
    Files.createFile(Files.createDirectories(root.resolve("dev")).resolve("nvidia0"));
    assertEquals(
        Optional.empty(), SoftwareFallback.warning(List.of(LAVAPIPE), LAVAPIPE, "llvm", root));
    assertEquals(
        Optional.empty(), SoftwareFallback.warning(List.of(LAVAPIPE, H200), H200, null, root));
  }
}
