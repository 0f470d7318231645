// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Assertions;

/** What the module packages, as a user of it sees it. */
final class Resources {

  static final IncludeResolver INCLUDES =
      IncludeResolver.resources(Resources.class.getClassLoader());

  private Resources() {}

  static byte[] bytes(String name) {
    try (InputStream in = Resources.class.getClassLoader().getResourceAsStream(name)) {
      Assertions.assertNotNull(in, () -> "no resource '" + name + "'");
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
