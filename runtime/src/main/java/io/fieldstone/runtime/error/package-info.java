/** What can go wrong, one type per kind of failure. */
@NullMarked
package io.fieldstone.runtime.error;

import org.jspecify.annotations.NullMarked;
