// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import io.fieldstone.runtime.cache.IoReasons;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose a file is and who may use it: what a file that replaces another one takes over. */
final class Ownership {

  private static final FileAttribute<?>[] NONE = {};

  private static final Set<PosixFilePermission> PRIVATE =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private Ownership() {}

  /** Returns how to make a file that will replace {@code original}: nobody else's before it is. */
  static FileAttribute<?>[] whileWritten(Path original) {
    boolean posix = Files.getFileAttributeView(original, PosixFileAttributeView.class) != null;
    return posix && Files.exists(original)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)}
        : NONE;
  }

  /** Lets the owner read and write a file, and nobody else. */
  static void makePrivate(Path file) throws IOException {
    @Nullable PosixFileAttributeView view = posix(file);
    if (view != null) {
      view.setPermissions(PRIVATE);
    }
  }

  /**
   * Gives {@code file} the owner, where that is permitted, the mode, the access list and users'
   * attributes of another one. What cannot be kept of the latter two is said.
   */
  static void copy(Path original, Path file) throws IOException {
    copyAttributes(original, file); // while it may be written, whatever the mode will be
    @Nullable PosixFileAttributeView from = posix(original);
    @Nullable PosixFileAttributeView to = posix(file);
    if (from != null && to != null) {
      copyPosix(original, from.readAttributes(), file, to);
      return;
    }
    var acl = Files.getFileAttributeView(original, AclFileAttributeView.class);
    var newAcl = Files.getFileAttributeView(file, AclFileAttributeView.class);
    if (acl != null && newAcl != null) {
      newAcl.setAcl(acl.getAcl());
    }
  }

  private static void copyAttributes(Path original, Path file) {
    var from = Files.getFileAttributeView(original, UserDefinedFileAttributeView.class);
    var to = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    if (from == null || to == null) {
      return;
    }
    List<String> names;
    try {
      names = from.list();
    } catch (AccessDeniedException e) { // whoever may write it need not be allowed to read it
      System.err.println(
          "fieldstone: the attributes of "
              + original
              + " could not be kept: "
              + IoReasons.of(e)
              + "; set them again");
      return;
    } catch (IOException e) {
      return; // the file system has none
    }
    for (String name : names) {
      try {
        ByteBuffer value = ByteBuffer.allocate(from.size(name));
        from.read(name, value);
        to.write(name, value.flip());
      } catch (IOException e) {
        System.err.println(
            "fieldstone: the attribute "
                + name
                + " of "
                + original
                + " could not be kept: "
                + IoReasons.of(e)
                + "; set it again");
      }
    }
  }

  private static @Nullable PosixFileAttributeView posix(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }

  private static void copyPosix(
      Path original, PosixFileAttributes attributes, Path file, PosixFileAttributeView to)
      throws IOException {
    PosixFileAttributes made = to.readAttributes();
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    mode.addAll(attributes.permissions());
    boolean sameGroup =
        made.group().equals(attributes.group()) || permitted(() -> to.setGroup(attributes.group()));
    boolean sameOwner =
        made.owner().equals(attributes.owner()) || permitted(() -> to.setOwner(attributes.owner()));
    if (!sameGroup) {
      // What the old group might do is not the new group's right.
      mode.remove(PosixFilePermission.GROUP_READ);
      mode.remove(PosixFilePermission.GROUP_WRITE);
      mode.remove(PosixFilePermission.GROUP_EXECUTE);
    }
    to.setPermissions(mode);
    if (sameGroup && sameOwner) {
      copyAcl(original, file);
    }
  }

  private static boolean permitted(TemporaryFiles.Step change) {
    try {
      change.run();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The JDK knows no POSIX ACLs, but GNU's cp copies them with the mode. */
  private static void copyAcl(Path original, Path file) {
    if (!System.getProperty("os.name", "").equals("Linux")
        || !original.getFileSystem().equals(FileSystems.getDefault())) {
      return;
    }
    try {
      Process copy =
          new ProcessBuilder(
                  "cp",
                  "--attributes-only",
                  "--preserve=mode",
                  "--",
                  original.toString(),
                  file.toString())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (copy.waitFor() != 0) {
        System.err.println(
            "fieldstone: the access list of " + original + " could not be kept; set it again");
      }
    } catch (IOException e) {
      // A system without cp: mode and owner are kept all the same.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
