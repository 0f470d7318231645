// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

/**
 * What is said of strategies; the method that makes a message has the name of its {@link
 * Diagnostic}.
 */
public final class StrategyMessages {

  private StrategyMessages() {}

  public static Message strategyNamesAbsent(String resource) {
    return STRATEGY_NAMES_ABSENT.says(
        "'{strategy}' in '"
            + shown(resource)
            + "' stands for nothing; list the names in 'strategies'.");
  }

  public static Message strategyPlaceAbsent(String resource) {
    return STRATEGY_PLACE_ABSENT.says(
        "SPIR-V '"
            + shown(resource)
            + "' has no place for strategies; write '{strategy}' there or leave them out.");
  }

  public static Message strategyNameMalformed(String strategy) {
    return STRATEGY_NAME_MALFORMED.says(
        "Strategy '"
            + shown(strategy)
            + "' is not a lower case letter, then letters and digits, as in 'float64'.");
  }

  public static Message strategyNameDuplicate(String strategy) {
    return STRATEGY_NAME_DUPLICATE.says(
        "Strategy '" + shown(strategy) + "' is listed twice; remove one of the two.");
  }

  public static Message strategyWithoutEffect(
      String strategy, String source, String macro, String library, String suggestion) {
    return STRATEGY_WITHOUT_EFFECT.says(
        "Strategy '"
            + shown(strategy)
            + "' is none of the field library's ("
            + shown(library)
            + "), and GLSL '"
            + shown(source)
            + "' never asks for "
            + shown(macro)
            + ", so that it is compiled as without a strategy; correct the name, or let '#ifdef "
            + shown(macro)
            + "' stand before what is different."
            + shown(suggestion));
  }

  public static Message strategyProbeUnknown(String probe, String suggestion) {
    return STRATEGY_PROBE_UNKNOWN.says(
        "Strategy probe '"
            + shown(probe)
            + "' is the name of no kernel, neither of this module nor of its libraries; correct it, or put the library that has it on the class path."
            + shown(suggestion));
  }

  public static Message strategyOfExpression(CharSequence method) {
    return STRATEGY_OF_EXPRESSION.says(
        "Kernel method '"
            + shown(method)
            + "' is an expression, which has no strategies; leave them out.");
  }

  public static Message strategyProbeAlone(String probe) {
    return STRATEGY_PROBE_ALONE.says(
        "Kernel '"
            + shown(probe)
            + "' is to decide between strategies, but there are none; list or remove it.");
  }

  public static Message strategyProbeMalformed(String probe) {
    return STRATEGY_PROBE_MALFORMED.says(
        "Strategy probe '"
            + shown(probe)
            + "' is no kernel's name; write one such as 'mul-chain'.");
  }

  public static Message strategyProbeUnfit(String probe, String kernel, String reason) {
    return STRATEGY_PROBE_UNFIT.says(
        "Kernel '"
            + shown(probe)
            + "' cannot decide between the strategies of '"
            + shown(kernel)
            + "', since it "
            + shown(reason)
            + "; let 'strategyProbe' name an element-wise kernel with all of these strategies and without push constants.");
  }

  public static Message strategyWithoutModule(String strategy, String resource) {
    return STRATEGY_WITHOUT_MODULE.says(
        "Strategy '"
            + shown(strategy)
            + "' has no module: SPIR-V '"
            + shown(resource)
            + "' is missing; compile it or remove the name.");
  }

  public static Message strategyDefaultDemanding(String strategy, String features) {
    return STRATEGY_DEFAULT_DEMANDING.says(
        "The first strategy, '"
            + shown(strategy)
            + "', needs "
            + shown(features)
            + ", and a device without that cannot run the kernel at all, whatever the other strategies need; put one that needs nothing first, such as 'portable', or add that to 'requires'.");
  }

  public static Message strategyDefaultMissing(String resource, String shapes, String other) {
    return STRATEGY_DEFAULT_MISSING.says(
        "SPIR-V '"
            + shown(resource)
            + "' was not found for the limb shapes "
            + shown(shapes)
            + ", which strategy '"
            + shown(other)
            + "' has; the first strategy is the portable one, so compile it for these too.");
  }

  public static Message strategyDegreeMissing(String resource, String targets, String first) {
    return STRATEGY_DEGREE_MISSING.says(
        "SPIR-V '"
            + shown(resource)
            + "' is missing for "
            + shown(targets)
            + ", which strategy '"
            + shown(first)
            + "' has, although it is there for other degrees of that shape; add it, or remove those.");
  }
}
