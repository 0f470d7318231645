// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What was built: known from a file beside the classes, so that it does not matter whether they are
 * in a jar.
 *
 * @param number of the version; {@code unknown} if the classes were not built by Maven
 * @param commit the beginning of the commit's hash, followed by {@code , changed} if sources were
 *     not as they are there; null if it is not known
 */
public record Version(String number, @Nullable String commit) {

  /** What Maven has not filled in. */
  private static final String UNFILLED = "${";

  /** Returns what these classes were built of. */
  public static Version current() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(properties);
  }

  /** Returns what a file says. */
  static Version of(Properties properties) {
    String number = filled(properties, "version");
    String commit = filled(properties, "commit");
    boolean changed = filled(properties, "changed").equals("true");
    return new Version(
        number.isEmpty() ? "unknown" : number,
        commit.isEmpty() ? null : changed ? commit + ", changed" : commit);
  }

  private static String filled(Properties properties, String key) {
    String value = properties.getProperty(key, "");
    return value.contains(UNFILLED) ? "" : value;
  }

  /** Returns the version with its commit. */
  public String whole() {
    return commit == null ? number : number + " (commit " + commit + ")";
  }
}
