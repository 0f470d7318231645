// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.Job;
import java.util.List;

/** Jobs that are run again and again, and whose results can be checked. */
interface BatchSource {

  /** Returns the jobs. */
  List<? extends Job<?>> jobs();

  /** Makes results unlike any element, so that {@link #requireRight} sees what a run writes. */
  void poison();

  /**
   * Checks every result.
   *
   * @throws WrongResultException if one is not what BigInteger says
   */
  void requireRight(String how);
}
