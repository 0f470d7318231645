/** Programs of one idea each: what a first project may be copied from. */
@NullMarked
package io.fieldstone.app.programs;

import org.jspecify.annotations.NullMarked;
