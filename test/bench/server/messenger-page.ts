import { request } from "node:http";
import { type FakeGraph, sign, startFakeGraph } from "@causerie/fake-graph";
import { appSecret, verifyToken } from "#support/messenger/facebook-page.ts";

/** Meta with these pages. Nobody's webhooks come by themselves: they are what is measured. */
export function startGraph(pageIds: readonly string[]): Promise<FakeGraph> {
  const pages = pageIds.map((pageId) => ({ pageId, accessToken: `EAAB-${pageId}`, appId: "1001" }));
  return startFakeGraph({ apps: [{ appId: "1001", appSecret, verifyToken }], pages });
}

/** A person whom the page may answer: they have written to it today. */
export async function startPerson(graph: FakeGraph, pageId: string): Promise<string> {
  const user = graph.user(pageId);
  await user.say("hello");
  return user.psid;
}

let mids = 0;

/** A webhook with one message of each of these people, in this order. */
export function webhookOf(pageId: string, psids: readonly string[]): string {
  const now = Date.now();
  const messaging = psids.map((psid, n) => ({
    sender: { id: psid },
    recipient: { id: pageId },
    timestamp: now + n,
    message: { mid: `m_${now}_${(mids += 1)}`, text: "When does the next train leave?" },
  }));
  return JSON.stringify({ object: "page", entry: [{ id: pageId, time: now, messaging }] });
}

/** Posts a webhook over a line of its own. @returns milliseconds until it is acknowledged. */
export async function timePost(url: string, body: string): Promise<number> {
  const headers = {
    "Content-Type": "application/json",
    "X-Hub-Signature-256": `sha256=${sign(appSecret, body).sha256}`,
  };
  const began = performance.now();
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const outgoing = request(url, { method: "POST", agent: false, headers }, (answer) => {
      answer.resume().once("end", () => resolve(answer.statusCode));
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
  if (status !== 200) throw new Error(`the webhook was answered ${status}`);
  return performance.now() - began;
}
