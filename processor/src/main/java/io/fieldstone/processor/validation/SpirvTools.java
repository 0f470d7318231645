// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.diagnostic.Diagnostic;
import java.util.Optional;

/** The validator of SPIRV-Tools, which knows all rules; it is not there on every machine. */
public interface SpirvTools {

  /** There is no validator. */
  SpirvTools NONE = (resource, spirv) -> Optional.empty();

  /** What is wrong with a module: the diagnostic, and its second argument. */
  record Problem(Diagnostic diagnostic, String detail) {}

  /** Returns what is wrong with {@code spirv}, if that is known. */
  Optional<Problem> validate(String resource, byte[] spirv);
}
