// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

/**
 * What is said of the processor itself; the method that makes a message has the name of its {@link
 * Diagnostic}.
 */
public final class ProcessorMessages {

  private ProcessorMessages() {}

  public static Message writeFailed(String file, String reason) {
    return WRITE_FAILED.says(
        "'" + shown(file) + "' cannot be written: " + shown(reason) + "; check the output folder.");
  }

  public static Message libraryMissing(LinkageError reason) {
    return LIBRARY_MISSING.says(
        "The Fieldstone processor lacks a library: "
            + shown(reason)
            + "; put the jars that it depends on beside it on the processor path:"
            + " docs/dependency.md lists them.");
  }

  public static Message internalError(Object type, Throwable reason) {
    return INTERNAL_ERROR.says(
        "The Fieldstone processor failed on '"
            + shown(type)
            + "': "
            + shown(reason)
            + ". This is a bug; please report it.");
  }
}
