import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The newest PostgreSQL that is installed the way Debian does it; undefined: there is none. */
export function postgresPrograms(): string | undefined {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return undefined;
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, "bin")).find((folder) => existsSync(join(folder, "postgres")));
}
