// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.declaration.ElementText;
import io.fieldstone.processor.model.Documentation;
import io.fieldstone.processor.model.FieldDeclaration;
import io.fieldstone.processor.model.GeneratedNames;
import io.fieldstone.processor.model.RuntimeTypes;
import java.math.BigInteger;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.Elements;

/** Writes the class of a declared field: its constants and its one instance. */
public final class FieldGenerator {

  private static final Modifier[] CONSTANT = {Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL};

  private final GeneratedFile file;

  /** Generates in the name of {@code processor}. */
  public FieldGenerator(Elements elements, String processor) {
    this.file = new GeneratedFile(elements, processor);
  }

  /** Returns the class of {@code field}. */
  public JavaFile generate(FieldDeclaration field) {
    ClassName name = GeneratedNames.field(field.element());
    TypeName superclass =
        ParameterizedTypeName.get(RuntimeTypes.FIELD, ClassName.get(field.element()));
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addOriginatingElement(field.element())
            .addJavadoc(Javadoc.of(documentation(field)))
            .addModifiers(Modifier.FINAL)
            .superclass(superclass);
    if (ElementText.isPublic(field.element())) {
      type.addModifiers(Modifier.PUBLIC);
    }
    addConstants(type, field);
    type.addField(
        FieldSpec.builder(name, "INSTANCE", CONSTANT)
            .addJavadoc("The field.")
            .initializer("new $T()", name)
            .build());
    type.addMethod(constructor());
    return file.of(name.packageName(), type, List.of(field.element()));
  }

  private static Documentation documentation(FieldDeclaration field) {
    LimbShape shape = field.shape();
    return field
        .documentation()
        .with("Elements have the limb shape " + shape + ", which is " + shape.bytes() + " bytes.");
  }

  private static void addConstants(TypeSpec.Builder type, FieldDeclaration field) {
    LimbShape shape = field.shape();
    type.addField(
        FieldSpec.builder(String.class, "NAME", CONSTANT)
            .addJavadoc("The name in registries and on the command line.")
            .initializer("$S", field.name())
            .build());
    type.addField(bigInteger("MODULUS", "The prime p.", field.modulus()));
    type.addField(integer("BITS", "The bits of p.", field.modulus().bitLength()));
    type.addField(integer("LIMBS", "Limbs per element.", shape.limbs()));
    type.addField(integer("LIMB_BITS", "Bits per limb.", shape.limbBits()));
    type.addField(integer("BYTES", "Bytes per element.", shape.bytes()));
    type.addField(
        FieldSpec.builder(long.class, "NEG_INVERSE", CONSTANT)
            .addJavadoc(
                "{@code -p^-1 mod 2^$L}, which Montgomery reduction multiplies by.",
                shape.limbBits())
            .initializer("0x$LL", Long.toHexString(field.negInverse()))
            .build());
    type.addField(
        bigInteger(
            "R",
            "{@code R mod p} with R = 2^" + shape.bits() + ", the Montgomery form of one.",
            field.r()));
    type.addField(
        bigInteger(
            "R_SQUARED",
            "{@code R^2 mod p}, which brings an element into Montgomery form.",
            field.rSquared()));
    type.addField(
        bigInteger("GENERATOR", "A generator of the multiplicative group.", field.generator()));
  }

  private static FieldSpec bigInteger(String name, String documentation, BigInteger value) {
    return FieldSpec.builder(BigInteger.class, name, CONSTANT)
        .addJavadoc("$L", documentation)
        .initializer("new $T($S, 16)", BigInteger.class, value.toString(16))
        .build();
  }

  private static FieldSpec integer(String name, String documentation, int value) {
    return FieldSpec.builder(int.class, name, CONSTANT)
        .addJavadoc("$L", documentation)
        .initializer("$L", value)
        .build();
  }

  private static MethodSpec constructor() {
    return MethodSpec.constructorBuilder()
        .addJavadoc("For {@code INSTANCE}.")
        .addModifiers(Modifier.PRIVATE)
        .addStatement(
            CodeBlock.of(
                "super(NAME, $T.of(LIMBS, LIMB_BITS), MODULUS, NEG_INVERSE, R, R_SQUARED, GENERATOR)",
                RuntimeTypes.LIMB_SHAPE))
        .build();
  }
}
