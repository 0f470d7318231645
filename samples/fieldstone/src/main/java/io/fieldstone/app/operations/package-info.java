// SPDX-License-Identifier: Apache-2.0
/** The operations on vectors, by name: what each takes and gives, and how it runs over files. */
@NullMarked
package io.fieldstone.app.operations;

import org.jspecify.annotations.NullMarked;
