// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files on the systems of Windows, macOS and Unix, as an in-memory file system has them. */
class OtherSystemsTest {

  /** One system; a plain one is such as exFAT, with neither modes nor access lists. */
  enum Os {
    WINDOWS,
    MAC,
    UNIX,
    PLAIN;

    private Configuration configuration() {
      return switch (this) {
        case WINDOWS -> with(Configuration.windows(), "owner", "acl", "user");
        case MAC -> with(Configuration.osX(), "posix", "unix", "user");
        case UNIX -> with(Configuration.unix(), "posix", "unix");
        case PLAIN -> Configuration.windows();
      };
    }

    private static Configuration with(Configuration system, String... views) {
      return system.toBuilder().setAttributeViews("basic", views).build();
    }

    Path folder() throws IOException {
      FileSystem files = Jimfs.newFileSystem(configuration());
      Path root = files.getRootDirectories().iterator().next();
      return Files.createDirectories(root.resolve("Users").resolve("Ada L\u00f6v"));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void write(Path path, String text) {
    try (NewFile file = NewFile.create(path)) {
      file.write(text);
      file.publish();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileAppearsWhenItIsPublishedAndReplacesWhatWasThere(Os os) throws IOException {
    Path folder = os.folder();
    Path target = folder.resolve("out.bin");
    try (NewFile file = NewFile.create(target)) {
      file.write("whole");
      assertFalse(Files.exists(target));
      file.publish();
    }
    write(target, "new");
    assertEquals("new", Files.readString(target));
    assertEquals(List.of("out.bin"), names(folder));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasNotPublishedLeavesNothing(Os os) throws IOException {
    Path folder = os.folder();
    try (NewFile file = NewFile.create(folder.resolve("out.bin"))) {
      file.write("half");
      assertEquals(1, names(folder).size());
    }
    assertEquals(List.of(), names(folder));
  }

  @ParameterizedTest
  @EnumSource
  void aFolderAndAMissingFolderAreRefusedByName(Os os) throws IOException {
    Path folder = os.folder();
    Path missing = folder.resolve("missing").resolve("out.bin");
    for (Path path : List.of(folder, missing)) {
      String message =
          String.valueOf(
              assertThrows(BadInputException.class, () -> NewFile.create(path)).getMessage());
      assertTrue(message.startsWith("cannot write " + path + ": "), message);
    }
    assertEquals(List.of(), names(folder));
  }

  @ParameterizedTest
  @EnumSource
  void linksAreFollowed(Os os) throws IOException {
    Path folder = os.folder();
    Path link =
        Files.createSymbolicLink(folder.resolve("link"), folder.getFileSystem().getPath("target"));
    write(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(folder.resolve("target")));
  }

  @ParameterizedTest
  @EnumSource(names = {"MAC", "UNIX"})
  void modesAndNamesAreKept(Os os) throws IOException {
    Path folder = os.folder();
    Path target = Files.writeString(folder.resolve("out.bin"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
    write(target, "new");
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    Path other = Files.createLink(folder.resolve("other.bin"), target);
    write(target, "newer");
    assertEquals("newer", Files.readString(other));
  }

  @ParameterizedTest
  @EnumSource(names = "WINDOWS")
  void accessListsAreKept(Os os) throws IOException {
    Path target = Files.writeString(os.folder().resolve("out.bin"), "old");
    AclEntry entry =
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(
                requireNonNull(Files.getFileAttributeView(target, FileOwnerAttributeView.class))
                    .getOwner())
            .setPermissions(AclEntryPermission.READ_DATA)
            .build();
    acl(target).setAcl(List.of(entry));
    write(target, "new");
    assertEquals("new", Files.readString(target));
    assertEquals(List.of(entry), acl(target).getAcl());
  }

  private static AclFileAttributeView acl(Path file) {
    return requireNonNull(Files.getFileAttributeView(file, AclFileAttributeView.class));
  }

  @ParameterizedTest
  @EnumSource
  void elementsAreCountedAndWhatIsNoFileOfThemIsRefusedByName(Os os) throws IOException {
    Field<?> field = KernelRegistry.load().field("goldilocks");
    Path folder = os.folder();
    Path file = Files.write(folder.resolve("a.bin"), new byte[24]);
    try (ElementFile<?> elements = ElementFile.open(file, field)) {
      assertEquals(3, elements.size());
    }
    Files.write(file, new byte[25]);
    for (Path bad : List.of(file, folder, folder.resolve("missing"))) {
      String message =
          String.valueOf(
              assertThrows(BadInputException.class, () -> ElementFile.open(bad, field))
                  .getMessage());
      assertTrue(message.contains(bad.toString()), message);
    }
    Files.delete(file);
    assertEquals(List.of(), names(folder), "nothing is held open that keeps a file from going");
  }

  @ParameterizedTest
  @EnumSource(names = {"WINDOWS", "MAC"})
  void aFileThatIsReplacedKeepsUsersAttributes(Os os) throws IOException {
    Path target = Files.writeString(os.folder().resolve("out.bin"), "old");
    Files.setAttribute(target, "user:origin", "ceremony 7".getBytes(UTF_8));
    write(target, "new");
    assertEquals("new", Files.readString(target));
    assertEquals(
        "ceremony 7", new String((byte[]) Files.getAttribute(target, "user:origin"), UTF_8));
  }
}
