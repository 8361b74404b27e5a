import type { ControlAction } from "#connectors/messenger/admin/thread-control.ts";

type Given = {
  pass?: string | undefined;
  take?: boolean | undefined;
  request?: boolean | undefined;
  release?: boolean | undefined;
  metadata?: string | undefined;
};

/** What an operator wants to do with a conversation; undefined: to know who has it. */
export function actionOf({ pass, take, request, release }: Given): ControlAction | undefined {
  if (pass !== undefined) return { type: "pass", to: pass };
  if (take === true) return { type: "take" };
  if (request === true) return { type: "request" };
  return release === true ? { type: "release" } : undefined;
}

/** What is missing in the options, or too much. */
export function problemOf(given: Given): string | undefined {
  const { pass, take = false, request = false, release = false, metadata } = given;
  const count = [pass !== undefined, take, request, release].filter(Boolean).length;
  if (count > 1) return "only one of --pass, --take, --request and --release";
  if (pass !== undefined && !/^(?:inbox|\d{1,30})$/.test(pass)) return '"inbox" or the number of an app after --pass';
  return metadata !== undefined && count === 0 ? "--pass, --take, --request or --release beside --metadata" : undefined;
}
