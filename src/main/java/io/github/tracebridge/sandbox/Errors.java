package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Errors in the form the knobs say. */
final class Errors {
  private static final String PROBLEM = "application/problem+json; charset=utf-8";
  private static final Map<Integer, String> TITLES =
      Map.of(
          400, "One or more validation errors occurred.",
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          405, "Method Not Allowed",
          415, "Unsupported Media Type",
          429, "Too Many Requests",
          500, "An error occurred while processing your request.",
          503, "Service Unavailable");

  private Errors() {}

  static Answer of(int status, Knobs knobs) {
    return switch (knobs.answers().errorForm()) {
      case PROBLEM -> problem(problem(status), status);
      case SUCCESS_FALSE -> Answer.json(status, Map.of("success", false));
      case EMPTY -> Answer.empty(status);
    };
  }

  static Answer invalid(String name, String message, Knobs knobs) {
    if (knobs.answers().errorForm() != AnswerKnobs.ErrorForm.PROBLEM) {
      return of(400, knobs);
    }
    ObjectNode problem = problem(400);
    problem.putObject("errors").putArray(name).add(message);
    return problem(problem, 400);
  }

  static Answer loginRefused(Knobs knobs) {
    return switch (knobs.login().errorForm()) {
      case PROBLEM -> problem(problem(401), 401);
      case ERROR_PAIR ->
          Answer.json(401, Map.of("error", "access_denied", "error_description", "Unauthorized"));
      case EMPTY -> Answer.empty(401);
    };
  }

  static Answer problem(int status, String detail) {
    return problem(problem(status).put("detail", detail), status);
  }

  private static ObjectNode problem(int status) {
    ObjectNode problem = SandboxJson.MAPPER.createObjectNode();
    problem.put("type", "https://tools.ietf.org/html/rfc9110");
    problem.put("title", TITLES.getOrDefault(status, "Error"));
    problem.put("status", status);
    return problem;
  }

  private static Answer problem(ObjectNode problem, int status) {
    return Answer.of(status, PROBLEM, SandboxJson.write(problem));
  }
}
