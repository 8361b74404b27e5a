import { generateKeyPairSync, sign } from "node:crypto";

/** A certificate that signs itself, and its key. Both in PEM. */
export type Certificate = { cert: string; key: string };

export type CertificateFacts = {
  /** The host that it is good for. */
  host: string;
  /** Default: from an hour ago until in an hour. */
  from?: Date;
  until?: Date;
};

const hour = 3_600_000;

/** Makes an X.509 certificate (RFC 5280) with a key on the curve P-256. */
export function createCertificate({ host, from, until }: CertificateFacts): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));
  const name = sequence(set(sequence(objectId("550403"), der(0x0c, Buffer.from(host)))));
  const subjectAltName = sequence(objectId("551d11"), octets(sequence(der(0x82, Buffer.from(host)))));
  const content = sequence(
    der(0xa0, integer(2)), // Version 3.
    integer(1),
    ecdsaWithSha256,
    name,
    sequence(time(from ?? new Date(Date.now() - hour)), time(until ?? new Date(Date.now() + hour))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(subjectAltName)),
  );
  const certificate = sequence(content, ecdsaWithSha256, bits(sign("sha256", content, privateKey)));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** A value with its tag and length, by the rules of DER (ITU-T X.690). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const set = (...parts: readonly Buffer[]): Buffer => der(0x31, ...parts);
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
const octets = (content: Buffer): Buffer => der(0x04, content);
const bits = (content: Buffer): Buffer => der(0x03, Buffer.from([0]), content);
const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const time = (date: Date): Buffer => der(0x18, Buffer.from(date.toISOString().replaceAll(/[-:T]|\.\d+/g, "")));
