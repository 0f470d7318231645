// SPDX-License-Identifier: Apache-2.0
/** Performance reports as pages: what they say, and how HTML and Markdown say it. */
@NullMarked
package io.fieldstone.app.performance.page;

import org.jspecify.annotations.NullMarked;
