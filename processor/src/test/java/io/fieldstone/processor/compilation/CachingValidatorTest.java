// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.processor.diagnostic.ModuleMessages;
import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachingValidatorTest {

  @TempDir private Path folder;

  /** Says of every module what it is told to, or that it is not there. */
  private static final class Fixed implements ShaderTools {

    private final boolean available;
    private final Optional<String> answer;
    private int asked;

    Fixed(boolean available, Optional<String> answer) {
      this.available = available;
      this.answer = answer;
    }

    @Override
    public String identity() {
      return "fixed";
    }

    @Override
    public byte[] compile(
        ShaderSource source, IncludeResolver includes, Map<String, String> macros) {
      throw new AssertionError();
    }

    @Override
    public long spentNanos() {
      return 0;
    }

    @Override
    public Optional<String> validate(byte[] spirv) throws ToolsUnavailableException {
      asked++;
      if (!available) {
        throw new ToolsUnavailableException("no natives for this machine");
      }
      return answer;
    }

    @Override
    public void close() {}
  }

  private CachingValidator validator(Fixed tools) {
    return new CachingValidator(tools, new OutcomeCache(Optional.of(folder)));
  }

  @Test
  void whatIsWrongIsReported() {
    assertEquals(
        Optional.of(ModuleMessages.spirvRuleBroken("no such rule")),
        validator(new Fixed(true, Optional.of("no such rule"))).validate("x.spv", new byte[4]));
  }

  @Test
  void whatWasValidatedIsNotValidatedAgain() {
    Fixed tools = new Fixed(true, Optional.empty());
    assertEquals(Optional.empty(), validator(tools).validate("x.spv", new byte[4]));
    assertEquals(Optional.empty(), validator(tools).validate("x.spv", new byte[4]));
    assertEquals(1, tools.asked);
    assertEquals(Optional.empty(), validator(tools).validate("x.spv", new byte[8]));
    assertEquals(2, tools.asked);
  }

  @Test
  void withoutNativesTheOwnChecksAreLeft() {
    Fixed tools = new Fixed(false, Optional.empty());
    CachingValidator validator = validator(tools);
    assertEquals(Optional.empty(), validator.validate("x.spv", new byte[4]));
    assertEquals(Optional.empty(), validator.validate("y.spv", new byte[8]));
    assertEquals(1, tools.asked, "it is asked once");
  }
}
