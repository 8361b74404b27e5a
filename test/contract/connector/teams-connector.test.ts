import { type ConnectorHarness, type DeliveryErrorKind, startConnectorTest } from "@causerie/server/connector";
import { teams } from "@causerie/server";
import { activity, ana, ben, bot, direct, directOf, submit } from "#support/teams/activities.ts";
import { FakeTeams, type TeamsFault, teamsSecret, wordsOf } from "#support/teams/fake-teams.ts";
import { buttonsIn } from "#support/teams/find-refusal.ts";
import { testConnector } from "./connector-contract.ts";

const faults: Partial<Record<DeliveryErrorKind, TeamsFault>> = {
  transient: { status: 503 },
  rate: { status: 429, retryAfter: 7 },
  recipient: { status: 403, code: "BotNotInConversationRoster" },
  content: { status: 413, code: "MessageSizeTooBig" },
  platform: { status: 403, code: "BotDisabledByAdmin" },
  unknown: "cut",
};

async function openTeams(): Promise<ConnectorHarness> {
  const platform = await FakeTeams.start();
  const host = await startConnectorTest(teams(platform.options));
  platform.requestUrl = `${host.url}/teams`;
  /** By the id that the suite gives. */
  const ids = new Map<string, string>();
  const idOf = (id: string): string => {
    const known = ids.get(id) ?? String(1_600_000_000_000 + ids.size);
    ids.set(id, known);
    return known;
  };
  const said = (user: string, id: string, text: string) =>
    direct(text, { user, id: idOf(id), timestamp: new Date(Number(idOf(id))).toISOString() });
  const forgery =
    (tokenFor: () => Promise<string> | string): ConnectorHarness["forgeries"][number] =>
    async (id, text) =>
      await platform.send(said(ana, id, text), await tokenFor());
  const signed = async (...given: Parameters<FakeTeams["sign"]>) => `Bearer ${await platform.sign(...given)}`;
  const seconds = Math.floor(Date.now() / 1_000);
  return {
    host,
    say: async (id, text) => await platform.send(said(ana, id, text)),
    sayAsOther: async (id, text) => await platform.send(said(ben, id, text)),
    forgeries: [
      forgery(() => ""),
      forgery(() => "Bearer guessed"),
      forgery(async () => await platform.sign()),
      forgery(() => signed({ aud: "another-app" })),
      forgery(() => signed({ iss: "https://sts.windows.net/x/" })),
      forgery(() => signed({ exp: seconds - 310, nbf: seconds - 4_000 })),
      forgery(() => signed({ exp: undefined })),
      forgery(() => signed({ nbf: seconds + 310 })),
      forgery(() => signed({ serviceurl: "https://smba.trafficmanager.net/emea/" })),
      forgery(() => signed({ serviceurl: undefined })),
      // A key of nobody's under the name of Microsoft's, and one that Microsoft has for another channel.
      forgery(async () => signed({}, { key: await platform.otherKey("ours") })),
      forgery(async () => signed({}, { key: await platform.otherKey("web-chat") })),
    ],
    unknownEvent: async () => await platform.send(activity("hologram")),
    ownEcho: async () => await platform.send(direct("hello", { user: bot })),
    tap: async (id, payloads, label) => {
      const button = buttonsIn(payloads).find((each) => each.label === label);
      return await platform.send(submit(button?.data ?? {}, { id: idOf(id) }));
    },
    push: {
      address: {
        user: ana,
        scope: "direct",
        route: { serviceUrl: platform.serviceUrl, conversation: directOf(ana) },
      },
      delivered: () => platform.messages.map(wordsOf),
      failures: [...(Object.keys(faults) as DeliveryErrorKind[]), "auth"],
      failNext: (kind) => {
        // A new token is asked for once: it is refused, too.
        if (kind === "auth") platform.failNext({ status: 401 }, { status: 401 });
        else platform.failNext(faults[kind] ?? "cut");
      },
    },
    secrets: [teamsSecret],
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

await testConnector("Teams", openTeams);
