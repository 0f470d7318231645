// SPDX-License-Identifier: Apache-2.0
/** Everything that the processor can complain about, and the one way to do it. */
@NullMarked
package io.fieldstone.processor.diagnostic;

import org.jspecify.annotations.NullMarked;
