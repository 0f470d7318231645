// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.cache.UnusableCaches;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.vulkan.PipelineCacheFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineCacheFileTest {

  private static final int HEADER_BYTES = 16;

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = new CapturedLog(PipelineCacheFile.class);
  @RegisterExtension final CapturedLog unusable = new CapturedLog(UnusableCaches.class);

  /** What can become of a file on a disk. */
  enum Damage {
    EMPTY,
    CUT_IN_THE_HEADER,
    NOTHING_BUT_A_HEADER,
    CUT_BY_A_BYTE,
    LONGER_BY_A_BYTE,
    CHECKSUM_CHANGED,
    LENGTH_CHANGED,
    DATA_CHANGED,
    ZEROS,
    TEXT;

    byte[] of(byte[] file) {
      return switch (this) {
        case EMPTY -> new byte[0];
        case CUT_IN_THE_HEADER -> Arrays.copyOf(file, HEADER_BYTES - 1);
        case NOTHING_BUT_A_HEADER -> Arrays.copyOf(file, HEADER_BYTES);
        case CUT_BY_A_BYTE -> Arrays.copyOf(file, file.length - 1);
        case LONGER_BY_A_BYTE -> Arrays.copyOf(file, file.length + 1);
        case CHECKSUM_CHANGED -> flip(file, Long.BYTES - 1);
        case LENGTH_CHANGED -> flip(file, HEADER_BYTES - 1);
        case DATA_CHANGED -> flip(file, file.length - 1);
        case ZEROS -> new byte[file.length];
        case TEXT -> "This is not a pipeline cache.".getBytes(UTF_8);
      };
    }

    private static byte[] flip(byte[] file, int at) {
      byte[] copy = file.clone();
      copy[at] ^= 1;
      return copy;
    }
  }

  @Test
  void theFirstBackendLeavesAFileThatTheSecondStartsWith() throws IOException {
    useABackend();
    Path file = cacheFile();
    ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file));
    assertEquals(Files.size(file) - HEADER_BYTES, header.getLong(Long.BYTES));

    useABackend();
    assertEquals(List.of(), log.drain());
    assertEquals(file, cacheFile());
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedFileIsDroppedAndWrittenAnew(Damage damage) throws IOException {
    useABackend();
    Path file = cacheFile();
    Files.write(file, damage.of(Files.readAllBytes(file)));

    useABackend();
    assertEquals(List.of("INFO: dropping damaged pipeline cache " + file), log.drain());

    useABackend();
    assertEquals(List.of(), log.drain());
  }

  @Test
  void aFileThatCanNeitherBeReadNorWrittenIsNoError() throws IOException {
    useABackend();
    Path file = cacheFile();
    Files.delete(file);
    Files.createDirectory(file);
    Files.createFile(file.resolve("inside"));

    useABackend();
    assertEquals(List.of(), log.drain());
    assertEquals(1, unusable.drain().size());
  }

  @Test
  void aFolderThatCannotBeMadeIsNoError() throws IOException {
    Path occupied = Files.createFile(folder.resolve("occupied"));
    useABackend(occupied.resolve("cache"));
    assertTrue(Files.isRegularFile(occupied));
    assertEquals(List.of(), log.drain());
    assertEquals(1, unusable.drain().size(), "of pipelines, paths and strategies");
  }

  private Path cacheFile() throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith("pipelines-")).toList();
      assertEquals(1, found.size(), "pipeline caches");
      return found.get(0);
    }
  }

  private void useABackend() {
    useABackend(folder);
  }

  /** Opens a backend, makes a pipeline and checks what it computes, and closes the backend. */
  private static void useABackend(Path cacheDirectory) {
    PersistentBackend gpu =
        PersistentBackend.open(
            TestDevice.options()
                .withCacheDirectory(cacheDirectory)
                .withTransferPath(TransferPath.HOST_VISIBLE)); // no path is measured
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 100, 0, 1);
        HostVector<Tag> out =
            gpu.kernel(TestKernels.NEG, TestFields.FP).job().bind(0, a).build().run()) {
      TestVectors.assertElementWise(a, a, out, (x, ignored) -> BigInteger.ZERO.subtract(x));
    } finally {
      gpu.close();
    }
    assertEquals(List.of(), gpu.validationMessages());
  }
}
