// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import io.fieldstone.processor.compilation.SharedTools;

/** Processors as tests run them. */
public final class Processors {

  private Processors() {}

  /** Returns one whose tools run in a process that stays for the next one, see SharedTools. */
  public static KernelProcessor sharingTools() {
    return new KernelProcessor(SharedTools::compiler);
  }
}
