// SPDX-License-Identifier: Apache-2.0
/** How results are shown: tables, JSON files, progress. */
@NullMarked
package io.fieldstone.app.report;

import org.jspecify.annotations.NullMarked;
