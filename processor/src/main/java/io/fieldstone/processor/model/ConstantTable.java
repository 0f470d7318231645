// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import com.palantir.javapoet.ClassName;
import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import java.util.List;
import java.util.Optional;

/**
 * A table of field elements that a kernel reads.
 *
 * @param set the descriptor set
 * @param binding the binding number
 * @param form the form of the elements
 * @param values the texts that hold the elements
 * @param resource the resource that holds them instead
 * @param site the place of the binding number
 */
public record ConstantTable(
    int set,
    int binding,
    Located<Form> form,
    List<Located<String>> values,
    Optional<Located<String>> resource,
    Site site) {

  /** Returns what messages call it. */
  public String name() {
    return "constants of binding " + binding;
  }

  /** Returns the buffer that it is in, as a vector of any length. */
  VectorParameter asVector() {
    return new VectorParameter(
        name(),
        new VectorElements(VectorElements.Kind.BASE, 0, ClassName.get(Object.class)),
        Access.IN,
        set,
        binding,
        form,
        new Located<>(Extent.WHOLE, site),
        new Located<>(1, site),
        new Located<>(Integer.MAX_VALUE, site),
        site);
  }
}
