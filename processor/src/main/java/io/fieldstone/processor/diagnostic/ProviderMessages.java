// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

/**
 * What is said of the provider; the method that makes a message has the name of its {@link
 * Diagnostic}.
 */
public final class ProviderMessages {

  private ProviderMessages() {}

  public static Message providerNameMalformed(String option, String value) {
    return PROVIDER_NAME_MALFORMED.says(
        "Option '"
            + shown(option)
            + "' is '"
            + shown(value)
            + "', which is no qualified class name; write one such as 'com.example.MyKernelProvider'.");
  }

  public static Message providerExistsElsewhere(String provider, String option) {
    return PROVIDER_EXISTS_ELSEWHERE.says(
        "Provider '"
            + shown(provider)
            + "' exists on the class path already, so that one of the two would hide the other; name this one with the compiler option '-A"
            + shown(option)
            + "=com.example.MyKernelProvider'.");
  }

  public static Message providerCannotReach(String type, String provider) {
    return PROVIDER_CANNOT_REACH.says(
        "'"
            + shown(type)
            + "' is not public, so provider '"
            + shown(provider)
            + "' in another package cannot register it; make it public.");
  }

  public static Message providerCannotImport(String type, String provider, String option) {
    return PROVIDER_CANNOT_IMPORT.says(
        "'"
            + shown(type)
            + "' is in the unnamed package, which provider '"
            + shown(provider)
            + "' in a named one cannot import from; move it to a named package, or leave the compiler option '-A"
            + shown(option)
            + "' out.");
  }

  public static Message providerNotProvided(CharSequence module, String service, String provider) {
    return PROVIDER_NOT_PROVIDED.says(
        "Module '"
            + shown(module)
            + "' does not provide its kernels, so that nobody finds them; add 'provides "
            + shown(service)
            + " with "
            + shown(provider)
            + ";' to its module-info.");
  }

  public static Message providerTooLate(String type) {
    return PROVIDER_TOO_LATE.says(
        "'"
            + shown(type)
            + "' was generated too late to be registered with its module; let its generator run in an earlier round.");
  }

  public static Message serviceFileTaken(String file) {
    return SERVICE_FILE_TAKEN.says(
        "'"
            + shown(file)
            + "' is written by another processor too; leave the registration of kernels to Fieldstone.");
  }
}
