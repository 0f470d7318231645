// SPDX-License-Identifier: Apache-2.0
/** Files of field elements, read whole and written whole. */
@NullMarked
package io.fieldstone.app.files;

import org.jspecify.annotations.NullMarked;
