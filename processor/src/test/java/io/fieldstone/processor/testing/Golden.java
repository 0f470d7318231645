// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The files that tests hold generated code against. */
public final class Golden {

  private static final String FOLDER = "/io/fieldstone/processor/golden/";

  private Golden() {}

  /** Returns the text of a file. */
  public static String text(String file) throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new AssertionError("no golden file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
