import { type CauserieConfig, ConfigError, web } from "@causerie/server";
import { resolveSettings } from "@causerie/server/config/config.ts";
import { readEnv } from "@causerie/server/config/env.ts";
import { createTestBot } from "#support/server/test-bot.ts";

/** What the operator is told of a configuration. */
export function problemsOf(config: Partial<CauserieConfig>, variables: Record<string, string> = {}): readonly string[] {
  const { env, problems } = readEnv(variables);
  try {
    resolveSettings({ bot: createTestBot(), connectors: [web({ origins: [] })], ...config }, env, problems);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
