import type { CauserieConfig } from "#config/config.ts";
import type { AlexaCommandOptions } from "./command.ts";

/** What an operator does with the skills of the configuration. None of it needs the server to run. */
export const alexaCommands = {
  "alexa model": {
    run: async (config: CauserieConfig, options: AlexaCommandOptions): Promise<number> =>
      (await import("./print-model.ts")).printModel(config, options),
    options: ["connector", "locale"],
  },
} as const;
