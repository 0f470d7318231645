// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Target;
import io.fieldstone.processor.model.TypeArguments;
import io.fieldstone.processor.spirv.EntryPoint;
import io.fieldstone.processor.spirv.SpirvConstant.SpecializedValues;
import io.fieldstone.processor.spirv.SpirvModule;
import java.util.Optional;

/**
 * One kernel beside one of its modules.
 *
 * @param kernel the declaration
 * @param origin what the module is in messages: the file that the author knows
 * @param module the module
 * @param entryPoint the declared entry point
 * @param target what the module is for
 * @param arguments the type arguments of the interface
 * @param modules what finds the sources' blocks
 * @param fixed the specialization constants that the declaration fixes
 * @param findings where to report
 */
record Inspection(
    KernelMethod kernel,
    String origin,
    SpirvModule module,
    EntryPoint entryPoint,
    Target target,
    TypeArguments arguments,
    Modules modules,
    SpecializedValues fixed,
    Findings findings) {

  /** Returns the limb shape of the elements that the kernel computes with, if it is known. */
  Optional<LimbShape> shape() {
    return target.shape();
  }

  /** Reports at {@code site} what is said of the module. */
  void report(Site site, Message message) {
    findings.report(site, origin, message);
  }

  /** Reports at the name of the resource. */
  void report(Message message) {
    report(kernel.spirv().site(), message);
  }
}
