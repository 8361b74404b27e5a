import { type KeyObject, sign } from "node:crypto";
import { type Issued, issue, rsaKey } from "./certificates.ts";

export const skillId = "amzn1.ask.skill.29b5a1c0-0000-4000-8000-000000000001";
export const ana = "amzn1.ask.account.AMA3ANA";
export const ben = "amzn1.ask.account.AMA3BEN";
export const certificateAddress = "https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem";

export type AlexaAnswer = {
  version?: string;
  sessionAttributes?: { said: string; question: string };
  response: {
    outputSpeech?: { type: string; ssml: string };
    reprompt?: { outputSpeech: { type: string; ssml: string } };
    card?: Record<string, unknown>;
    directives?: unknown[];
    shouldEndSession?: boolean;
  };
};

type Slots = Readonly<Record<string, string | { value: string; id: string }>>;
export type Posted = {
  type: string;
  intent?: string;
  slots?: Slots;
  user?: string;
  id?: string;
  locale?: string;
  at?: number;
  skill?: string;
  reason?: string;
};

/** How a request is made that Amazon would not make. */
export type Tampering = {
  headers?: Record<string, string | undefined>;
  key?: KeyObject;
  body?: (bytes: string) => string;
};

/** Alexa, with certificates of its own: what Amazon sends a skill, signed, and what it says of an answer that breaks its rules. */
export class FakeAlexa {
  readonly root: Issued;
  readonly between: Issued;
  readonly signer: Issued;
  /** What Amazon's storage has at each address: a file, or what it answers instead. */
  readonly storage = new Map<string, string | number>();
  /** The addresses that were asked for. */
  readonly fetched: string[] = [];
  #requests = 0;
  /** Of the sessions, by person. */
  readonly #attributes = new Map<string, unknown>();

  constructor() {
    this.root = issue({ name: "Own Root", isAuthority: true });
    this.between = issue({ name: "Own Authority", issuer: this.root, isAuthority: true });
    this.signer = issue({
      name: "echo-api.amazon.com",
      issuer: this.between,
      hosts: ["echo-api.amazon.com"],
      key: rsaKey(),
    });
    this.storage.set(certificateAddress, `${this.signer.pem}\n${this.between.pem}`);
  }

  /** Amazon's storage; what is at another address is fetched as ever. */
  readonly fetch: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    if (!url.startsWith("https://s3.amazonaws.com/")) return await fetch(input, init);
    this.fetched.push(url);
    const found = this.storage.get(url) ?? 403;
    return typeof found === "number" ? new Response("", { status: found }) : new Response(found);
  };

  /** A request in Amazon's form. */
  requestOf({
    type,
    intent,
    slots = {},
    user = ana,
    id,
    locale = "en-US",
    at = Date.now(),
    skill = skillId,
    reason,
  }: Posted) {
    this.#requests += 1;
    const application = { applicationId: skill };
    return {
      version: "1.0",
      session: {
        new: type === "LaunchRequest",
        sessionId: "amzn1.echo-api.session.1",
        application,
        user: { userId: user },
        attributes: this.#attributes.get(user) ?? {},
      },
      context: { System: { application, user: { userId: user }, device: { deviceId: "amzn1.ask.device.1" } } },
      request: {
        type,
        requestId: `amzn1.echo-api.request.${id ?? this.#requests}`,
        timestamp: new Date(at).toISOString(),
        locale,
        ...(intent === undefined
          ? {}
          : { intent: { name: intent, confirmationStatus: "NONE", slots: toSlots(slots) } }),
        ...(reason === undefined ? {} : { reason, error: { type: "INVALID_RESPONSE", message: "secret words" } }),
      },
    };
  }

  /** @param url of the skill's endpoint. */
  async post(
    url: string,
    posted: Posted,
    { headers = {}, key = this.signer.key, body: change }: Tampering = {},
    signal?: AbortSignal,
  ) {
    const bytes = JSON.stringify(this.requestOf(posted));
    const all: Record<string, string | undefined> = {
      "content-type": "application/json;charset=UTF-8",
      signaturecertchainurl: certificateAddress,
      signature: "c2hhMQ==",
      "signature-256": sign("sha256", Buffer.from(bytes), key).toString("base64"),
      ...headers,
    };
    const present = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >;
    return await fetch(url, {
      method: "POST",
      headers: present,
      body: change?.(bytes) ?? bytes,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** A person speaks, and Alexa says what comes back. */
  async say(url: string, posted: Posted, signal?: AbortSignal): Promise<AlexaAnswer> {
    const response = await this.post(url, posted, {}, signal);
    if (response.status !== 200) throw new Error(`the skill answered ${response.status}`);
    const answer = (await response.json()) as AlexaAnswer;
    this.#attributes.set(posted.user ?? ana, answer.sessionAttributes);
    const complaints = complaintsOf(answer);
    if (complaints.length > 0) throw new Error(`Amazon would refuse the answer: ${complaints.join(", ")}`);
    return answer;
  }
}

function toSlots(slots: Slots): object {
  return Object.fromEntries(
    Object.entries(slots).map(([name, given]) => {
      const { value, id } = typeof given === "string" ? { value: given, id: undefined } : given;
      const resolutions = {
        resolutionsPerAuthority: [
          { authority: "a", status: { code: "ER_SUCCESS_MATCH" }, values: [{ value: { name: value, id } }] },
        ],
      };
      return [name, { name, value, confirmationStatus: "NONE", ...(id === undefined ? {} : { resolutions }) }];
    }),
  );
}

/** Amazon's rules for answers. */
export function complaintsOf({ version, response, sessionAttributes }: AlexaAnswer): string[] {
  const { outputSpeech, reprompt, card, shouldEndSession } = response;
  const spoken = [outputSpeech, reprompt?.outputSpeech].flatMap((speech) => speech?.ssml ?? []);
  const complaints = spoken.flatMap((ssml) => {
    const inside = /^<speak>([\s\S]*)<\/speak>$/.exec(ssml)?.[1];
    if (inside === undefined) return ["no <speak> around it"];
    const isEscaped = !/&(?!(?:amp|lt|gt|quot|apos);)/.test(inside);
    return [
      ...(ssml.length > 8_000 ? ["more than 8000 letters"] : []),
      ...(isEscaped ? [] : ["a sign that is not escaped"]),
    ];
  });
  const shown = [card?.["title"], card?.["content"], card?.["text"]]
    .filter((text) => typeof text === "string")
    .join("");
  if (shown.length > 8_000) complaints.push("a card of more than 8000 letters");
  if (version !== "1.0") complaints.push("no version");
  if (shouldEndSession === false && reprompt === undefined) complaints.push("it listens without a reprompt");
  if (shouldEndSession === true && (reprompt !== undefined || sessionAttributes !== undefined))
    complaints.push("it ends with a reprompt");
  if (Buffer.byteLength(JSON.stringify(response)) > 120 * 1024) complaints.push("more than 120 kB");
  return complaints;
}

/** What is heard of an answer. */
export function heardIn({ response }: AlexaAnswer): string {
  return (response.outputSpeech?.ssml ?? "")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&apos;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
