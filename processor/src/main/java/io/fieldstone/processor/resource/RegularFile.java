// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.resource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells files that can be read to their end from those that may never have one. */
public final class RegularFile {

  private RegularFile() {}

  /**
   * Checks that what is at {@code uri}, if anything is, is a regular file or a link to one. Opening
   * a pipe waits for its writer for ever, and devices and sockets hold no resources.
   *
   * @throws IOException if it is something else
   */
  public static void require(URI uri) throws IOException {
    if (!"file".equals(uri.getScheme())) {
      return; // in an archive, or in memory
    }
    Path file = Path.of(uri);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(
          Files.isDirectory(file)
              ? "it is a folder"
              : "it is no regular file, but a pipe, a socket or a device");
    }
  }
}
