// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class IoReasonsTest {

  @Test
  void exceptionsThatSayOnlyANameAreSaidInWords() {
    assertEquals("permission denied", IoReasons.of(new AccessDeniedException("name")));
    assertEquals(
        "File name too long",
        IoReasons.of(new FileSystemException("a", "b", "File name too long")));
    assertEquals("IOException", IoReasons.of(new IOException()));
  }

  @Test
  void aFileThatIsTooLargeComesWithTheLimitThatItMeets() {
    String said =
        "too large a file for the limit of this process (ulimit -f) or for the file system";
    assertEquals(said, IoReasons.of(new IOException("File too large")));
    assertEquals(said, IoReasons.of(new FileSystemException("a", null, "File too large")));
  }
}
