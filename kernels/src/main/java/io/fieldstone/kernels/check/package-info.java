// SPDX-License-Identifier: Apache-2.0
/** What operands have to be, in the words that all operations have for it. Not exported. */
@NullMarked
package io.fieldstone.kernels.check;

import org.jspecify.annotations.NullMarked;
