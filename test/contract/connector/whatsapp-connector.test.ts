import {
  type ConnectorHarness,
  type DeliveryErrorKind,
  startConnectorTest,
  type Verdict,
} from "@causerie/server/connector";
import { whatsapp } from "@causerie/server/connectors/whatsapp/whatsapp.ts";
import { sign } from "@causerie/fake-graph";
import {
  accessToken,
  ana,
  appSecret,
  messageOf,
  numberOptions,
  type Person,
  postWebhook,
  textOf,
  verifyToken,
  webhookOf,
} from "#support/whatsapp/business-number.ts";
import { type Fault, FakeWhatsApp } from "#support/whatsapp/fake-whatsapp.ts";
import { testConnector } from "./connector-contract.ts";

/** A failure of each kind that Meta's errors have. */
const faults: Record<DeliveryErrorKind, Fault> = {
  transient: { code: 131016, status: 503 },
  rate: { code: 130429 },
  window: { code: 131047 },
  recipient: { code: 131026 },
  auth: { code: 190, status: 401 },
  content: { code: 132001 },
  platform: { code: 131042 },
  unknown: "cut",
};

const ben: Person = { id: "FR.2", phone: "33600000002", name: "Ben" };

async function openWhatsApp(): Promise<ConnectorHarness> {
  const platform = await FakeWhatsApp.start();
  const host = await startConnectorTest(whatsapp(numberOptions({ graphBaseUrl: platform.baseUrl })));

  async function post(body: string, headers?: Record<string, string>): Promise<Verdict> {
    const { status } = await postWebhook(`${host.url}/whatsapp`, body, headers);
    if (status === 200) return "accepted";
    return status === 500 ? "not_stored" : "refused";
  }
  const saying = (person: Person, id: string, text: string): string =>
    webhookOf(messageOf(person, textOf(text), { wamid: `wamid.${id}` }));
  const forgery =
    (headersFor: (body: string) => Record<string, string>) =>
    (id: string, text: string): Promise<Verdict> => {
      const body = saying(ana, id, text);
      return post(body, headersFor(body));
    };

  return {
    host,
    say: (id, text) => post(saying(ana, id, text)),
    sayAsOther: (id, text) => post(saying(ben, id, text)),
    forgeries: [
      forgery(() => ({})),
      forgery((body) => ({ "x-hub-signature-256": `sha256=${sign("other-secret", body).sha256}` })),
      forgery((body) => ({ "x-hub-signature-256": `sha256=${sign(appSecret, `${body} `).sha256}` })),
      forgery((body) => ({ "x-hub-signature": `sha1=${sign(appSecret, body).sha1}` })),
    ],
    unknownEvent: () => post(webhookOf({ holograms: [{ id: "h" }] }, { field: "holograms" })),
    ownEcho: () => post(webhookOf({ statuses: [{ id: "wamid.out1", status: "sent", timestamp: "1790000000" }] })),
    tap: (id, payloads, label) => {
      const choice = choiceIn(payloads, label);
      return post(webhookOf(messageOf(ana, { type: "interactive", interactive: choice }, { wamid: `wamid.${id}` })));
    },
    push: {
      address: { user: ana.id ?? "", scope: "direct" },
      delivered: () => platform.sent.map(({ deliveryId }) => deliveryId ?? ""),
      failures: Object.keys(faults) as DeliveryErrorKind[],
      failNext: (kind) => platform.failNext(faults[kind]),
    },
    secrets: [accessToken, appSecret, verifyToken, sign(appSecret, accessToken).sha256],
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

type Reply = { id: string; title: string };
type Payload = {
  message: {
    interactive?: { action?: { buttons?: { reply: Reply }[]; sections?: { rows: Reply[] }[] } };
  };
};

function choiceIn(payloads: readonly unknown[], label: string): object {
  const actions = (payloads as Payload[]).map(({ message }) => message.interactive?.action ?? {});
  const isMeant = ({ title }: Reply): boolean => title === label;
  const button = actions.flatMap(({ buttons = [] }) => buttons.map(({ reply }) => reply)).find(isMeant);
  if (button !== undefined) return { type: "button_reply", button_reply: button };
  const row = actions.flatMap(({ sections = [] }) => sections.flatMap(({ rows }) => rows)).find(isMeant);
  return { type: "list_reply", list_reply: row };
}

await testConnector("WhatsApp", openWhatsApp);
