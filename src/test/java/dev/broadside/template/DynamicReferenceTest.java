package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A secret that only AWS can look up must not be taken for its own name. */
final class DynamicReferenceTest {

  @Test
  void aSecretOfSecretsManagerIsRefusedHereAndAParameterIsNot() throws TemplateException {
    var refused =
        assertThrows(
            TemplateException.class,
            () -> TemplateReader.readBundled("notify", Map.of("TokenSecretId", "tokens")));
    assertEquals(
        "BROADSIDE_TOKEN_SECRET is a dynamic reference, which only AWS can look up: give it another"
            + " value here, by a parameter.",
        String.valueOf(refused.getMessage()).replaceFirst("^deploy/notify.yaml:\\d+: ", ""));
    String secret = "a secret of more than thirty-two characters";
    assertEquals(
        secret,
        TemplateReader.readBundled("notify", Map.of("TokenSecret", secret))
            .functions()
            .getFirst()
            .environment()
            .get("BROADSIDE_TOKEN_SECRET"));
  }
}
