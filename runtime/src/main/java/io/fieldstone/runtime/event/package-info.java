/** What is told to Java Flight Recorder, where it is there. Not exported. */
@NullMarked
package io.fieldstone.runtime.event;

import org.jspecify.annotations.NullMarked;
