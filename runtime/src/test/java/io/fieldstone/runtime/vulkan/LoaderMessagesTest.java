// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.fieldstone.runtime.error.OutOfMemoryException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What loaders of several versions and systems say, and what a stranger is told. */
class LoaderMessagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loader_get_json: Failed to parse JSON file /etc/vulkan/icd.d/a b.json, this is usually"
            + " because something ran out of memory."
            + "| the driver manifest /etc/vulkan/icd.d/a b.json is damaged; install its package"
            + " again, or remove the file",
        "loader_get_json: Failed to parse JSON file"
            + " /usr/share/vulkan/implicit_layer.d/VkLayer_x.json, this is usually because"
            + " something ran out of memory."
            + "| the layer manifest /usr/share/vulkan/implicit_layer.d/VkLayer_x.json is damaged;"
            + " install its package again, or remove the file",
        "loader_parse_icd_manifest: Can not find 'ICD' object in ICD JSON file C:\\drv\\a.json."
            + " Skipping ICD JSON"
            + "| the driver manifest C:\\drv\\a.json is damaged; install its package again, or"
            + " remove the file",
        "loader_get_json: Failed to open JSON file /absent.json"
            + "| the driver manifest /absent.json cannot be read; make it readable, or name one"
            + " that is there",
        "loader_scanned_icd_add: Could not get 'vkCreateInstance' via 'vk_icdGetInstanceProcAddr'"
            + " for ICD libbad.so"
            + "| the Vulkan loader says: Could not get 'vkCreateInstance' via"
            + " 'vk_icdGetInstanceProcAddr' for ICD libbad.so",
      })
  void theFileIsNamedAndTheRemedyWithIt(String message, String words) {
    assertEquals(words, LoaderMessages.inWords(message));
  }

  @Test
  void whatIsKnownBetterIsNotSaidTwice() {
    List<String> named = List.of("VK_DRIVER_FILES names /w/nope.json, which is not there; name it");
    List<String> hiding = List.of("VK_LOADER_DRIVERS_SELECT=nope leaves out drivers; unset it");
    assertEquals(
        List.of(named.get(0), hiding.get(0), "the Vulkan loader says: something else"),
        LoaderMessages.complaints(
            List.of(
                "loader_get_json: Failed to open JSON file nope.json",
                "loader_get_json: Failed to open JSON file /w/nope.json",
                "Driver \"a.json\" ignored because not selected by env var",
                "f: something else",
                "Found no drivers!"),
            named,
            hiding));
  }

  @Test
  void aVariableThatLeavesOutLayersIsNamed() {
    assertEquals("", LoaderMessages.layersHidden(Map.of()));
    assertEquals(
        " (VK_LAYER_PATH=/nope leaves out layers; unset it)",
        LoaderMessages.layersHidden(Map.of("VK_LAYER_PATH", "/nope")));
  }

  @Test
  void aLoaderThatIsContentExplainsNothing() {
    VulkanLoader.load(LwjglCalls.INSTANCE);
    assertEquals(List.of(), LoaderMessages.complaints(LwjglCalls.INSTANCE));
    OutOfMemoryException failure = new OutOfMemoryException("really");
    assertSame(failure, LoaderMessages.explain(failure, LwjglCalls.INSTANCE));
  }
}
