import { nearestName } from "#names/nearest-name.ts";

/** Ours, then those of the driver `pg` that make sense for a server. It passes over all others without a word. */
const ours = [
  "schema",
  "connections",
  "host",
  "port",
  "user",
  "password",
  "ssl",
  "sslmode",
  "sslcert",
  "sslkey",
  "sslrootcert",
  "sslnegotiation",
  "uselibpqcompat",
  "application_name",
  "fallback_application_name",
  "client_encoding",
];

/** What hosts of databases put into the addresses that they hand out. The driver does not need them. */
const ofHosts = ["channel_binding", "connect_timeout", "pgbouncer", "pool_timeout", "target_session_attrs"];
const known = [...ours, ...ofHosts];

/** Misspelt and unknown parameters of a `DATABASE_URL`. Quotes none that is far from all names: it may be part of a password. */
export function databaseParameterProblems(url: string): string[] {
  if (!URL.canParse(url)) return [];
  return [...new URL(url).searchParams.keys()].flatMap((name, index) => {
    if (known.includes(name)) return [];
    const near = nearestName(name, known);
    const hint = near === undefined ? "take it away." : `did you mean ${near}?`;
    return [`parameter ${index + 1} after the ? is not known; ${hint} There are ${ours.join(", ")}`];
  });
}
