// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.model.ExtensionDeclaration;
import io.fieldstone.processor.model.GeneratedNames;
import io.fieldstone.processor.model.RuntimeTypes;
import java.util.List;
import javax.lang.model.util.Elements;

/** Writes the class of a declared extension field. */
public final class ExtensionGenerator {

  private final GeneratedFile file;

  /** Generates in the name of {@code processor}. */
  public ExtensionGenerator(Elements elements, String processor) {
    this.file = new GeneratedFile(elements, processor);
  }

  /** Returns the class of {@code field}. */
  public JavaFile generate(ExtensionDeclaration field) {
    ClassName name = GeneratedNames.field(field.element());
    LimbShape shape = field.shape();
    int bytes = field.degree() * shape.bytes();
    TypeSpec.Builder type =
        new DescriptorClass(
                name,
                RuntimeTypes.EXTENSION_FIELD,
                field.element(),
                field
                    .documentation()
                    .with(
                        "Elements are "
                            + field.degree()
                            + " of the limb shape "
                            + shape
                            + ", which is "
                            + bytes
                            + " bytes."))
            .string("NAME", "The name in registries.", field.name())
            .integer("DEGREE", "The degree over the prime field.", field.degree())
            .integer("BYTES", "Bytes per element.", bytes)
            .integers(
                "POLYNOMIAL",
                "The polynomial's coefficients over the prime field, lowest first, but for the"
                    + " leading one.",
                field.polynomial())
            .instance(
                "The field.",
                CodeBlock.of("NAME, $T.INSTANCE, POLYNOMIAL", GeneratedNames.field(field.base())));
    return file.of(name.packageName(), type, List.of(field.element(), field.base()));
  }
}
