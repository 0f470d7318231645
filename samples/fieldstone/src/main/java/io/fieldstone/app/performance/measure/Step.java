// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.measure;

import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Section;
import java.util.function.Consumer;

/**
 * A part of the measuring that is done in one go.
 *
 * @param section what it belongs to
 * @param name what it measures
 * @param seconds how long it takes on the machine that this was written on
 * @param work does it
 */
record Step(Section section, String name, double seconds, Work work) {

  /** What a step does. */
  interface Work {
    /** Does it, and hands over what was measured. */
    void run(Consumer<Measurement> to);
  }
}
