import type { CauserieConfig } from "#config/config.ts";
import type { OperatorOptions } from "./with-operator.ts";

export type OperatorCommand = {
  run(
    config: CauserieConfig,
    options: OperatorOptions & { replace?: boolean | undefined; force?: boolean | undefined },
    argument: string,
  ): Promise<number | void>;
  options: readonly (
    | "json"
    | "connector"
    | "user"
    | "state"
    | "limit"
    | "all"
    | "undo"
    | "replace"
    | "force"
    | "role"
    | "first"
    | "scopes"
    | "out"
  )[];
  takes?: string;
  /** The argument may be left out. */
  optional?: true;
  /** What is needed besides, when the argument and the options do not go together. */
  needs?(options: OperatorOptions, argument: string): string | undefined;
};
