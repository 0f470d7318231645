/**
 * The standard fields and kernels. Everything here is declared the way a user's own would be, and
 * is an example of it.
 */
@NullMarked
package io.fieldstone.kernels;

import org.jspecify.annotations.NullMarked;
