import { generateKeyPairSync } from "node:crypto";

/** The key file of a service account that nobody has, for what renders and signs and asks no fake. */
export function makeAccountKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const private_key = privateKey.export({ type: "pkcs8", format: "pem" });
  return JSON.stringify({ client_email: "nobody@a.example", private_key });
}
