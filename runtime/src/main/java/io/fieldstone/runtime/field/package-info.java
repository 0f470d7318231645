/** What the elements of vectors are: prime fields, their extensions, integers; and their values. */
@NullMarked
package io.fieldstone.runtime.field;

import org.jspecify.annotations.NullMarked;
