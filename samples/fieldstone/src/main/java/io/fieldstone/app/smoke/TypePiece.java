// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import java.util.List;

/** Some operands of one type, and what every operation on them gives, by the values' arithmetic. */
interface TypePiece {

  /** Returns how many elements, or pairs of them, there are. */
  int size();

  /** Returns the calls of all operations, on vectors that the caller closes. */
  List<TypeCase> cases(CaseVectors vectors);
}
