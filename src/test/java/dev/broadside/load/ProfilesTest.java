package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/** What the SDK makes of a user's profile: all that can be found without asking AWS. */
final class ProfilesTest {
  private static final ProfileFile PROFILES =
      ProfileFile.builder()
          .type(ProfileFile.Type.CONFIGURATION)
          .content(
              """
              [profile role]
              role_arn = arn:aws:iam::123456789012:role/r
              web_identity_token_file = /there/is/none
              region = eu-west-1
              [profile sso]
              sso_session = nobody-signed-in
              sso_account_id = 123456789012
              sso_role_name = r
              region = eu-west-1
              [sso-session nobody-signed-in]
              sso_region = eu-west-1
              sso_start_url = https://broadside.invalid/start
              """)
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"role", "sso"})
  void noProfileNeedsALibraryThatIsNotThere(String profile) {
    RuntimeException refused =
        assertThrows(
            RuntimeException.class,
            () ->
                ProfileCredentialsProvider.builder()
                    .profileFile(PROFILES)
                    .profileName(profile)
                    .build()
                    .resolveCredentials());
    assertFalse(String.valueOf(refused.getMessage()).contains("class path"), refused::toString);
  }
}
