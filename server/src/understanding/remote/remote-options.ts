import { ConfigError } from "#app/errors.ts";
import type { NameMapping } from "./name-mapping.ts";

/** What all services have in common. */
export type RemoteOptions = {
  /** Names it in logs and in what it understood. Default: the kind of service, e.g. `tock`. */
  name?: string;
  /** How long an answer is waited for, in milliseconds. Default 2,000. */
  deadlineMs?: number;
  /** The stories' intents by the service's names; null: counts as not understood. What is not listed keeps its name. */
  intents?: NameMapping;
  /** The stories' entities by the service's names; null: left out. What is not listed keeps its name. */
  entities?: NameMapping;
  /** The stories' slots by the service's roles; null: without a role. What is not listed keeps its name. */
  roles?: NameMapping;
};

export type Check = readonly [field: string, isFine: boolean, remedy: string];

/** @throws ConfigError with all that is wrong. The values of options are never quoted. */
export function checkOptions(name: string, options: RemoteOptions, checks: readonly Check[]): void {
  const { deadlineMs = 1 } = options;
  const common: Check = ["deadlineMs", isPositive(deadlineMs), "must be a number of milliseconds, e.g. 2000"];
  const problems = [common, ...checks].filter(([, isFine]) => !isFine);
  if (problems.length === 0) return;
  throw new ConfigError(problems.map(([field, , remedy]) => `understanding "${name}": ${field} ${remedy}`));
}

/** An address to which a path can be added, without credentials that would end up in logs. */
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
