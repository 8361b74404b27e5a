import { chmodSync, chownSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { checkRedis } from "@causerie/server/redis/connection.ts";
import { checkPostgres } from "@causerie/server/store/postgres/maintenance.ts";
import { describe, expect, onTestFinished, test } from "vitest";
import { disposableFolder } from "#support/disposable-folder.ts";
import { freePort } from "#support/listen.ts";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { type PostgresServer, serverUser, startPostgres } from "#support/postgres/postgres-server.ts";
import { hasRedis, startRedis } from "#support/redis/redis-server.ts";
import { type Certificate, createCertificate } from "#support/web/certificate.ts";

const usual = getCACertificates("default");

/** As NODE_EXTRA_CA_CERTS does it for a whole process. */
function trust(certificate: Certificate): void {
  setDefaultCACertificates([...usual, certificate.cert]);
  onTestFinished(() => setDefaultCACertificates(usual));
}

type Files = { cert: string; key: string };

/** The certificate and its key as files that the service can read. */
function filesOf(certificate: Certificate): Files & Disposable {
  const folder = disposableFolder();
  const files = { cert: join(folder.path, "cert.pem"), key: join(folder.path, "key.pem") };
  writeFileSync(files.cert, certificate.cert);
  writeFileSync(files.key, certificate.key);
  // PostgreSQL refuses a key that others may read.
  chmodSync(files.key, 0o600);
  const user = serverUser();
  if (user !== undefined) {
    chmodSync(folder.path, 0o755);
    for (const file of Object.values(files)) chownSync(file, user.uid, user.gid);
  }
  return { ...files, [Symbol.dispose]: () => folder.remove() };
}

const right = createCertificate({ host: "localhost" });
const ofAnother = createCertificate({ host: "db.example.com" });
const over = createCertificate({
  host: "localhost",
  from: new Date(Date.now() - 7_200_000),
  until: new Date(Date.now() - 3_600_000),
});

describe.skipIf(postgresPrograms() === undefined)("PostgreSQL over TLS", () => {
  const start = ({ cert, key }: Files): Promise<PostgresServer> =>
    startPostgres({ settings: ["ssl = on", `ssl_cert_file = '${cert}'`, `ssl_key_file = '${key}'`] });
  const urlOf = ({ port }: PostgresServer, mode: string): string =>
    `postgres://causerie:pa55word@localhost:${port}/postgres?sslmode=${mode}`;

  test("is used with a certificate of its host that is trusted, by the machine or by sslrootcert, and with no other", async () => {
    using files = filesOf(right);
    await using postgres = await start(files);
    await expect(checkPostgres(urlOf(postgres, "verify-full"))).rejects.toThrow(
      /No secure connection to PostgreSQL at localhost.*SELF_SIGNED/,
    );
    await expect(checkPostgres(`${urlOf(postgres, "verify-full")}&sslrootcert=${files.cert}`)).resolves.toContain(
      "localhost",
    );
    trust(right);
    await expect(checkPostgres(urlOf(postgres, "verify-full"))).resolves.toContain("localhost");
  });

  test.each([
    ["of another host", ofAnother, /ERR_TLS_CERT_ALTNAME_INVALID/],
    ["that is over", over, /CERT_HAS_EXPIRED/],
  ] as const)("is refused with a certificate %s, though it is trusted", async (_, certificate, code) => {
    using files = filesOf(certificate);
    await using postgres = await start(files);
    trust(certificate);
    await expect(checkPostgres(urlOf(postgres, "verify-full"))).rejects.toThrow(code);
  });

  test("that speaks no TLS gets no password where a certificate is asked for", async () => {
    await using postgres = await startPostgres();
    await expect(checkPostgres(urlOf(postgres, "verify-full"))).rejects.toThrow(/PostgreSQL.* at localhost/);
  });
});

describe.skipIf(!hasRedis())("Redis over TLS", () => {
  async function start(certificate: Certificate): Promise<{ url: string } & AsyncDisposable> {
    await using parts = new AsyncDisposableStack();
    const { cert, key } = parts.use(filesOf(certificate));
    const port = await freePort();
    const tls = ["--tls-port", `${port}`, "--tls-cert-file", cert, "--tls-key-file", key, "--tls-auth-clients", "no"];
    parts.use(await startRedis(tls));
    const kept = parts.move();
    return { url: `rediss://localhost:${port}`, [Symbol.asyncDispose]: () => kept.disposeAsync() };
  }

  test("is used with a certificate of its host that is trusted, and with no other", async () => {
    await using redis = await start(right);
    await expect(checkRedis(redis.url)).rejects.toThrow(/No secure connection to Redis at localhost.*SELF_SIGNED/);
    trust(right);
    await expect(checkRedis(redis.url)).resolves.toContain("localhost");
  });

  test.each([
    ["of another host", ofAnother, /ERR_TLS_CERT_ALTNAME_INVALID/],
    ["that is over", over, /CERT_HAS_EXPIRED/],
  ] as const)("is refused with a certificate %s, though it is trusted", async (_, certificate, code) => {
    await using redis = await start(certificate);
    trust(certificate);
    await expect(checkRedis(redis.url)).rejects.toThrow(code);
  });
});
