import { limits } from "#connectors/messenger/limits.ts";
import type { ControlAction } from "#connectors/messenger/admin/thread-control.ts";

type Given = {
  pass?: string | undefined;
  take?: boolean | undefined;
  request?: boolean | undefined;
  release?: boolean | undefined;
  extend?: string | undefined;
  metadata?: string | undefined;
};

/** What an operator wants to do with a conversation; undefined: to know who has it. */
export function actionOf({ pass, take, request, release, extend }: Given): ControlAction | undefined {
  if (pass !== undefined) return { type: "pass", to: pass };
  if (extend !== undefined) return { type: "extend", seconds: Number(extend) * 3600 };
  if (take === true) return { type: "take" };
  if (request === true) return { type: "request" };
  return release === true ? { type: "release" } : undefined;
}

const mostHours = limits.controlSeconds / 3600;

/** What is missing in the options, or too much. */
export function problemOf(given: Given): string | undefined {
  const { pass, take = false, request = false, release = false, extend, metadata } = given;
  const count = [pass !== undefined, take, request, release, extend !== undefined].filter(Boolean).length;
  if (count > 1) return "only one of --pass, --take, --request, --release and --extend";
  if (pass !== undefined && !/^(?:inbox|\d{1,30})$/.test(pass)) return '"inbox" or the number of an app after --pass';
  if (extend !== undefined && !isHours(extend)) return `a number of hours from 1 to ${mostHours} after --extend`;
  const takesMetadata = count > 0 && extend === undefined;
  return metadata !== undefined && !takesMetadata
    ? "--pass, --take, --request or --release beside --metadata"
    : undefined;
}

function isHours(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= mostHours;
}
