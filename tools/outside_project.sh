#!/usr/bin/env bash
# Runs the README's program as a project of its own would: outside the checkout, with the library taken from
# a repository and compiled against on the module path. Leaves nothing in the user's own Maven repository.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$root/pom.xml" | head -1)
own=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The library and its parent into a repository of files.
(cd "$root" && mvn -q -B -ntp -pl .,core -Dmaven.test.skip=true -Dspotless.check.skip -Dmaven.javadoc.skip -Djacoco.skip \
  deploy -Dmaven.install.skip=true -DaltDeploymentRepository="outside::file://$work/repository")

# What is downloaded already is linked; of ours, nothing.
mkdir -p "$work/m2"
[ ! -d "$own" ] || cp -rs "$own/." "$work/m2/"
rm -rf "$work/m2/org/encodertraces"
# What Maven writes about where files came from it would write through the links.
find "$work/m2" -type l \( -name '_remote.repositories' -o -name '*.properties' -o -name '*.lastUpdated' \
  -o -name 'maven-metadata*' \) -delete

mkdir -p "$work/project/src/main/java/outside"
cd "$work/project"
cat >pom.xml <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>outside</groupId>
  <artifactId>outside</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <repositories>
    <repository>
      <id>outside</id>
      <url>file://$work/repository</url>
    </repository>
  </repositories>
  <dependencies>
    <dependency>
      <groupId>org.encodertraces</groupId>
      <artifactId>encoder-traces-core</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>3.16.0</version>
      </plugin>
      <plugin>
        <artifactId>maven-dependency-plugin</artifactId>
        <version>3.11.0</version>
      </plugin>
    </plugins>
  </build>
</project>
POM
printf 'module outside {\n  requires java.desktop;\n  requires org.encodertraces.core;\n}\n' >src/main/java/module-info.java
sed 's/^package .*/package outside;/' "$root/examples/src/main/java/org/encodertraces/examples/AuditFolder.java" \
  >src/main/java/outside/AuditFolder.java
cat >src/main/java/outside/Draw.java <<'JAVA'
package outside;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.Random;
import javax.imageio.ImageIO;

/** Sixteen photos in two classes: stripes and clouds of dots. */
final class Draw {
  public static void main(String[] arguments) throws Exception {
    for (int i = 0; i < 16; i++) {
      Random random = new Random(i);
      BufferedImage image = new BufferedImage(96, 72, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < 72; y++) {
        for (int x = 0; x < 96; x++) {
          int shade = i % 2 == 0 ? (x * (3 + i) + y) % 97 : random.nextInt(97);
          image.setRGB(x, y, new Color(shade, 90 + shade, (40 + y + shade) % 256).getRGB());
        }
      }
      File folder = new File(arguments[0], i % 2 == 0 ? "stripes" : "dots");
      folder.mkdirs();
      ImageIO.write(image, "png", new File(folder, i + ".png"));
    }
  }
}
JAVA
mvn -q -B -ntp -Dmaven.repo.local="$work/m2" compile dependency:build-classpath -Dmdep.outputFile="$work/classpath"
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
export TRACES_HOME=${TRACES_HOME:-$work/home}
"$java" -cp "target/classes:$(<"$work/classpath")" outside.Draw "$work/photos"
"$java" -cp "target/classes:$(<"$work/classpath")" outside.AuditFolder "$work/photos" builtin/residual "$work/out"
test -s "$work/out/report.html"
