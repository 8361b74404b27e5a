import type { OperatorCommand } from "./command.ts";

/** The function `name` of a module that is loaded when the command runs: no other command should wait for what it needs. */
export function later<Name extends string>(
  load: () => Promise<Record<Name, OperatorCommand["run"]>>,
  name: Name,
): OperatorCommand["run"] {
  return async (config, options, argument) => {
    const { [name]: run } = await load();
    return await run(config, options, argument);
  };
}
