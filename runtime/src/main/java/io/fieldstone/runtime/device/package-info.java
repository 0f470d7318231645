/**
 * What a device reports and what Fieldstone makes of it, as plain data: no device is open here, so
 * that every policy can be tested from recorded reports.
 */
@NullMarked
package io.fieldstone.runtime.device;

import org.jspecify.annotations.NullMarked;
