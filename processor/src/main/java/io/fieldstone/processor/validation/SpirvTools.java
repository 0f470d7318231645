// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.diagnostic.Message;
import java.util.Optional;

/** The validator of SPIRV-Tools, which knows all rules; it is not there on every machine. */
public interface SpirvTools {

  /** There is no validator. */
  SpirvTools NONE = (resource, spirv) -> Optional.empty();

  /** Returns what is wrong with {@code spirv}, if that is known. */
  Optional<Message> validate(String resource, byte[] spirv);
}
