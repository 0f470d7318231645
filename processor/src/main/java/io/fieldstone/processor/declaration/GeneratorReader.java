// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.arithmetic.MultiplicativeGroup;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.FieldMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Located;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the generator of a field's multiplicative group, or finds one. */
final class GeneratorReader {

  private final BigInteger p;
  private final MultiplicativeGroup group;
  private final Diagnostics diagnostics;

  /** Reports to {@code diagnostics}. */
  GeneratorReader(BigInteger p, Diagnostics diagnostics) {
    this.p = p;
    this.group = new MultiplicativeGroup(p);
    this.diagnostics = diagnostics;
  }

  /** Returns the generator of the declaration, the least one if it has none, if it is sound. */
  Optional<BigInteger> read(AnnotationView annotation) {
    Optional<Located<String>> declared =
        annotation.string("generator").filter(each -> !each.value().isEmpty());
    return declared.isEmpty()
        ? Optional.of(group.leastGenerator())
        : check(declared.get().value(), declared.get().site());
  }

  private Optional<BigInteger> check(String text, Site site) {
    Optional<BigInteger> parsed = FieldReader.parse(text);
    if (parsed.isEmpty()) {
      diagnostics.report(site, FieldMessages.fieldGeneratorMalformed(text));
      return Optional.empty();
    }
    BigInteger generator = parsed.get();
    if (generator.signum() == 0 || generator.compareTo(p) >= 0) {
      diagnostics.report(site, FieldMessages.fieldGeneratorRange(text));
      return Optional.empty();
    }
    OptionalInt power = group.powerOf(generator);
    if (power.isPresent()) {
      diagnostics.report(
          site,
          FieldMessages.fieldGeneratorPower(
              text, power.getAsInt(), group.leastGenerator().toString()));
      return Optional.empty();
    }
    return parsed;
  }
}
