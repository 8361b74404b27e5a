import type { CauserieConfig } from "#config/config.ts";

export type MessengerCommandOptions = {
  json?: boolean | undefined;
  connector?: string | undefined;
  fix?: boolean | undefined;
  yes?: boolean | undefined;
  out?: string | undefined;
  show?: boolean | undefined;
  text?: string | undefined;
  pass?: string | undefined;
  take?: boolean | undefined;
  request?: boolean | undefined;
  release?: boolean | undefined;
  extend?: string | undefined;
  metadata?: string | undefined;
  picture?: string | undefined;
};

export type MessengerCommand = {
  run(config: CauserieConfig, options: MessengerCommandOptions, argument: string): Promise<number | void>;
  options: readonly (keyof MessengerCommandOptions)[];
  takes?: string;
  needs?(options: MessengerCommandOptions, argument: string): string | undefined;
};
