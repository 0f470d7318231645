// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class VersionTest {

  private static Version of(String version, String commit, String changed) {
    Properties properties = new Properties();
    properties.setProperty("version", version);
    properties.setProperty("commit", commit);
    properties.setProperty("changed", changed);
    return Version.of(properties);
  }

  @Test
  void classesThatAreNotPackagedKnowTheirVersion() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    Version version = Version.current();
    assertTrue(pom.contains("<version>" + version.number() + "</version>"), version.toString());
  }

  @Test
  void theCommitIsSaidWhereItIsKnown() {
    assertEquals("1.2 (commit abc1234)", of("1.2", "abc1234", "false").whole());
    assertEquals("1.2 (commit abc1234, changed)", of("1.2", "abc1234", "true").whole());
    assertEquals("1.2", of("1.2", "${git.commit.id.abbrev}", "${git.dirty}").whole());
    assertEquals("unknown", of("${project.version}", "${git}", "${git}").whole());
  }
}
