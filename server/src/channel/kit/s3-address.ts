/** Where files are in a store that speaks S3. `prefix`: before each key, with a slash at its end, or empty. */
export type S3Address = { bucket: string; prefix: string; region: string; endpoint?: string; pathStyle: boolean };

/**
 * Reads `s3://bucket/prefix?region=eu-central-1&endpoint=https://minio.example.com:9000&pathStyle=true`. With an endpoint the bucket stands in the
 * path, as most stores beside AWS want it, unless `pathStyle=false`.
 *
 * @returns undefined: it is no such address. It holds no keys: the client finds those where all programs of AWS do.
 */
export function parseS3Address(text: string): S3Address | undefined {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w!.*'()/-]*))?(?:\?(.*))?$/.exec(text);
  if (match === null) return undefined;
  const [, bucket = "", path = "", query = ""] = match;
  const given = new URLSearchParams(query);
  if ([...given.keys()].some((name) => !["region", "endpoint", "pathStyle"].includes(name))) return undefined;
  const endpoint = given.get("endpoint") ?? undefined;
  if (endpoint !== undefined && !isAddress(endpoint)) return undefined;
  const trimmed = path.replaceAll(/^\/+|\/+$/g, "");
  return {
    bucket,
    prefix: trimmed === "" ? "" : `${trimmed}/`,
    // Stores beside AWS have no regions, and take what AWS takes for its first.
    region: given.get("region") ?? "us-east-1",
    ...(endpoint === undefined ? {} : { endpoint }),
    pathStyle: (given.get("pathStyle") ?? String(endpoint !== undefined)) === "true",
  };
}

function isAddress(text: string): boolean {
  if (!/^https?:\/\/[^@\s]+$/.test(text) || !URL.canParse(text)) return false;
  return new URL(text).search === "";
}
