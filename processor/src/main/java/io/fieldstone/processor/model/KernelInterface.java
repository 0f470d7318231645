// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import java.util.List;
import javax.lang.model.element.TypeElement;

/**
 * An interface that declares kernels.
 *
 * @param element the interface
 * @param documentation the interface's Javadoc
 * @param arguments what its type variables stand for, or the type tags that it names
 * @param kernels the kernels in the order of the source
 */
public record KernelInterface(
    TypeElement element,
    Documentation documentation,
    TypeArguments arguments,
    List<KernelMethod> kernels) {}
