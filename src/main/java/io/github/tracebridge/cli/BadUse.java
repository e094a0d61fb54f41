package io.github.tracebridge.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one sentence what is wrong with a command; all else is for {@code --help}. The program
 * without a command shows which there are.
 */
final class BadUse implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException fault, String[] arguments) {
    CommandLine command = fault.getCommandLine();
    command.getErr().println("tracebridge: " + sentence(fault, command.getCommandSpec()));
    if (arguments.length == 0) {
      command.usage(command.getErr());
    }
    return ExitCode.BAD_USE;
  }

  private static String sentence(ParameterException fault, CommandSpec command) {
    String said = String.valueOf(fault.getMessage());
    String help = command.qualifiedName() + " --help";
    Optional<String> lacking = lacking(fault);
    if (lacking.isPresent()) {
      return command.name() + ": say " + lacking.get() + ", or see " + help + ".";
    }
    return said.endsWith(".") ? said : said + ". " + nearest(fault).orElse("See " + help + ".");
  }

  /** A required option that is not there. */
  private static Optional<String> lacking(ParameterException fault) {
    return fault instanceof MissingParameterException missing
        ? missing.getMissing().stream()
            .filter(part -> part.required() && part.isOption())
            .map(part -> ((OptionSpec) part).longestName())
            .findFirst()
        : Optional.empty();
  }

  private static Optional<String> nearest(ParameterException fault) {
    return fault instanceof UnmatchedArgumentException unmatched
        ? unmatched.getSuggestions().stream().findFirst().map(name -> "Did you mean " + name + "?")
        : Optional.empty();
  }
}
