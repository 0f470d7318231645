// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.fieldstone.processor.model.CurveDeclaration;
import io.fieldstone.processor.model.GeneratedNames;
import io.fieldstone.processor.model.RuntimeTypes;
import java.util.List;
import javax.lang.model.util.Elements;

/** Writes the class of a declared curve. */
public final class CurveGenerator {

  private final GeneratedFile file;

  /** Generates in the name of {@code processor}. */
  public CurveGenerator(Elements elements, String processor) {
    this.file = new GeneratedFile(elements, processor);
  }

  /** Returns the class of {@code curve}. */
  public JavaFile generate(CurveDeclaration curve) {
    ClassName name = GeneratedNames.curve(curve.element());
    TypeSpec.Builder type =
        new DescriptorClass(
                name,
                RuntimeTypes.CURVE,
                curve.element(),
                curve
                    .documentation()
                    .with("Points in affine coordinates have " + curve.pointBytes() + " bytes."))
            .string("NAME", "The name in registries.", curve.name())
            .integer("POINT_BYTES", "Bytes per point in affine coordinates.", curve.pointBytes())
            .integers("A", "The coefficient of x, over the prime field.", curve.a())
            .integers("B", "The constant coefficient, over the prime field.", curve.b())
            .integers("GENERATOR_X", "The generator's x, over the prime field.", curve.generatorX())
            .integers("GENERATOR_Y", "The generator's y, over the prime field.", curve.generatorY())
            .instance(
                "The curve.",
                CodeBlock.of(
                    "NAME, $T.INSTANCE, $T.INSTANCE, A, B, GENERATOR_X, GENERATOR_Y",
                    GeneratedNames.field(curve.field()),
                    GeneratedNames.field(curve.scalars())));
    return file.of(
        name.packageName(), type, List.of(curve.element(), curve.field(), curve.scalars()));
  }
}
