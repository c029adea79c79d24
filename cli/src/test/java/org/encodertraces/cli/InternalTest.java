package org.encodertraces.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What stations share among themselves is not for the command line. */
@AnalyzeClasses(packages = "org.encodertraces.cli", importOptions = DoNotIncludeTests.class)
class InternalTest {

  @ArchTest
  static final ArchRule NOTHING_INTERNAL_IS_USED =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.encodertraces..internal..");
}
