// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.shaders.ShaderDiagnostic;
import java.util.List;

/** What the compiler makes of one shader. */
sealed interface Outcome {

  /** It compiles. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Compiled(byte[] spirv) implements Outcome {}

  /** It has errors. */
  record Rejected(List<ShaderDiagnostic> errors) implements Outcome {}
}
