import { existsSync } from "node:fs";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { caddy, nginx } from "#support/network/reverse-proxy.ts";
import { hasRedis } from "#support/redis/redis-server.ts";

/** A program of the system that tests start. Where it is missing, they are skipped. */
export type SystemProgram = {
  name: string;
  /** What Debian calls it. */
  packageName: string;
  isThere(): boolean;
};

export const chromium: SystemProgram & { path: string } = {
  name: "Chromium",
  packageName: "chromium",
  path: "/usr/bin/chromium",
  isThere: () => existsSync(chromium.path),
};

/** Its engine for tests that see no more than the page. Where it is missing, Chromium does its work with twice the effort. */
export const chromiumShell: SystemProgram & { path: string } = {
  name: "Chromium's headless shell",
  packageName: "chromium-headless-shell",
  path: "/usr/bin/chromium-headless-shell",
  isThere: () => existsSync(chromiumShell.path),
};

export const firefox: SystemProgram & { path: string } = {
  name: "Firefox",
  packageName: "firefox-esr",
  path: "/usr/bin/firefox-esr",
  isThere: () => existsSync(firefox.path),
};

/** Of the integration suites. */
export const servers: readonly SystemProgram[] = [
  { name: "PostgreSQL", packageName: "postgresql", isThere: () => postgresPrograms() !== undefined },
  { name: "Redis", packageName: "redis-server", isThere: hasRedis },
  { name: "nginx", packageName: "nginx-light", isThere: () => existsSync(nginx) },
  { name: "Caddy", packageName: "caddy", isThere: () => existsSync(caddy) },
  { name: "PHP", packageName: "php-cli", isThere: () => existsSync("/usr/bin/php") },
];

/** Runs a command as root. */
type Execute = (command: readonly string[]) => { ok: boolean };

/**
 * Installs what is missing in one call of `apt-get`, and nothing when nothing is. A package that this system does not know is left out,
 * because it would keep the others from being installed.
 * @param execute undefined: this command may not install anything.
 * @returns what is still missing.
 */
export function installMissing(programs: readonly SystemProgram[], execute: Execute | undefined): SystemProgram[] {
  const missing = programs.filter((each) => !each.isThere());
  if (missing.length === 0 || execute === undefined) return missing;
  execute(["apt-get", "update", "-qq"]);
  const known = missing.map(({ packageName }) => packageName).filter((name) => execute(["apt-cache", "show", name]).ok);
  if (known.length > 0) execute(["apt-get", "install", "-y", "-qq", ...known]);
  return missing.filter((each) => !each.isThere());
}
