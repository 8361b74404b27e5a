import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from "node:crypto";

/** A certificate of the tests' own, with the key that belongs to it. */
export type Issued = { pem: string; key: KeyObject; name: string };

export type CertificateSpec = {
  name: string;
  /** Undefined: it signs itself. */
  issuer?: Issued;
  /** Its subject alternative names. */
  hosts?: readonly string[];
  isAuthority?: boolean;
  from?: Date;
  until?: Date;
  key?: KeyObject;
};

/** Making keys of RSA takes long, so that all signers of a test file share one. */
let shared: KeyObject | undefined;

export function rsaKey(): KeyObject {
  shared ??= generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey;
  return shared;
}

export function ecKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
}

const dayMs = 86_400_000;
let serial = 1;

/** Issues a certificate (X.509, RFC 5280), with as much of it as a chain needs. */
export function issue({
  name,
  issuer,
  hosts = [],
  isAuthority = false,
  key = ecKey(),
  ...validity
}: CertificateSpec): Issued {
  const { from = new Date(Date.now() - dayMs), until = new Date(Date.now() + dayMs) } = validity;
  const signer = issuer?.key ?? key;
  const algorithm = sequence(
    objectId(signer.asymmetricKeyType === "rsa" ? "1.2.840.113549.1.1.11" : "1.2.840.10045.4.3.2"),
  );
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer((serial += 1)),
    algorithm,
    nameOf(issuer?.name ?? name),
    sequence(time(from), time(until)),
    nameOf(name),
    createPublicKey(createPrivateKey(key.export({ type: "pkcs8", format: "pem" }))).export({
      type: "spki",
      format: "der",
    }),
    tagged(0xa3, sequence(...extensions(hosts, isAuthority))),
  );
  const der = sequence(body, algorithm, bits(sign("sha256", body, signer)));
  return { pem: new X509Certificate(der).toString(), key, name };
}

function extensions(hosts: readonly string[], isAuthority: boolean): Buffer[] {
  const constraints = sequence(
    objectId("2.5.29.19"),
    tagged(1, Buffer.from([0xff])),
    octets(sequence(...(isAuthority ? [tagged(1, Buffer.from([0xff]))] : []))),
  );
  if (hosts.length === 0) return [constraints];
  const names = sequence(...hosts.map((host) => tagged(0x82, Buffer.from(host))));
  return [constraints, sequence(objectId("2.5.29.17"), octets(names))];
}

function nameOf(common: string): Buffer {
  return sequence(tagged(0x31, sequence(objectId("2.5.4.3"), tagged(0x0c, Buffer.from(common)))));
}

function time(at: Date): Buffer {
  return tagged(0x18, Buffer.from(at.toISOString().replaceAll(/[-:T]|\.\d+/g, "")));
}

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest.flatMap(base128)];
  return tagged(6, Buffer.from(bytes));
}

function base128(value: number): number[] {
  const groups = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
  return groups;
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return tagged(2, (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

const bits = (content: Buffer): Buffer => tagged(3, Buffer.concat([Buffer.from([0]), content]));
const octets = (content: Buffer): Buffer => tagged(4, content);
const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x1_00 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
