// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.compilation.Outcome.Compiled;
import io.fieldstone.processor.compilation.Outcome.Rejected;
import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.ModuleMessages;
import io.fieldstone.processor.validation.SpirvTools;
import io.fieldstone.shaders.ShaderDiagnostic;
import java.util.List;
import java.util.Optional;

/** Validates a module, unless the same was validated before. */
final class CachingValidator implements SpirvTools {

  private static final Outcome VALID = new Compiled(new byte[0]);

  private final ShaderTools tools;
  private final OutcomeCache cache;
  private boolean unavailable;

  CachingValidator(ShaderTools tools, OutcomeCache cache) {
    this.tools = tools;
    this.cache = cache;
  }

  @Override
  public Optional<Message> validate(String resource, byte[] spirv) {
    if (unavailable) {
      return Optional.empty();
    }
    ContentDigest digest = new ContentDigest();
    digest.add("validated by");
    digest.add(tools.identity());
    digest.add(spirv);
    String key = digest.hex();
    try {
      Outcome outcome = cache.find(key).orElse(null);
      if (outcome == null) {
        outcome =
            tools
                .validate(spirv)
                .<Outcome>map(m -> new Rejected(List.of(new ShaderDiagnostic(resource, 0, m))))
                .orElse(VALID);
        cache.store(key, outcome);
      }
      return outcome instanceof Rejected rejected
          ? Optional.of(ModuleMessages.spirvRuleBroken(rejected.errors().get(0).message()))
          : Optional.empty();
    } catch (ToolsUnavailableException e) {
      unavailable = true; // the processor's own checks are what is left
      return Optional.empty();
    } catch (ToolsStoppedException e) {
      return Optional.of(ModuleMessages.validatorStopped(String.valueOf(e.getMessage())));
    }
  }
}
