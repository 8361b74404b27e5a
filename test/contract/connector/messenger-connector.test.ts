import {
  type ConnectorHarness,
  type DeliveryErrorKind,
  startConnectorTest,
  type Verdict,
} from "@causerie/server/connector";
import { messenger } from "@causerie/server/connectors/messenger/messenger.ts";
import { type Fault, sign, startFakeGraph } from "@causerie/fake-graph";
import {
  accessToken,
  appSecret,
  metaPage,
  pageOptions,
  postWebhook,
  verifyToken,
  webhookOf,
} from "#support/messenger/facebook-page.ts";
import { testConnector } from "./connector-contract.ts";

/** A failure of each kind that Meta's errors have. */
const faults: Record<DeliveryErrorKind, Fault> = {
  transient: { code: 1200 },
  rate: { code: 613 },
  window: { code: 10, subcode: 2018278 },
  recipient: { code: 551, subcode: 1545041 },
  auth: { code: 190, subcode: 463 },
  content: { code: 100 },
  platform: { code: 230 },
  unknown: { closeAfterAccept: true },
};

async function openMessenger(): Promise<ConnectorHarness> {
  const graph = await startFakeGraph(metaPage);
  const host = await startConnectorTest(messenger(pageOptions({ graphBaseUrl: graph.baseUrl, typing: true })));
  const ana = graph.user("2001");
  ana.openWindow();

  async function post(body: string, headers?: Record<string, string>): Promise<Verdict> {
    const { status } = await postWebhook(`${host.url}/messenger`, body, headers);
    if (status === 200) return "accepted";
    return status === 500 ? "not_stored" : "refused";
  }
  const saying = (psid: string, id: string, text: string): string =>
    webhookOf({ sender: { id: psid }, message: { mid: `m_${id}`, text } });
  const forgery =
    (headersFor: (body: string) => Record<string, string>) =>
    (id: string, text: string): Promise<Verdict> => {
      const body = saying(ana.psid, id, text);
      return post(body, headersFor(body));
    };

  return {
    host,
    say: (id, text) => post(saying(ana.psid, id, text)),
    sayAsOther: (id, text) => post(saying("78", id, text)),
    forgeries: [
      forgery(() => ({})),
      forgery((body) => ({ "x-hub-signature-256": `sha256=${sign("other-secret", body).sha256}` })),
      forgery((body) => ({ "x-hub-signature-256": `sha256=${sign(appSecret, `${body} `).sha256}` })),
      forgery((body) => ({ "x-hub-signature": `sha1=${sign(appSecret, body).sha1}` })),
    ],
    unknownEvent: () => post(webhookOf({ sender: { id: ana.psid }, hologram: { id: "h" } })),
    ownEcho: () =>
      post(
        webhookOf({
          sender: { id: "2001" },
          recipient: { id: ana.psid },
          message: { mid: "m_echo", text: "hello", is_echo: true, app_id: 1001, metadata: "ob_1" },
        }),
      ),
    tap: (id, payloads, label) => {
      const { quickReply, button } = choiceIn(payloads, label);
      const sender = { id: ana.psid };
      return post(
        button === undefined
          ? webhookOf({ sender, message: { mid: `m_${id}`, text: label, quick_reply: { payload: quickReply } } })
          : webhookOf({ sender, postback: { mid: `m_${id}`, title: label, payload: button } }),
      );
    },
    push: {
      address: { user: ana.psid, scope: "direct" },
      delivered: () => graph.sent(ana.psid).map(({ metadata }) => metadata ?? ""),
      failures: Object.keys(faults) as DeliveryErrorKind[],
      failNext: (kind) => graph.failNext(1, faults[kind]),
    },
    secrets: [accessToken, appSecret, verifyToken, sign(appSecret, accessToken).sha256],
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

type Choice = { title?: string; payload?: string };
type Bubble = { quick_replies?: Choice[]; attachment?: { payload: { buttons?: Choice[] } } };

function choiceIn(payloads: readonly unknown[], label: string): { quickReply?: string; button?: string } {
  const bubbles = payloads as Bubble[];
  const find = (choices: (Choice | undefined)[]): string | undefined =>
    choices.find((choice) => choice?.title === label)?.payload;
  const quickReply = find(bubbles.flatMap(({ quick_replies = [] }) => quick_replies));
  const button = find(bubbles.flatMap(({ attachment }) => attachment?.payload.buttons ?? []));
  return { ...(quickReply === undefined ? {} : { quickReply }), ...(button === undefined ? {} : { button }) };
}

await testConnector("Messenger", openMessenger);
