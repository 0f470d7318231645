/** Prime fields as plain data. */
@NullMarked
package io.fieldstone.runtime.field;

import org.jspecify.annotations.NullMarked;
