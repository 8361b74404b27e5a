import { randomUUID } from "node:crypto";
import type { CheckResult } from "#channel/connector-definition.ts";
import { asId, asText } from "#channel/kit/json-with-ids.ts";
import type { MessengerSettings } from "#connectors/messenger/options.ts";
import { failureOf } from "./failure.ts";
import { good, warning } from "#connectors/meta/graph/finding.ts";
import { type GraphAccess, type GraphAnswer, callGraph } from "#connectors/meta/graph/graph-call.ts";
import { threadOwner } from "./thread-control.ts";

/** One step of the live check, as soon as it has ended. */
export type Step = CheckResult & { step: string; ms: number };

/**
 * Sends one message to a person, and looks where Meta behaves in another way than this connector assumes. Only for people
 * who know of it: they get the message on their phone.
 */
export async function* liveCheck(
  { pageId, accessToken: token, graphBaseUrl, graphVersion, personaId }: MessengerSettings,
  access: GraphAccess,
  { psid, text }: { psid: string; text: string },
): AsyncGenerator<Step, void, void> {
  const persona = personaId === undefined ? {} : { persona_id: personaId };
  const recipient = { id: psid };
  const post = (body: object): Promise<GraphAnswer> =>
    callGraph(access, { method: "POST", path: `${pageId}/messages`, body: { recipient, ...persona, ...body }, token });
  const failed = (answer: Exclude<GraphAnswer, { type: "answered" }>, what: string): CheckResult =>
    failureOf(answer, what, graphBaseUrl);

  yield await timed("profile", async () => {
    const query = { fields: "first_name,locale,timezone" };
    const answer = await callGraph(access, { path: psid, query, token });
    if (answer.type !== "answered") return failed(answer, "to tell about the person; it may all the same be reached");
    const known = Object.keys(answer.body).filter((field) => field !== "id");
    return good(known.length === 0 ? "Meta tells nothing about the person" : `Meta tells ${known.join(", ")}`);
  });
  yield await timed("owner", async () => {
    const owner = await threadOwner(access, { pageId, token, psid });
    if (owner.type === "unknown") return owner.result;
    return good(owner.app === undefined ? "Nobody has the conversation" : `The app ${owner.app} has the conversation`);
  });
  yield await timed("typing_on", async () => {
    const answer = await post({ sender_action: "typing_on" });
    return answer.type === "answered" ? good("Meta shows that an answer is written") : failed(answer, "typing_on");
  });
  yield await timed("message", async () => {
    const metadata = `live-check/${randomUUID()}`;
    const answer = await post({ messaging_type: "RESPONSE", message: { text, metadata } });
    if (answer.type !== "answered") return failed(answer, "the message");
    const mid = asText(answer.body["message_id"]);
    if (mid === undefined) return warning("Meta took the message and gave no message_id", reportIt);
    if (asId(answer.body["recipient_id"]) !== psid)
      return warning("Meta names another recipient_id than the one that was given", reportIt);
    if (answer.version !== undefined && answer.version !== graphVersion)
      return warning(`Meta answered as ${answer.version}`, `Set graphVersion to it, or leave it out.`);
    return good("Meta took the message. While the server runs, its echo counts in messenger_webhook_total");
  });
}

const reportIt = "The conformance page assumes otherwise: please report it.";

async function timed(step: string, work: () => Promise<CheckResult>): Promise<Step> {
  const started = performance.now();
  const { level, title, fix } = await work();
  return { step, level, title, ...(fix === undefined ? {} : { fix }), ms: Math.round(performance.now() - started) };
}
