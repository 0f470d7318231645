// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import java.util.Optional;

/**
 * What a type variable of a kernel interface stands for, or a type tag that one without variables
 * names.
 *
 * @param type the variable or the tag
 * @param kind whether it is a field or a curve
 * @param concrete what is known of it, if it is a tag
 */
public record TypeArgument(TypeName type, Kind kind, Optional<ConcreteType> concrete) {

  /** What a type argument can be. */
  public enum Kind {
    /** A field, whose elements vectors have. */
    FIELD("field", "kernels compute in"),
    /** A curve, whose points vectors have. */
    CURVE("curve", "points are of");

    private final String noun;
    private final String role;

    Kind(String noun, String role) {
      this.noun = noun;
      this.role = role;
    }

    /** Returns what it is, in a word. */
    public String noun() {
      return noun;
    }

    /** Returns what it is there for. */
    public String role() {
      return role;
    }
  }

  /** Returns whether it is a type variable. */
  public boolean isVariable() {
    return concrete.isEmpty();
  }

  /** Returns the class of descriptors that a call gives for it: of prime fields for a variable. */
  public ClassName descriptor() {
    return descriptor(false);
  }

  /**
   * The same; a variable that stands for a field takes extension fields where they have modules.
   */
  public ClassName descriptor(boolean extensions) {
    ClassName field = extensions ? RuntimeTypes.FINITE_FIELD : RuntimeTypes.FIELD;
    return concrete
        .map(ConcreteType::descriptor)
        .orElse(kind == Kind.CURVE ? RuntimeTypes.CURVE : field);
  }
}
