// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PathArgumentTest {

  @ParameterizedTest
  @ValueSource(strings = {"C:\\new\\", "C:/new/", "new\\", "\\\\host\\share\\new\\"})
  void onWindowsBothSeparatorsEndAFolder(String value) {
    assertRefused(Configuration.windows(), value, "names a folder; name a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/Users/ada/new/", "new/"})
  void onAMacTheSlashDoes(String value) {
    assertRefused(Configuration.osX(), value, "names a folder; name a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a?.bin", "a|b", "C:\\a<b"})
  void whatIsNoPathOnWindowsIsRefusedWithItsReason(String value) {
    assertRefused(Configuration.windows(), value, "is no path here");
  }

  @Test
  void anEmptyNameIsNoPath() {
    assertRefused(Configuration.unix(), "", "names nothing; name a file");
  }

  private static void assertRefused(Configuration configuration, String value, String why) {
    PathArgument argument = new PathArgument(Jimfs.newFileSystem(configuration));
    String message =
        String.valueOf(
            assertThrows(TypeConversionException.class, () -> argument.convert(value))
                .getMessage());
    assertTrue(message.startsWith("'" + value + "'"), message);
    assertTrue(message.contains(why), message);
  }

  @Test
  void aFolderThatIsThereAndAFileArePaths() throws IOException {
    FileSystem files = Jimfs.newFileSystem(Configuration.windows());
    Files.createDirectories(files.getPath("C:\\new"));
    PathArgument argument = new PathArgument(files);
    assertEquals(files.getPath("C:\\new"), argument.convert("C:\\new\\"));
    assertEquals(files.getPath("D:\\a b.bin"), argument.convert("D:/a b.bin"));
  }

  @Test
  void bytesThatAreNoLettersAreRefused() {
    assertRefused(Configuration.unix(), "v\ufffd.bin", "bytes that are no letters");
  }
}
