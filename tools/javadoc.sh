#!/usr/bin/env bash
# Makes the Javadoc of what core exports, and its jar, in core/target; fails at its first warning. (Maven's plugin
# patches the module, at which the javadoc of JDK 17 breaks off.)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p core/target
mvn -q -B -ntp -pl core dependency:build-classpath -DincludeScope=compile -Dmdep.outputFile=target/javadoc-path.txt
if [ -n "${JAVA_HOME:-}" ]; then javadoc=$JAVA_HOME/bin/javadoc; else javadoc=javadoc; fi
find core/src/main/java -name '*.java' >core/target/javadoc-sources.txt
"$javadoc" -quiet -Xdoclint:all,-missing -Werror -notimestamp --release 17 -encoding UTF-8 \
  -d core/target/javadoc -p "$(<core/target/javadoc-path.txt)" @core/target/javadoc-sources.txt
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' pom.xml | head -1)
"${javadoc%javadoc}jar" --create --file "core/target/encoder-traces-core-$version-javadoc.jar" -C core/target/javadoc .
