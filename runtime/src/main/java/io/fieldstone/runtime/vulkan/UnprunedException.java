// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

/** A module has what is left as it is. Nobody sees it. */
final class UnprunedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnprunedException(String why) {
    super(why);
  }
}
