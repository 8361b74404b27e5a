import { ConfigError } from "#app/errors.ts";

/** An argument or the value of an option is none that the command takes. Its exit code is that of a command not understood. */
export class UsageError extends ConfigError {
  override name = "UsageError";
}
