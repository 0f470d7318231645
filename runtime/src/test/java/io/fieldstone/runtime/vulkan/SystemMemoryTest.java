// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.error.OutOfMemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemMemoryTest {

  @TempDir Path folder;

  @Test
  void memoryAndSwapAreAdded() throws IOException {
    Path meminfo = folder.resolve("meminfo");
    Files.writeString(
        meminfo,
        """
        MemTotal:       24599620 kB
        MemFree:          861796 kB
        SwapCached:            0 kB
        SwapTotal:       1048576 kB
        SwapFree:        1048576 kB
        """);
    assertEquals((24_599_620L + 1_048_576) * 1024, SystemMemory.bytes(meminfo));
  }

  @Test
  void whereNobodySaysThereIsNoEnd() throws IOException {
    assertEquals(Long.MAX_VALUE, SystemMemory.bytes(folder.resolve("absent")));
    Path other = folder.resolve("other");
    Files.writeString(other, "MemTotal: many kB\n");
    assertEquals(Long.MAX_VALUE, SystemMemory.bytes(other));
  }

  @Test
  void moreThanTheMachineHasIsRefused() {
    MemoryLedger ledger = new MemoryLedger(0, 1000, false);
    ledger.enter(MemoryKind.HOST, 600);
    ledger.enter(MemoryKind.DEVICE, 5000);
    ledger.requireSystemHas(MemoryKind.HOST, 1000);
    var e =
        assertThrows(
            OutOfMemoryException.class, () -> ledger.requireSystemHas(MemoryKind.HOST, 1001));
    assertEquals(
        "1001 bytes are more than this machine has, which is 1000 bytes with its swap, of which the"
            + " backend uses 600; close vectors, or take shorter ones",
        e.getMessage());
    assertThrows(OutOfMemoryException.class, () -> ledger.enter(MemoryKind.HOST, 401));
    assertEquals(600, ledger.used(MemoryKind.HOST));
    ledger.enter(MemoryKind.HOST, 400);
  }

  @Test
  void whereTheDeviceSharesTheMachinesMemoryItCountsToo() {
    MemoryLedger ledger = new MemoryLedger(0, 1000, true);
    ledger.enter(MemoryKind.DEVICE, 600);
    assertThrows(OutOfMemoryException.class, () -> ledger.enter(MemoryKind.HOST, 401));
    assertThrows(
        OutOfMemoryException.class, () -> ledger.requireSystemHas(MemoryKind.DEVICE, 1001));
  }
}
