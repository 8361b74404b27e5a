import { ConfigError } from "#app/errors.ts";
import type { NameMapping } from "./name-mapping.ts";

/** The options that all services have. */
export type RemoteOptions = {
  /** Names it in logs and in what it understood. Default: the kind of service, e.g. `tock`. */
  name?: string;
  /** How long to wait for a response, in milliseconds. Default 2,000. */
  deadlineMs?: number;
  /** The stories' intents by the service's names; null: counts as not understood. A name that is not listed stays as it is. */
  intents?: NameMapping;
  /** The stories' entities by the service's names; null: left out. A name that is not listed stays as it is. */
  entities?: NameMapping;
  /** The stories' slots by the service's roles; null: without a role. A name that is not listed stays as it is. */
  roles?: NameMapping;
};

export type Check = readonly [field: string, isFine: boolean, remedy: string];

/** @throws ConfigError with all problems. It never quotes the value of an option. */
export function checkOptions(name: string, options: RemoteOptions, checks: readonly Check[]): void {
  const { deadlineMs = 1 } = options;
  const common: Check = ["deadlineMs", isPositive(deadlineMs), "must be a number of milliseconds, e.g. 2000"];
  const problems = [common, ...checks].filter(([, isFine]) => !isFine);
  if (problems.length === 0) return;
  throw new ConfigError(problems.map(([field, , remedy]) => `understanding "${name}": ${field} ${remedy}`));
}

/** An address to which a path can be added. It has no credentials, because they would get into logs. */
export function isServiceUrl(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return false;
  return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
}

export const serviceUrlRemedy =
  'must be an http(s) address such as "https://nlp.example", without credentials or query';

/** @param path starts with a slash. */
export function serviceUrl(address: string, path: string): URL {
  return new URL(`${address.endsWith("/") ? address.slice(0, -1) : address}${path}`);
}

export function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
