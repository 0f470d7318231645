// SPDX-License-Identifier: Apache-2.0
/** Random jobs over every kernel, held against BigInteger. */
@NullMarked
package io.fieldstone.app.smoke;

import org.jspecify.annotations.NullMarked;
