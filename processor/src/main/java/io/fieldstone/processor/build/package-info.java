// SPDX-License-Identifier: Apache-2.0
/** What build tools call beside the compiler. */
@NullMarked
package io.fieldstone.processor.build;

import org.jspecify.annotations.NullMarked;
