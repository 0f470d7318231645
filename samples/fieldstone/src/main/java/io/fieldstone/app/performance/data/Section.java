// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.data;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of a report, in the order in which they are measured and shown. */
public enum Section {
  /** One-shot execution against a persistent backend. */
  PERSISTENT("One-shot and persistent"),
  /** Sequential batches against pipelined ones. */
  BATCHES("Sequential and pipelined batches"),
  /** Both transfer paths by size. */
  PATHS("Transfer paths by size"),
  /** How long small jobs take. */
  LATENCY("Latency of a small job"),
  /** Chunks of long vectors. */
  CHUNKS("Chunks"),
  /** Chains, programs and other calls. */
  CALLS("Calls, chains and programs"),
  /** Operations on vectors that are on the device. */
  OPERATIONS("Operations on the device"),
  /** Products in registers, with each strategy. */
  STRATEGIES("Strategies of multiplication"),
  /** Number-theoretic transforms of vectors on the device, and of host vectors. */
  TRANSFORMS("Transforms"),
  /** Java arrays into host vectors and out of them. */
  HOST_DATA("Java arrays"),
  /** What the device and its bus can do at most. */
  CEILINGS("Ceilings of the device"),
  /** Products on the CPU. */
  CPU("The CPU beside it");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  /** Returns the heading. */
  public String title() {
    return title;
  }

  /** Returns the name in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the section that files call {@code id}, if there is one. */
  public static Optional<Section> of(String id) {
    return Stream.of(values()).filter(section -> section.id().equals(id)).findFirst();
  }
}
