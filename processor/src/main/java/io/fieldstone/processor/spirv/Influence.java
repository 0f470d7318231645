// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import io.fieldstone.annotations.SpecializationIds;

/** What the runtime sets and a module may compute by; followed from its constants on. */
public enum Influence {

  /** The form of the dispatch. */
  FORM,

  /** What Montgomery's arithmetic needs beside the modulus: -p^-1, R^2 and R. */
  MONTGOMERY;

  /** Returns whether the specialization constant {@code id} is one that this stands for. */
  boolean covers(int id) {
    return switch (this) {
      case FORM -> id == SpecializationIds.MONTGOMERY_FORM;
      case MONTGOMERY ->
          isWord(id, SpecializationIds.NEG_INVERSE)
              || isWord(id, SpecializationIds.R_SQUARED)
              || isWord(id, SpecializationIds.R);
    };
  }

  private static boolean isWord(int id, int first) {
    return id >= first && id < first + SpecializationIds.MAX_WORDS;
  }
}
