// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.CodeBlock;
import io.fieldstone.processor.model.Documentation;

/** Carries comments over to generated code. */
final class Javadoc {

  private Javadoc() {}

  static CodeBlock of(Documentation documentation) {
    return CodeBlock.of("$L", documentation.text());
  }
}
