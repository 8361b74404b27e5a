import { type KeyObject, X509Certificate } from "node:crypto";
import { getCACertificates } from "node:tls";

/** Whom the certificate must name (its subject alternative names). */
const signer = "echo-api.amazon.com";

/** More certificates than any chain has. */
const longest = 8;

/** Roots by their subject: that of a certificate is found by its issuer. */
export type Roots = ReadonlyMap<string, readonly X509Certificate[]>;

/** @param given in PEM. Default: those that Node trusts, with what NODE_EXTRA_CA_CERTS adds. */
export function readRoots(given: readonly string[] = getCACertificates("default")): Roots {
  return Map.groupBy(
    given.map((pem) => new X509Certificate(pem)),
    ({ subject }) => subject,
  );
}

/**
 * The key of a signer whose chain leads to a root. Undefined: it is another's, it is over or not yet valid, or no root has signed it.
 * @param pem the certificate of the signer first, then those between it and the root.
 */
export function readSigner(pem: string, roots: Roots, now: number): { key: KeyObject; validUntil: number } | undefined {
  const chain = readCertificates(pem);
  const [leaf] = chain;
  if (leaf?.checkHost(signer, { subject: "never" }) === undefined) return undefined;
  let current = leaf;
  let validUntil = Number.POSITIVE_INFINITY;
  for (let depth = 0; depth < longest; depth += 1) {
    if (!isValid(current, now)) return undefined;
    validUntil = Math.min(validUntil, current.validToDate.getTime());
    const isRooted = (roots.get(current.issuer) ?? []).some((root) => isValid(root, now) && isIssued(current, root));
    if (isRooted) return { key: leaf.publicKey, validUntil };
    const issuer = chain.find((each) => each !== current && each.ca && isIssued(current, each));
    if (issuer === undefined) return undefined;
    current = issuer;
  }
  return undefined;
}

function readCertificates(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.slice(0, longest).map((block) => new X509Certificate(block));
  } catch {
    // What cannot be read is nobody's certificate.
    return [];
  }
}

function isValid({ validFromDate, validToDate }: X509Certificate, now: number): boolean {
  return validFromDate.getTime() <= now && now < validToDate.getTime();
}

function isIssued(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
