import { createHmac } from "node:crypto";
import { ana } from "./call-bot.ts";

export const authToken = "twilio-auth-token-1";

type Fields = Readonly<Record<string, string>>;
export type Tampering = { token?: string; signature?: string | undefined; fields?: Fields };

/** Twilio, as it calls a webhook: signed, and with the rules that it has for TwiML. */
export class FakeTwilio {
  /** Where the number's webhook is, as the console has it. */
  readonly #webhook: string;

  constructor(webhook: string) {
    this.#webhook = webhook;
  }

  sign(url: string, fields: Fields, token = authToken): string {
    const signed = Object.keys(fields)
      .toSorted()
      .map((name) => `${name}${fields[name] ?? ""}`)
      .join("");
    return createHmac("sha1", token).update(`${url}${signed}`).digest("base64");
  }

  async post(
    url: string,
    fields: Fields,
    { token, fields: sent = fields, ...other }: Tampering = {},
    signal?: AbortSignal,
  ) {
    const signature = "signature" in other ? other.signature : this.sign(url, fields, token);
    return await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        ...(signature === undefined ? {} : { "x-twilio-signature": signature }),
      },
      body: new URLSearchParams(sent).toString(),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  call(callSid: string, from = ana): TwilioCall {
    return new TwilioCall(this, this.#webhook, {
      CallSid: callSid,
      From: from,
      To: "+33987654321",
      CallStatus: "in-progress",
    });
  }
}

/** What a caller hears, and what Twilio does then. */
export type Heard = {
  said: string;
  hints: string;
  after: "listens" | "hangs up" | "dials" | "ends";
  number: string;
  xml: string;
};

/** Somebody on the line. */
export class TwilioCall {
  readonly #twilio: FakeTwilio;
  readonly #fields: Fields;
  #next: string;

  constructor(twilio: FakeTwilio, webhook: string, fields: Fields) {
    this.#twilio = twilio;
    this.#next = webhook;
    this.#fields = fields;
  }

  begin = (): Promise<Heard> => this.#post({ CallStatus: "ringing" });
  say = (text: string): Promise<Heard> => this.#post({ SpeechResult: text, Confidence: "0.91" });
  press = (digits: string): Promise<Heard> => this.#post({ Digits: digits });
  silent = (): Promise<Heard> => this.#post({ SpeechResult: "" });

  /** The same request again, as when the answer to it was lost. */
  async again(text: string): Promise<[Heard, Heard]> {
    const url = this.#next;
    const first = await this.say(text);
    this.#next = url;
    return [first, await this.say(text)];
  }

  async hangUp(webhook: string): Promise<number> {
    const response = await this.#twilio.post(`${webhook}?status`, { ...this.#fields, CallStatus: "completed" });
    return response.status;
  }

  async #post(more: Fields): Promise<Heard> {
    const response = await this.#twilio.post(this.#next, { ...this.#fields, ...more });
    const xml = await response.text();
    const isXml = response.headers.get("content-type")?.startsWith("text/xml") === true;
    const complaints = [...(isXml ? [] : ["no text/xml"]), ...complaintsOf(xml)];
    if (response.status !== 200) throw new Error(`the webhook answered ${response.status}`);
    if (complaints.length > 0) throw new Error(`Twilio would end the call: ${complaints.join(", ")}`);
    const action = attributeOf(xml, "action");
    if (action !== undefined) this.#next = action;
    return {
      said: unescaped(/<Say[^>]*>([^<]*)<\/Say>/.exec(xml)?.[1] ?? ""),
      hints: attributeOf(xml, "hints") ?? "",
      after: xml.includes("<Gather")
        ? "listens"
        : xml.includes("<Dial")
          ? "dials"
          : xml.includes("<Hangup")
            ? "hangs up"
            : "ends",
      number: /<Dial>([^<]*)</.exec(xml)?.[1] ?? "",
      xml,
    };
  }
}

/** Rules of TwiML that an answer breaks: elements that are not closed, signs that are not escaped, too many letters. */
export function complaintsOf(xml: string): string[] {
  const open: string[] = [];
  const complaints: string[] = [];
  for (const [, closing, name = "", empty] of xml
    .replace(/^<\?xml[^>]*\?>/, "")
    .matchAll(/<(\/?)([A-Za-z]+)[^<>]*?(\/?)>/g)) {
    if (closing === "/" && open.pop() !== name) complaints.push(`</${name}> closes nothing`);
    else if (closing !== "/" && empty !== "/") open.push(name);
  }
  if (open.length > 0) complaints.push(`${open.join(", ")} stay open`);
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(xml)) complaints.push("a sign that is not escaped");
  for (const [, said = ""] of xml.matchAll(/<Say[^>]*>([^<]*)</g))
    if (said.length > 4_096) complaints.push("more than 4096 letters");
  const hints = attributeOf(xml, "hints")?.split(", ") ?? [];
  if (hints.length > 500 || hints.some((hint) => hint.length > 100)) complaints.push("too many hints");
  return complaints;
}

function attributeOf(xml: string, name: string): string | undefined {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(xml)?.[1];
  return found === undefined ? undefined : unescaped(found);
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
