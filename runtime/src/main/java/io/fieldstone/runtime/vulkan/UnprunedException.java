// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

/** A module has what is left as it is. Nobody sees it, so that it says nothing. */
final class UnprunedException extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
