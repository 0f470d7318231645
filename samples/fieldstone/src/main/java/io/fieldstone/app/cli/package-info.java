// SPDX-License-Identifier: Apache-2.0
/** One class per command, and what they share: options, exit codes, error lines. */
@NullMarked
package io.fieldstone.app.cli;

import org.jspecify.annotations.NullMarked;
