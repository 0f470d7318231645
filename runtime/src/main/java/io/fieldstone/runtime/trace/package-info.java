/**
 * When each stage of the work on a device began and ended: copies on the host, uploads, dispatches,
 * downloads. See {@link io.fieldstone.runtime.PersistentBackend#listen}.
 */
@NullMarked
package io.fieldstone.runtime.trace;

import org.jspecify.annotations.NullMarked;
