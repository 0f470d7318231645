// SPDX-License-Identifier: Apache-2.0
/** Annotations that declare fields, curves and finite-field GPU kernels. */
module io.fieldstone.annotations {
  exports io.fieldstone.annotations;
  exports io.fieldstone.annotations.arithmetic;
}
