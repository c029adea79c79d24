package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is shipped is named in NOTICE with its license. */
class NoticeTest {

  @Test
  void everyLibraryThatIsShippedHasItsLicense() throws Exception {
    String notice = Files.readString(Path.of("../NOTICE"));
    List<String> shipped = new ArrayList<>(shipped(Path.of("../core/pom.xml")));
    shipped.addAll(shipped(Path.of("pom.xml")));

    assertThat(shipped)
        .contains("picocli", "opencv")
        .allSatisfy(one -> assertThat(notice).contains(one));
  }

  private static List<String> shipped(Path pom) throws Exception {
    Document document =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(pom.toFile());
    List<String> artifacts = new ArrayList<>();
    NodeList dependencies = document.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      NodeList scope = dependency.getElementsByTagName("scope");
      boolean ships = scope.getLength() == 0 || scope.item(0).getTextContent().equals("runtime");
      String artifact =
          dependency.getElementsByTagName("artifactId").item(0).getTextContent().strip();
      if (ships && !artifact.startsWith("encoder-traces")) {
        artifacts.add(artifact.startsWith("${onnxruntime") ? "onnxruntime" : artifact);
      }
    }
    return artifacts;
  }
}
