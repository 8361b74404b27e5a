import { createHmac, timingSafeEqual } from "node:crypto";
import { limits } from "./limits.ts";

/** What a tap on a button or quick reply does. `label`: the whole label, where the button shows a shortened one. */
export type TapAction = { type: "link"; link: string; label?: string } | { type: "say"; text: string };

/** Converts actions to the payloads that Meta stores in our buttons, and back. */
export type Payloads = {
  /** @returns undefined when the action does not fit into Meta's limit for a payload. */
  write: (action: TapAction) => string | undefined;
  /** @returns undefined for a payload that is not ours: another app's, or one from before the key was changed. */
  read: (payload: string) => TapAction | undefined;
};

/**
 * `v1.<base64url of JSON>.<first 8 bytes of its HMAC>`. Meta returns a payload as it was sent, but other apps send on the
 * same page too: the signature distinguishes our buttons from theirs.
 */
export function createPayloads(key: Uint8Array, formerKeys: readonly Uint8Array[] = []): Payloads {
  const sealWith = (body: string, by: Uint8Array): string =>
    createHmac("sha256", by).update(body).digest().subarray(0, 8).toString("base64url");
  const isSeal = (given: string, body: string, by: Uint8Array): boolean =>
    timingSafeEqual(Buffer.from(given), Buffer.from(sealWith(body, by)));
  return {
    write(action) {
      const body = `v1.${Buffer.from(writeAction(action)).toString("base64url")}`;
      const payload = `${body}.${sealWith(body, key)}`;
      return payload.length <= limits.button.payload ? payload : undefined;
    },
    read(payload) {
      const match = /^(v1\.([A-Za-z0-9_-]+))\.([A-Za-z0-9_-]{11})$/.exec(payload);
      if (match === null) return undefined;
      const [, body = "", json = "", given = ""] = match;
      if (![key, ...formerKeys].some((each) => isSeal(given, body, each))) return undefined;
      return readAction(Buffer.from(json, "base64url").toString());
    },
  };
}

/** A payload that stands for an action that has no room in one: the host keeps what it means. */
export const tokenPrefix = "t1.";

export function writeAction(action: TapAction): string {
  return JSON.stringify(toJson(action));
}

/** @param text what {@link writeAction} wrote. */
export function readAction(text: string): TapAction {
  return fromJson(JSON.parse(text) as ActionJson);
}

/** The names are short because each character counts against Meta's limit of 1000. */
type ActionJson = { l: string; t?: string } | { s: string };

function toJson(action: TapAction): ActionJson {
  switch (action.type) {
    case "link":
      return action.label === undefined ? { l: action.link } : { l: action.link, t: action.label };
    case "say":
      return { s: action.text };
  }
}

function fromJson(json: ActionJson): TapAction {
  if ("s" in json) return { type: "say", text: json.s };
  return json.t === undefined ? { type: "link", link: json.l } : { type: "link", link: json.l, label: json.t };
}
