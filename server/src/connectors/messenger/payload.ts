import { createHmac, timingSafeEqual } from "node:crypto";
import { limits } from "./limits.ts";

/** What a tap on one of our buttons or quick replies does. `label`: the whole of it, where the button shows it cut. */
export type Tap = { type: "link"; link: string; label?: string } | { type: "say"; text: string };

/** Turns taps into the payloads that Meta keeps for us, and back. */
export type Payloads = {
  /** @returns undefined when Meta's limit for a payload is too small for the tap. */
  write: (tap: Tap) => string | undefined;
  /** @returns undefined for what we did not write: another app's button, or one from before the key was changed. */
  read: (payload: string) => Tap | undefined;
};

/**
 * `v1.<base64url of JSON>.<first 8 bytes of its HMAC>`. Meta only returns what was sent, but other apps send on the same
 * page too; the signature tells our buttons from theirs.
 */
export function createPayloads(key: Uint8Array): Payloads {
  const seal = (body: string): string =>
    createHmac("sha256", key).update(body).digest().subarray(0, 8).toString("base64url");
  return {
    write(tap) {
      const body = `v1.${Buffer.from(JSON.stringify(toJson(tap))).toString("base64url")}`;
      const payload = `${body}.${seal(body)}`;
      return payload.length <= limits.button.payload ? payload : undefined;
    },
    read(payload) {
      const match = /^(v1\.([A-Za-z0-9_-]+))\.([A-Za-z0-9_-]{11})$/.exec(payload);
      if (match === null) return undefined;
      const [, body = "", json = "", given = ""] = match;
      if (!timingSafeEqual(Buffer.from(given), Buffer.from(seal(body)))) return undefined;
      return fromJson(JSON.parse(Buffer.from(json, "base64url").toString()) as TapJson);
    },
  };
}

/** Short names: each character counts against Meta's thousand. */
type TapJson = { l: string; t?: string } | { s: string };

function toJson(tap: Tap): TapJson {
  switch (tap.type) {
    case "link":
      return tap.label === undefined ? { l: tap.link } : { l: tap.link, t: tap.label };
    case "say":
      return { s: tap.text };
  }
}

function fromJson(json: TapJson): Tap {
  if ("s" in json) return { type: "say", text: json.s };
  return json.t === undefined ? { type: "link", link: json.l } : { type: "link", link: json.l, label: json.t };
}
