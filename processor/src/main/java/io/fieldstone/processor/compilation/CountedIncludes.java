// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.compilation.ToolsStoppedException.Reason;
import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderSource;
import java.util.Optional;

/**
 * Answers a limited number of includes, since a few files that include twice are no end of text.
 */
final class CountedIncludes {

  private final IncludeResolver includes;
  private int left;

  CountedIncludes(IncludeResolver includes, int limit) {
    this.includes = includes;
    this.left = limit;
  }

  Optional<ShaderSource> resolve(String requested, String includer) throws ToolsStoppedException {
    if (left-- == 0) {
      throw new ToolsStoppedException(Reason.INCLUDES, "too many includes");
    }
    return includes.resolve(requested, includer);
  }
}
