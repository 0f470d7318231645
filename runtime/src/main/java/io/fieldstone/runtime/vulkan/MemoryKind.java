// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

/** What memory a buffer is in. */
enum MemoryKind {
  /** Mapped, coherent memory, on the host's side where there are two. */
  HOST("host"),
  /** Memory that is local to the device. */
  DEVICE("device");

  private final String text;

  MemoryKind(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
