package org.encodertraces.cli;

import picocli.CommandLine.Command;

@Command(
    name = "repair",
    description = {
      "Takes traces out of embeddings: x → L2(Wx + b), for vectors that exist already and for the",
      "encoder itself."
    },
    subcommands = {RepairApplyCommand.class, RepairFoldCommand.class})
final class RepairCommand {

  private RepairCommand() {}
}
