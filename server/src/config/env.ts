import { nearestName } from "#names/nearest-name.ts";
import { type SettingName, type SettingSchema, settings } from "./schema.ts";

/** What the environment says about settings, as text or number; the schema has not looked at it yet. */
export type Env = Partial<Record<SettingName, string | number>>;

/** The setting of each environment variable that the server reads. `.env.example` names the same ones; a test compares. */
export const environment: ReadonlyMap<string, SettingName> = new Map(
  Object.entries<SettingSchema>(settings).flatMap(([name, { env }]) =>
    env === undefined ? [] : [[env, name as SettingName]],
  ),
);

/** Reads the environment. An empty variable counts as unset. `problems`: names that look like ours and are not. */
export function readEnv(variables: Record<string, string | undefined> = process.env): { env: Env; problems: string[] } {
  const env: Env = {};
  for (const [variable, name] of environment) {
    const value = variables[variable];
    if (value !== undefined && value !== "") env[name] = settings[name].type === "integer" ? toInteger(value) : value;
  }
  return { env, problems: Object.keys(variables).flatMap(misspelt) };
}

/** A number in any other form, e.g. `0x50`, stays a text, which the schema refuses. */
function toInteger(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}

/** A misspelt name would be passed over without a word. */
function misspelt(variable: string): string[] {
  if (!variable.startsWith("CAUSERIE_") || environment.has(variable)) return [];
  const near = nearestName(variable, [...environment.keys()]);
  return near === undefined ? [] : [`the environment variable ${variable} is not read; did you mean ${near}?`];
}
