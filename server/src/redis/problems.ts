/** Host and port, for sentences to the operator: the rest of the URL holds the password. */
export function shownAddress(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || "localhost"}:${port || "6379"}`;
}

/** What is wrong with Redis, and what the operator can do: one sentence that shows neither password nor key. */
export function describeProblem(error: unknown, shown: string): string {
  const text = error instanceof Error ? `${codeOf(error)} ${error.message}` : "";
  if (/WRONGPASS|NOAUTH|invalid password|without any password/i.test(text))
    return `Redis at ${shown} does not let this server in: correct user and password in REDIS_URL.`;
  if (/NOPERM/.test(text))
    return `Redis at ${shown} forbids a command: let the user of REDIS_URL use PUBLISH, SUBSCRIBE, EVAL and INFO on keys and channels causerie:*.`;
  if (/\bOOM\b/.test(text))
    return `Redis at ${shown} is out of memory: raise maxmemory, or set maxmemory-policy to volatile-ttl.`;
  if (/READONLY/.test(text)) return `Redis at ${shown} is read-only, as a replica is: name the primary in REDIS_URL.`;
  if (/MISCONF/.test(text))
    return `Redis at ${shown} cannot save to its disk and takes no writes: make room, or set stop-writes-on-bgsave-error no.`;
  if (/LOADING/.test(text)) return `Redis at ${shown} is starting: wait until it has loaded its data.`;
  if (/unknown command|syntax error|wrong number of arguments/i.test(text)) return tooOld(shown, "");
  if (/no answer|time-?out|TIMEDOUT/i.test(text))
    return `Redis at ${shown} does not answer in time: look what it is busy with (SLOWLOG GET), or start it again.`;
  if (/CERT|SSL|TLS/.test(codeOf(error)))
    return `No secure connection to Redis at ${shown} comes about (${codeOf(error)}): correct its certificate, name its host as the certificate does in REDIS_URL, or let Node trust who has signed it (NODE_EXTRA_CA_CERTS).`;
  return `Redis cannot be reached at ${shown} (${codeOf(error) || "connection lost"}): start it, or correct REDIS_URL.`;
}

/** Nothing was sent, because there is no line: this alone says nothing about Redis. */
export function isOffline(error: unknown): boolean {
  return error instanceof Error && /client is (?:offline|closed)|connection is not ready/i.test(error.message);
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** From the answer to INFO; undefined: new enough, or it does not say. */
export function versionProblem(info: string, shown: string): string | undefined {
  const [, version = "", major = "", minor = ""] = /^redis_version:((\d+)\.(\d+)\S*)/m.exec(info) ?? [];
  if (version === "" || Number(major) > 6 || (Number(major) === 6 && Number(minor) >= 2)) return undefined;
  return tooOld(shown, ` (${version})`);
}

function tooOld(shown: string, version: string): string {
  return `Redis at ${shown} is too old${version}: use 6.2 or newer.`;
}
