import type { CauserieConfig } from "#config/config.ts";
import { resolveSettings } from "#config/config.ts";
import { readEnv } from "#config/env.ts";
import { checkFolder } from "#store/sqlite/data-folder.ts";

/** Says all that is wrong with the configuration (by throwing ConfigError), or what the operator must enter elsewhere. */
export function check(config: CauserieConfig): Promise<void> {
  const { env, problems } = readEnv();
  const settings = resolveSettings(config, env, problems);
  checkFolder(settings.data);
  const publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`;
  console.log(`The configuration is complete: ${settings.connectors.length} connector(s), data in ${settings.data}.`);
  if (settings.publicUrl === undefined)
    console.log("  No public URL is set: pages elsewhere need CAUSERIE_PUBLIC_URL.");
  for (const connector of settings.connectors)
    for (const note of connector.describe(publicUrl)) console.log(`  ${note}`);
  return Promise.resolve();
}
