import { invalidParameter } from "#api/graph-errors.ts";
import { isJsonObject } from "./json.ts";
import type { JsonObject } from "./json.ts";

// A path names a parameter as Meta's errors do: message[quick_replies][1][title].

export function child(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}[${key}]`;
}

export function objectAt(value: unknown, path: string): JsonObject {
  if (value === undefined) throw missing(path);
  if (!isJsonObject(value)) throw invalidParameter(`Param ${path} must be an object`);
  return value;
}

export interface ListBounds {
  min?: number;
  max?: number;
}

export function listAt(value: unknown, path: string, { min = 1, max = Infinity }: ListBounds = {}): unknown[] {
  if (value === undefined) throw missing(path);
  if (!Array.isArray(value)) throw invalidParameter(`Param ${path} must be an array`);
  if (value.length > max) throw tooLong(path, max);
  if (value.length === 0 && min > 0) throw invalidParameter(`param ${path} must be non-empty.`);
  if (value.length < min) throw invalidParameter(`Length of param ${path} must be greater than or equal to ${min}`);
  return value;
}

/** Names as Graph takes them: a list, or one text with commas. */
export function namesAt(value: unknown, path: string): string[] {
  const names = typeof value === "string" ? value.split(",") : listAt(value, path);
  return names.map((name, index) => textAt({ [index]: name }, String(index), path).trim());
}

/** A text that must be there and say something. */
export function textAt(object: JsonObject, key: string, path: string, max = Infinity): string {
  const value = object[key];
  const here = child(path, key);
  if (value === undefined) throw missing(here);
  if (typeof value !== "string") throw invalidParameter(`Param ${here} must be a string`);
  if (value.trim() === "") throw invalidParameter(`param ${here} must be non-empty.`);
  if (value.length > max) throw tooLong(here, max);
  return value;
}

/** A text that may be left out, but must not be empty when it is there. */
export function optionalTextAt(object: JsonObject, key: string, path: string, max = Infinity): string | undefined {
  return object[key] === undefined ? undefined : textAt(object, key, path, max);
}

/** A whole number within bounds, as a number or in digits. */
export function numberAt(object: JsonObject, key: string, path: string, { min, max }: Required<ListBounds>): number {
  const here = child(path, key);
  if (object[key] === undefined) throw missing(here);
  const value = Number(object[key]);
  if (!Number.isSafeInteger(value)) throw invalidParameter(`Param ${here} must be an integer`);
  if (value < min) throw invalidParameter(`Param ${here} must be greater than or equal to ${min}`);
  if (value > max) throw invalidParameter(`Param ${here} must be less than or equal to ${max}`);
  return value;
}

export function oneOf<Choice extends string>(value: unknown, path: string, choices: readonly Choice[]): Choice {
  if (value === undefined) throw missing(path);
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw invalidParameter(`Param ${path} must be one of {${choices.join(", ")}}`);
  return choice;
}

export function webUrlAt(object: JsonObject, key: string, path: string): string {
  const url = textAt(object, key, path);
  if (!isWebUrl(url)) throw invalidParameter(`Param ${child(path, key)} should represent a valid URL`);
  return url;
}

export function optionalWebUrlAt(object: JsonObject, key: string, path: string): string | undefined {
  return object[key] === undefined ? undefined : webUrlAt(object, key, path);
}

export function refuseOtherKeys(object: JsonObject, path: string, known: readonly string[]): void {
  const others = Object.keys(object).filter((key) => !known.includes(key));
  if (others.length > 0) {
    throw invalidParameter(`Invalid keys "${others.join(", ")}" were found in param "${path}".`);
  }
}

function isWebUrl(url: string): boolean {
  // What a browser would put right by itself is no valid address in a call.
  return /^https?:\/\/[\w.[\]:@%-]+(?:[/?#][!-~]*)?$/i.test(url) && URL.canParse(url);
}

function missing(path: string) {
  return invalidParameter(`The parameter ${path} is required`);
}

function tooLong(path: string, max: number) {
  return invalidParameter(`Length of param ${path} must be less than or equal to ${max}`);
}
