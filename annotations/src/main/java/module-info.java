// SPDX-License-Identifier: Apache-2.0
/** Annotations that declare prime fields and finite-field GPU kernels. */
module io.fieldstone.annotations {
  exports io.fieldstone.annotations;
}
