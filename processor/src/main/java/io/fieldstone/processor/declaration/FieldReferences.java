// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ExtensionMessages;
import io.fieldstone.processor.model.Located;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** The fields that declarations name by their type tags. */
final class FieldReferences {

  private final Diagnostics diagnostics;

  FieldReferences(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Returns the type tag of a field, or says that it is none. */
  Optional<TypeElement> anyField(String member, Located<TypeMirror> type) {
    return field(
        member,
        type,
        List.of(TypeTag.PRIME_FIELD, TypeTag.EXTENSION_FIELD),
        "@PrimeField or @ExtensionField");
  }

  /** Returns the type tag of a prime field, or says that it is none. */
  Optional<TypeElement> primeField(String member, Located<TypeMirror> type) {
    return field(member, type, List.of(TypeTag.PRIME_FIELD), "@PrimeField");
  }

  private Optional<TypeElement> field(
      String member, Located<TypeMirror> type, List<TypeTag> tags, String expected) {
    Optional<TypeElement> field =
        FieldTower.element(type.value())
            .filter(element -> TypeTag.of(element).filter(tags::contains).isPresent());
    if (field.isEmpty()) {
      diagnostics.report(
          type.site(),
          ExtensionMessages.tagNotAField(String.valueOf(type.value()), member, expected));
    }
    return field;
  }
}
