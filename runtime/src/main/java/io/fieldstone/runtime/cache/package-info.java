/** What is kept on disk between runs. Not exported. */
@NullMarked
package io.fieldstone.runtime.cache;

import org.jspecify.annotations.NullMarked;
