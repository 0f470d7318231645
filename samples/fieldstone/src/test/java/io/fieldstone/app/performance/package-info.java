// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.fieldstone.app.performance;

import org.jspecify.annotations.NullMarked;
