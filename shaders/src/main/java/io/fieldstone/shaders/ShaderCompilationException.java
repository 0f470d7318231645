// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A shader does not compile. The message lists every error; {@link #errors} has them apart. */
public final class ShaderCompilationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong, in the order of the compiler. */
  private final ShaderDiagnostic[] errors;

  /**
   * Reports the errors of one source, at least one.
   *
   * @param source the source that does not compile
   * @param errors what the compiler found wrong, in its order
   */
  public ShaderCompilationException(String source, List<ShaderDiagnostic> errors) {
    super(
        errors.stream()
            .map(error -> "\n  " + error)
            .collect(joining("", "Shader '" + source + "' does not compile:", "")));
    this.errors = errors.toArray(ShaderDiagnostic[]::new);
  }

  /** {@return what is wrong, in the order of the compiler} */
  public List<ShaderDiagnostic> errors() {
    return List.of(errors);
  }
}
