import { createHmac } from "node:crypto";
import { ana } from "./call-bot.ts";

export const webhookSecret = "jambonz-webhook-secret";

export type Tampering = { secret?: string; at?: number; header?: string | undefined; body?: (bytes: string) => string };
type Verb = {
  verb: string;
  say?: { text: string };
  text?: string;
  actionHook?: string;
  target?: { number: string }[];
  recognizer?: { hints: string[] };
};

/** jambonz, as it calls a webhook: signed, and with the rules that it has for verbs. */
export class FakeJambonz {
  readonly #webhook: string;

  constructor(webhook: string) {
    this.#webhook = webhook;
  }

  async post(url: string, fields: object, { secret = webhookSecret, at = Date.now(), body, ...other }: Tampering = {}) {
    const bytes = JSON.stringify(fields);
    const time = Math.floor(at / 1_000);
    const digest = createHmac("sha256", secret).update(`${time}.${bytes}`).digest("hex");
    const header = "header" in other ? other.header : `t=${time},v1=${digest}`;
    return await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(header === undefined ? {} : { "jambonz-signature": header }) },
      body: body?.(bytes) ?? bytes,
    });
  }

  call(callSid: string, from = ana): JambonzCall {
    return new JambonzCall(this, this.#webhook, {
      call_sid: callSid,
      direction: "inbound",
      from,
      to: "+33987654321",
      call_status: "in-progress",
    });
  }
}

/** What a caller hears, and what jambonz does then. */
export type Heard = { said: string; hints: string[]; after: string; number: string; verbs: Verb[] };

/** Somebody on the line. */
export class JambonzCall {
  readonly #jambonz: FakeJambonz;
  readonly #fields: object;
  #next: string;

  constructor(jambonz: FakeJambonz, webhook: string, fields: object) {
    this.#jambonz = jambonz;
    this.#next = webhook;
    this.#fields = fields;
  }

  begin = (): Promise<Heard> => this.#post({ call_status: "trying" });
  say = (transcript: string): Promise<Heard> =>
    this.#post({
      reason: "speechDetected",
      speech: { is_final: true, language_code: "en-US", alternatives: [{ transcript, confidence: 0.9 }] },
    });
  press = (digits: string): Promise<Heard> => this.#post({ reason: "dtmfDetected", digits });
  silent = (): Promise<Heard> => this.#post({ reason: "timeout" });

  async hangUp(webhook: string): Promise<number> {
    return (await this.#jambonz.post(`${webhook}?status`, { ...this.#fields, call_status: "completed", duration: 12 }))
      .status;
  }

  async #post(more: object): Promise<Heard> {
    const response = await this.#jambonz.post(this.#next, { ...this.#fields, ...more });
    if (response.status !== 200) throw new Error(`the webhook answered ${response.status}`);
    const verbs = (await response.json()) as Verb[];
    const complaints = complaintsOf(verbs);
    if (complaints.length > 0) throw new Error(`jambonz would end the call: ${complaints.join(", ")}`);
    const gather = verbs.find(({ verb }) => verb === "gather");
    if (gather?.actionHook !== undefined) this.#next = gather.actionHook;
    return {
      said: verbs.map(({ say, text }) => say?.text ?? text ?? "").join(""),
      hints: gather?.recognizer?.hints ?? [],
      after: verbs.at(-1)?.verb ?? "ends",
      number: verbs.at(-1)?.target?.[0]?.number ?? "",
      verbs,
    };
  }
}

/** Rules of jambonz that an answer breaks. */
export function complaintsOf(verbs: unknown): string[] {
  if (!Array.isArray(verbs)) return ["an answer is a list of verbs"];
  return (verbs as Verb[]).flatMap(({ verb, actionHook, say, text }) => {
    if (verb === "gather" && !URL.canParse(actionHook ?? "")) return ["a gather needs an actionHook"];
    if (verb === "say" && (text ?? "") === "") return ["a say needs a text"];
    return (say?.text ?? text ?? "").length > 4_100 ? ["too long a text"] : [];
  });
}
