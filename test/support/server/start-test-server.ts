import { type CauserieConfig, type Overrides, startServer } from "@causerie/server";
import { temporaryFolder } from "#support/temporary-folder.ts";

/** The machine of the tests may be so busy that a server would turn visitors away, as it should. */
const untroubled = { maxLoopDelayMs: 0 };

/** What a server of the tests has unless its test says otherwise: an own data folder, a free port and a silent log. */
export function testConfig<Config extends Pick<CauserieConfig, "bot" | "connectors">>(config: Config) {
  return { data: temporaryFolder(), host: "127.0.0.1", port: 0, logLevel: "silent" as const, ...untroubled, ...config };
}

/** A whole server that takes nothing from the environment. */
export function startTestServer(
  config: Pick<CauserieConfig, "bot" | "connectors"> & Partial<CauserieConfig>,
  overrides: Overrides = {},
): ReturnType<typeof startServer> {
  return startServer(testConfig(config), { variables: {}, ...overrides });
}
