import * as v from "valibot";
import { limits } from "./limits.ts";

const address = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.refLength));
const key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{10,200}$/, "must be base64url"));

/** `GET …/push`: the key with which a browser subscribes (`applicationServerKey`), as base64url. */
export const pushKeySchema = v.object({ publicKey: v.string() });
export type PushKey = v.InferOutput<typeof pushKeySchema>;

/**
 * `POST …/push` subscribes a browser to this conversation: it is told of answers while no page is open. `endpoint` and `keys` are those
 * of its `PushSubscription`. `title`: what is shown, in the visitor's language. `url`: the page that a press opens.
 */
export const pushRequestSchema = v.object({
  endpoint: address,
  keys: v.object({ p256dh: key, auth: key }),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  url: address,
});
export type PushRequest = v.InferOutput<typeof pushRequestSchema>;

/** `DELETE …/push` ends a subscription. */
export const pushEndSchema = v.object({ endpoint: address });
export type PushEnd = v.InferOutput<typeof pushEndSchema>;

/** What a push brings to the browser's service worker, encrypted for it. `body`: of the answer, if the site shows it. */
export type PushPayload = {
  /** A site's own worker may get other pushes, too. */
  causerie: 1;
  title: string;
  url: string;
  body?: string;
};
