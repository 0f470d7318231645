// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.FieldMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Located;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** What is asked of every type tag: that it is a plain interface with a name. */
final class TagChecks {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  /** Where a word begins within an identifier. */
  private static final Pattern WORD =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=.)(?=[A-Z][a-z])");

  private final TypeTag tag;
  private final Diagnostics diagnostics;

  TagChecks(TypeTag tag, Diagnostics diagnostics) {
    this.tag = tag;
    this.diagnostics = diagnostics;
  }

  /** Returns the registered name: the one given, or that of the interface in lower case. */
  static Optional<Located<String>> name(TypeElement type, AnnotationView annotation) {
    return annotation
        .string("name")
        .map(
            given ->
                given.value().isEmpty() && annotation.writtenString("name").isEmpty()
                    ? new Located<>(derivedName(type), annotation.site())
                    : given);
  }

  private static String derivedName(TypeElement type) {
    return WORD.matcher(type.getSimpleName()).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  void checkType(TypeElement type, Site site) {
    String name = ElementText.name(type);
    if (type.getKind() != ElementKind.INTERFACE) {
      diagnostics.report(
          site,
          FieldMessages.fieldNotAnInterface(
              tag.annotation().getSimpleName(), tag.noun(), ElementText.kind(type), name));
    } else if (!type.getTypeParameters().isEmpty()) {
      diagnostics.report(site, FieldMessages.fieldGeneric(tag.noun(), name));
    } else if (ElementText.isHidden(type)) {
      diagnostics.report(site, FieldMessages.fieldPrivate(tag.noun(), name));
    }
  }

  void checkName(Located<String> name) {
    String text = name.value();
    if (!NAME.matcher(text).matches()) {
      diagnostics.report(name.site(), FieldMessages.fieldNameMalformed(tag.noun(), text));
    } else if (text.length() > DeclaredName.MAX_LENGTH) {
      diagnostics.report(
          name.site(),
          FieldMessages.fieldNameLong(tag.noun(), text, text.length(), DeclaredName.MAX_LENGTH));
    }
  }
}
