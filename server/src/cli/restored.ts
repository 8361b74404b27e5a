import { type CauserieConfig, resolveSettings } from "#config/config.ts";
import { readEnv } from "#config/env.ts";
import { renewEpoch } from "#store/sqlite/renew-epoch.ts";

/** To be run once after a backup was restored: the log gets a new name, so that no page goes on with an old cursor. */
export async function restored(config: CauserieConfig): Promise<void> {
  const { env, problems } = readEnv();
  const { data } = resolveSettings(config, env, problems);
  const epoch = await renewEpoch(data);
  console.log(`The log in ${data} is named ${epoch} now: pages that are open load their conversation anew.`);
}
