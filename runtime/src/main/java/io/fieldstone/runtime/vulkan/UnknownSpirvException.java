// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

/** A module has what is not known here. Nobody sees it, so that it says nothing. */
final class UnknownSpirvException extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
