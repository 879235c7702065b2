package dev.broadside.stage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Where the certificate of the local stage is kept, so that clients need to be told once: {@code
 * stage.p12} holds it with its key, for the owner only, {@code certificate.pem} is for everybody.
 * Made by the JDK's {@code keytool}, in a process of its own: Java has no public way to sign a
 * certificate.
 */
final class CertificateFolder {
  /** Browsers and Apple's systems take no server certificate that is valid for longer. */
  private static final int VALID_DAYS = 825;

  /** A certificate that ends within this time is replaced. */
  private static final Duration LEAST_LEFT = Duration.ofDays(30);

  private static final int PATIENCE_SECONDS = 60;
  private static final String HOW =
      "-storetype PKCS12 -keyalg EC -groupname secp256r1 -sigalg SHA256withECDSA"
          + " -ext KU:critical=digitalSignature -ext EKU=serverAuth"
          + " -ext SAN=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1";

  private final Path folder;
  private final Clock clock;

  CertificateFolder(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** The certificate in the folder, made now where there is none that is good for a while. */
  Certificate certificate() throws StageException, InterruptedException {
    try {
      Files.createDirectories(folder);
      // Two stages may start at once; the second then finds what the first has made.
      try (FileChannel lock =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = lock.lock()) {
        return locked(held);
      }
    } catch (IOException e) {
      throw new StageException(
          "the folder %s of --tls cannot be used (%s): name another".formatted(folder, e), e);
    }
  }

  private Certificate locked(FileLock held)
      throws IOException, StageException, InterruptedException {
    if (!held.isValid()) {
      throw new IOException("the lock was lost");
    }
    Path store = folder.resolve("stage.p12");
    Path pem = folder.resolve("certificate.pem");
    if (!isGood(store)) {
      make(store);
    }
    Certificate certificate = new Certificate(pem, read(store));
    String text = pem(certificate.x509());
    if (!Files.exists(pem) || !Files.readString(pem).equals(text)) {
      Files.writeString(pem, text);
    }
    return certificate;
  }

  private boolean isGood(Path store) throws StageException {
    if (!Files.exists(store)) {
      return false;
    }
    X509Certificate certificate = new Certificate(store, read(store)).x509();
    return certificate.getNotAfter().toInstant().isAfter(clock.instant().plus(LEAST_LEFT));
  }

  /** What is there and cannot be read may be somebody's: it is not written over. */
  private static KeyStore read(Path store) throws StageException {
    try {
      return Certificate.read(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new StageException(
          "%s is no key store of ours (%s): remove it, and it is made anew"
              .formatted(store, e.getMessage()),
          e);
    }
  }

  /** Nobody else can look into it while it is made, nor find half of it. */
  private void make(Path store) throws IOException, StageException, InterruptedException {
    Path private700 = Files.createTempDirectory(folder, "new-");
    Path made = private700.resolve("stage.p12");
    try {
      keytool(made);
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      Files.move(made, store, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
      Files.delete(private700);
    }
  }

  private static void keytool(Path store) throws IOException, StageException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    if (!Files.isExecutable(tool)) {
      throw new StageException("--tls needs keytool, which %s lacks: use a JDK".formatted(tool));
    }
    Process process = new ProcessBuilder(command(tool, store)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new StageException("keytool made no certificate: " + text);
      }
    } finally {
      process.destroy();
    }
  }

  private static List<String> command(Path tool, Path store) {
    List<String> command = new ArrayList<>(List.of(tool.toString(), "-genkeypair"));
    command.addAll(List.of(HOW.split(" ")));
    command.addAll(List.of("-validity", String.valueOf(VALID_DAYS)));
    command.addAll(List.of("-dname", "CN=Broadside local stage"));
    command.addAll(List.of("-alias", Certificate.ALIAS, "-storepass", Certificate.PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    return command;
  }

  private static String pem(X509Certificate certificate) throws StageException {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new StageException("the certificate cannot be encoded", e);
    }
  }
}
