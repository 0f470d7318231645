// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import java.util.List;

/**
 * The references of one module's kernels, for the self-test of devices. Written by hand and found
 * by {@link java.util.ServiceLoader}; a module without one runs all the same, untested.
 */
public interface ReferenceProvider {

  /** {@return the references} */
  List<KernelReference> references();
}
