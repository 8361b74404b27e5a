import { ConfigError, RequestError } from "#app/errors.ts";
import type { DatabaseAddress } from "./address.ts";

/** What the database says, sorted by who must act: it passes by itself, it was a race, or it is a defect. */
export type Problem = "unavailable" | "conflict" | "defect";

type Sentence = (address: DatabaseAddress, code: string) => string;

/** Errors by code (https://www.postgresql.org/docs/current/errcodes-appendix.html), each a sentence that says what to do. */
const sentences = new Map<string, Sentence>([
  ["28000", refused],
  ["28P01", refused],
  [
    "3D000",
    ({ shown }) => `There is no database ${shown}: make it with createdb, or name another one in DATABASE_URL.`,
  ],
  [
    "53300",
    ({ shown, connections }) =>
      `PostgreSQL at ${shown} has no connection left: raise max_connections, or lower the number per server with ?connections= in DATABASE_URL (now ${connections}).`,
  ],
  ["42501", notAllowed],
  ["3F000", notAllowed],
  ["42P01", tablesGone],
  ["42883", tablesGone],
  [
    "25006",
    ({ shown }) =>
      `PostgreSQL at ${shown} is read-only, as a replica is: name the primary in DATABASE_URL, or wait until the replica is promoted.`,
  ],
  ["53100", ({ shown }) => `PostgreSQL at ${shown} has no disk space left: make room.`],
  ["57P03", ({ shown }) => `PostgreSQL at ${shown} is starting or stopping: wait until it accepts connections.`],
]);

function refused({ shown }: DatabaseAddress, code: string): string {
  return `PostgreSQL at ${shown} does not let the user of DATABASE_URL in (${code}): correct user and password there, or the server's pg_hba.conf.`;
}

function notAllowed({ shown, schema }: DatabaseAddress): string {
  return `The user of DATABASE_URL may not use the schema ${schema} at ${shown}: make the user its owner and the owner of its tables (ALTER SCHEMA ${schema} OWNER TO …, REASSIGN OWNED BY … TO …), or let the user make it (GRANT CREATE ON DATABASE … TO …).`;
}

function tablesGone({ shown, schema }: DatabaseAddress): string {
  return `The user of DATABASE_URL sees no tables in the schema ${schema} at ${shown}: let it use the schema (GRANT USAGE ON SCHEMA ${schema} TO …); if they are gone, restore a backup, or start the server again over an empty schema.`;
}

function unreachable({ shown }: DatabaseAddress, code: string): string {
  return `PostgreSQL cannot be reached at ${shown} (${code}): start it, or correct host and port in DATABASE_URL.`;
}

function insecure({ shown }: DatabaseAddress, code: string): string {
  return `No secure connection to PostgreSQL at ${shown} comes about (${code}): correct its certificate, or sslmode and sslrootcert in DATABASE_URL.`;
}

export function describeProblem(error: unknown, address: DatabaseAddress): string {
  const code = codeOf(error);
  return (sentences.get(code) ?? (isOfTls(code) ? insecure : unreachable))(address, code);
}

/** The same as an error that ends the start. A defect stays what it is. */
export function toConfigError(error: unknown, address: DatabaseAddress): unknown {
  if (error instanceof ConfigError) return error;
  const isOperators = sentences.has(codeOf(error)) || problemOf(error) === "unavailable";
  return isOperators ? new ConfigError([describeProblem(error, address)]) : error;
}

/** The network's and the driver's own errors: the first have codes such as ECONNRESET, the second only words. */
function isOfTheLine(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return (
    /^E(?!RR_)[A-Z_]+$/.test(code) || isOfTls(code) || /timeout|connection|closed|not queryable/i.test(error.message)
  );
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: five characters, unlike codes of Node. */
function isOfDatabase(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
}

function isOfTls(code: string): boolean {
  return /CERT|SSL|TLS/.test(code);
}

/** Whether a moment may help at the start: PostgreSQL is not there yet, or still starting. */
export function isStarting(error: unknown): boolean {
  if (error instanceof ConfigError) return false;
  const code = codeOf(error);
  // A conflict: the migration and a server of the former version have waited for each other.
  return (
    (isOfTheLine(error) && !isOfTls(code)) ||
    ["57P03", "57P01", "53300"].includes(code) ||
    problemOf(error) === "conflict"
  );
}

const retryAfterMs = 2_000;

/** The peer should come again: the database is away, and what was acknowledged is kept in it. */
export function unavailable(): RequestError {
  return new RequestError("unavailable", "The database does not answer for now; try again", { retryAfterMs });
}

export function problemOf(error: unknown): Problem {
  const code = codeOf(error);
  if (code === "40001" || code === "40P01") return "conflict";
  if (passing.has(code) || passingClasses.has(code.slice(0, 2))) return "unavailable";
  return isOfTheLine(error) ? "unavailable" : "defect";
}

/** Lock and statement time-outs, a read-only replica after a failover, what an operator is about to change or restore. */
const passing = new Set([
  "55P03",
  "57014",
  "25006",
  "28000",
  "28P01",
  "3D000",
  "3F000",
  "42501",
  "42P01",
  "42883",
  "XX000",
]);
/** Connection exceptions, insufficient resources, operator intervention, system errors. */
const passingClasses = new Set(["08", "53", "57", "58"]);

export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  // Several addresses of one host were tried.
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  // The driver says so when the server answers N to its wish for TLS.
  if (/does not support SSL/.test(error.message)) return "no TLS";
  return /timeout/i.test(error.message) ? "timeout" : "connection lost";
}

/** An error that may stand in a log: what the database says can quote what a person has said. */
export function withoutTexts(error: unknown): Error {
  const code = codeOf(error);
  if (error instanceof Error && !isOfDatabase(code)) return error;
  const routine = error instanceof Error && "routine" in error ? String(error.routine) : "";
  return new Error(`PostgreSQL answered ${code} ${routine}`.trimEnd());
}
