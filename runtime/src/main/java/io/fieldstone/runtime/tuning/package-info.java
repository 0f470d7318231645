/** What is measured once per device and then chosen by. Not exported. */
@NullMarked
package io.fieldstone.runtime.tuning;

import org.jspecify.annotations.NullMarked;
