import { isHmacOf } from "#channel/kit/constant-time.ts";

/**
 * Whether Twilio has signed these fields for one of these addresses: the address as Twilio calls it, then each field's name and value, ordered by
 * name (twilio.com/docs/usage/security).
 */
export function isSigned(
  urls: readonly string[],
  fields: URLSearchParams,
  signature: string | undefined,
  secrets: readonly string[],
): boolean {
  if (signature === undefined || !/^[A-Za-z0-9+/]{27}=$/.test(signature)) return false;
  const digest = Buffer.from(signature, "base64");
  // In one pass: nobody has proved anything yet, and a body has room for a hundred thousand names. Of a field that came several times each value counts once.
  const values = new Map<string, Set<string>>();
  for (const [name, value] of fields) values.set(name, (values.get(name) ?? new Set()).add(value));
  const signed = [...values.keys()]
    .toSorted()
    .flatMap((name) => [...(values.get(name) ?? [])].toSorted().map((value) => `${name}${value}`))
    .join("");
  return urls.some((url) => isHmacOf(Buffer.from(`${url}${signed}`), digest, { algorithm: "sha1", secrets }));
}

/** The address with its port and without: Twilio signs with what it was given, and proxies change it. */
export function addressesOf(url: string): string[] {
  const { protocol, host, hostname, port, pathname, search } = new URL(url);
  const usual = protocol === "https:" ? "443" : "80";
  const other = port === "" ? `${hostname}:${usual}` : host;
  return [`${protocol}//${host}${pathname}${search}`, `${protocol}//${other}${pathname}${search}`];
}
