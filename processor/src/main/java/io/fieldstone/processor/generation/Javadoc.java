// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.CodeBlock;
import io.fieldstone.processor.model.Documentation;

/** Carries comments over to generated code. */
final class Javadoc {

  private Javadoc() {}

  /** Comments that start with slashes may hold what ends others, or what is a character there. */
  private static String escaped(String text) {
    return text.replace("*/", "*&#47;").replace("\\u", "&#92;u");
  }

  static CodeBlock of(Documentation documentation) {
    return CodeBlock.of("$L", escaped(documentation.text()));
  }
}
