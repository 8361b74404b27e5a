import { randomInt } from "node:crypto";
import { type FakeGraph, type FakeUser, startFakeGraph } from "@causerie/fake-graph";
import { facebookPage } from "./facebook-page.ts";
import { type PhoneFile, openPhoneFile } from "./phone-file.ts";

/** A person with Messenger on the phone. The conversation is kept in a file, so that a restart does not end it. */
export type Phone = AsyncDisposable & { readonly graph: FakeGraph; readonly user: FakeUser };

/** @param webhookUrl where the Messenger connector listens */
export async function startPhone(webhookUrl: string, file: string): Promise<Phone> {
  const kept = openPhoneFile(file);
  const { psid = newPsid(), thread } = kept.read() ?? {};
  const graph = await startFakeGraph({
    apps: [
      {
        appId: facebookPage.appId,
        appSecret: facebookPage.appSecret,
        verifyToken: facebookPage.verifyToken,
        webhookUrl,
      },
    ],
    pages: [{ ...facebookPage, profile: { get_started: { payload: "GET_STARTED" } } }],
    deliveries: true,
  });
  const user = graph.user(facebookPage.pageId, { psid, ...(thread === undefined ? {} : { thread }) });
  keepUpToDate(graph, user, kept);
  return {
    graph,
    user,
    [Symbol.asyncDispose]: async () => {
      await graph[Symbol.asyncDispose]();
      kept.write({ psid, thread: user.saved });
    },
  };
}

function keepUpToDate(graph: FakeGraph, user: FakeUser, kept: PhoneFile): void {
  const keep = (): void => kept.write({ psid: user.psid, thread: user.saved });
  for (const type of ["said", "sent", "seen"] as const) graph.on(type, keep);
}

function newPsid(): string {
  return `27${Array.from({ length: 15 }, () => randomInt(10)).join("")}`;
}
