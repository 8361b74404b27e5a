import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

/**
 * Looks at the signature of a request, as AWS describes it ("Signature Version 4 signing process", for Amazon S3: the path is encoded once).
 * @returns the code of S3 for what is wrong; undefined: it is signed by the secret.
 */
export function findSignatureFault(
  request: IncomingMessage,
  body: Buffer,
  { secret, now }: { secret: string; now: number },
): string | undefined {
  const { headers, method = "", url = "" } = request;
  const match =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8})\/([\w-]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    );
  if (match === null) return "AccessDenied";
  const [, day = "", region = "", signedHeaders = "", signature = ""] = match;
  const date = String(headers["x-amz-date"] ?? "");
  if (Math.abs(timeOf(date) - now) > 15 * 60_000) return "RequestTimeTooSkewed";

  const bodyHash = String(headers["x-amz-content-sha256"] ?? "");
  if (bodyHash !== "UNSIGNED-PAYLOAD" && bodyHash !== sha256(body, "hex")) return "XAmzContentSHA256Mismatch";
  for (const name of ["host", "x-amz-date", "x-amz-content-sha256"])
    if (!signedHeaders.split(";").includes(name)) return "AccessDenied";

  const { pathname, searchParams } = new URL(url, "http://localhost");
  const query = [...searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join("&");
  const signed = signedHeaders
    .split(";")
    .map((name) => `${name}:${String(headers[name]).trim().replaceAll(/ +/g, " ")}\n`);
  const canonical = [method, pathname, query, signed.join(""), signedHeaders, bodyHash].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical, "hex")].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<Buffer>(
    (from, part) => hmac(from, part),
    Buffer.from(`AWS4${secret}`),
  );
  return hmac(key, toSign).toString("hex") === signature ? undefined : "SignatureDoesNotMatch";
}

export function sha256(content: Buffer | string, encoding: "hex" | "base64"): string {
  return createHash("sha256").update(content).digest(encoding);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** RFC 3986: unlike `encodeURIComponent`, of the rest only these stay. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `20261129T201500Z` */
function timeOf(date: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}
