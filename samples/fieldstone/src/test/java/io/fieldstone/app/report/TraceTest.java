// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Traces and their pictures. */
class TraceTest {

  private static StageTime time(Stage stage, long beginMicros, long endMicros) {
    return new StageTime(
        stage, "add<fp>", "slot 0", 10, 480, beginMicros * 1000, endMicros * 1000, true);
  }

  private static final List<StageTime> TIMES =
      List.of(
          time(Stage.COMPUTE, 140, 160),
          time(Stage.UPLOAD, 100, 120),
          time(Stage.UPLOAD, 120, 150),
          time(Stage.COMPUTE, 130, 170),
          time(Stage.DOWNLOAD, 160, 180));

  @Test
  void stagesThatOverlapHaveLanesOfTheirOwn() {
    Trace trace = Trace.of(TIMES);
    assertEquals(List.of("upload", "compute", "compute 2", "download"), trace.lanes());
    assertEquals(List.of(0, 0, 1, 2, 3), trace.bars().stream().map(Trace.Bar::lane).toList());
  }

  @Test
  void theJsonIsWhatChromeReads() throws IOException {
    Map<String, Object> json = JSON.std.mapFrom(Json.text(Trace.of(TIMES).toJson()));
    List<?> events = (List<?>) requireNonNull(json.get("traceEvents"));
    assertEquals(4 + 5, events.size());
    Map<?, ?> lane = (Map<?, ?>) events.get(0);
    assertEquals("M", lane.get("ph"));
    assertEquals("thread_name", lane.get("name"));
    assertEquals(Map.of("name", "upload"), lane.get("args"));
    Map<?, ?> event = (Map<?, ?>) events.get(4);
    assertEquals("X", event.get("ph"));
    assertEquals("add<fp>", event.get("name"));
    assertEquals("upload", event.get("cat"));
    assertEquals(1, event.get("pid"));
    assertEquals(1, event.get("tid"));
    assertEquals(0.0, number(event, "ts"));
    assertEquals(20.0, number(event, "dur"));
    assertEquals("device", ((Map<?, ?>) requireNonNull(event.get("args"))).get("clock"));
  }

  private static double number(Map<?, ?> event, String key) {
    return ((Number) requireNonNull(event.get(key))).doubleValue();
  }

  @Test
  void thePictureHasABarForEachStageWhereItBelongs()
      throws ParserConfigurationException, IOException, SAXException {
    String svg = TracePicture.svg(Trace.of(TIMES), "a < b & c");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    // the background, and five
    assertEquals(6, document.getElementsByTagName("rect").getLength());
    assertTrue(svg.contains("a &lt; b &amp; c"), svg);
    assertTrue(svg.contains("add&lt;fp&gt;, slot 0: 20.0 us from 60.0 us on"), svg);
  }

  @Test
  void nothingIsATraceToo() throws IOException {
    Trace trace = Trace.of(List.of());
    assertEquals(List.of(), trace.lanes());
    assertTrue(TracePicture.svg(trace, "nothing").contains("nothing"));
    assertEquals(List.of(), JSON.std.mapFrom(Json.text(trace.toJson())).get("traceEvents"));
  }
}
