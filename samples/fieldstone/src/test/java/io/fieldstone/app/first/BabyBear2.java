// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.first;

import io.fieldstone.annotations.ExtensionField;
import io.fieldstone.kernels.BabyBear;

/** The extension of the pages' kernel over one. */
@ExtensionField(base = BabyBear.class, polynomial = "u^2 - 11")
public interface BabyBear2 {}
