package dev.broadside.conform;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A defect of HTTP answers: those that both predicates name are changed. */
record HttpDefect(
    Predicate<String> requests, Predicate<HttpReply> replies, UnaryOperator<HttpReply> change)
    implements Defect {

  /** Of answers with that status to requests whose head contains {@code text}. */
  static HttpDefect of(String text, int status, UnaryOperator<HttpReply> change) {
    return new HttpDefect(head -> head.contains(text), reply -> reply.status() == status, change);
  }

  static HttpDefect status(String text, int from, int to) {
    return of(text, from, reply -> reply.withStatus(to));
  }

  @Override
  public HttpReply reply(String request, HttpReply reply) {
    return requests.test(request) && replies.test(reply) ? change.apply(reply) : reply;
  }
}
