package dev.broadside.handlers;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives the SDK credentials that are nobody's. */
final class DummyCredentials implements BeforeAllCallback, AfterAllCallback {
  static final String SESSION_TOKEN = "dummySessionTokenThatMustStaySecret";

  @Override
  public void beforeAll(ExtensionContext context) {
    System.setProperty("aws.accessKeyId", "dummyAccessKey");
    System.setProperty("aws.secretAccessKey", "dummySecretKey");
    System.setProperty("aws.sessionToken", SESSION_TOKEN);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    System.clearProperty("aws.sessionToken");
  }
}
