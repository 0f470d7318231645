// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The modules that Fieldstone ships. */
final class ShippedModules {

  private ShippedModules() {}

  static byte[] bytes(String name) {
    String resource = "fieldstone/vector/" + name;
    try (InputStream in = ShippedModules.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError(resource + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
