// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.util.Arrays;

/** Words that are written one after the other. */
final class WordBuffer {

  private final int[] words;
  private int size;

  WordBuffer(int most) {
    words = new int[most];
  }

  void put(int word) {
    words[size++] = word;
  }

  void put(int[] from, int start, int end) {
    System.arraycopy(from, start, words, size, end - start);
    size += end - start;
  }

  int[] toArray() {
    return Arrays.copyOf(words, size);
  }
}
