/** Whether pages of this origin (the value of an `Origin` header) may use a connector. */
export type OriginRule = (origin: string) => boolean;

/** `https://*.example.com` allows any single label in place of `*`. */
const wildcard = /^(https?:\/\/)\*(\.[^*]+)$/;

/**
 * Compares origins as text, because browsers write an origin in one way only. The origin `null` (sandboxed frames, files)
 * identifies no site, so it is refused even where any site is allowed.
 */
export function createOriginRule(listed: readonly string[] | "any", publicUrl: string): OriginRule {
  if (listed === "any") return (origin) => origin !== "null";
  // A pattern is not an origin: a header that repeats it comes from no page.
  const exact = new Set([...listed.filter((entry) => !wildcard.test(entry)), new URL(publicUrl).origin]);
  const patterns = listed.flatMap((entry) => {
    const [, scheme = "", rest = ""] = wildcard.exec(entry) ?? [];
    return rest === "" ? [] : [{ scheme, rest }];
  });
  return (origin) => exact.has(origin) || patterns.some((pattern) => isOneLabelBelow(origin, pattern));
}

/** @returns the mistake in one entry of a list of origins, as the end of a sentence. */
export function findOriginProblem(entry: string): string | undefined {
  if (entry === "*") return `must not hold "*"; to let every site in, write origins: "any"`;
  const sample = entry.replace(wildcard, "$1any$2");
  if (!URL.canParse(sample)) return `holds "${entry}", which is not an origin such as "https://shop.example"`;
  const { origin, protocol } = new URL(sample);
  if (protocol !== "https:" && protocol !== "http:")
    return `holds "${entry}"; only http and https pages have an origin`;
  if (origin === sample) return undefined;
  return `holds "${entry}"; write it as browsers do: "${sample === entry ? origin : origin.replace("//any.", "//*.")}"`;
}

function isOneLabelBelow(origin: string, { scheme, rest }: { scheme: string; rest: string }): boolean {
  if (!origin.startsWith(scheme) || !origin.endsWith(rest)) return false;
  return /^[a-z0-9_-]+$/.test(origin.slice(scheme.length, -rest.length));
}
