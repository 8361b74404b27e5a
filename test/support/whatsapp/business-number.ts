import type { WhatsAppOptions } from "@causerie/server/connectors/whatsapp/whatsapp.ts";
import { escapeUnicodeJson, sign } from "@causerie/fake-graph";

export const appSecret = "whatsapp-app-secret";
export const accessToken = "EAAW-system-user-token";
export const verifyToken = "verify-whatsapp";
export const phoneNumberId = "106540352242922";

/** A number as the tests know it: app 1001, business account 3001. */
export function numberOptions(more: Partial<WhatsAppOptions> = {}): WhatsAppOptions {
  return { appId: "1001", phoneNumberId, accountId: "3001", accessToken, appSecret, verifyToken, ...more };
}

/** Posts a body as Meta does, signed with the app's secret unless headers say otherwise. */
export async function postWebhook(
  url: string,
  body: string,
  headers: Record<string, string> = { "x-hub-signature-256": `sha256=${sign(appSecret, body).sha256}` },
): Promise<{ status: number; retryAfter: string | null }> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  await response.arrayBuffer();
  return { status: response.status, retryAfter: response.headers.get("retry-after") };
}

/** A webhook with one change, written as Meta does. */
export function webhookOf(value: object, { field = "messages", number = phoneNumberId } = {}): string {
  return escapeUnicodeJson({
    object: "whatsapp_business_account",
    entry: [
      {
        id: "3001",
        changes: [
          {
            field,
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "15550783881", phone_number_id: number },
              ...value,
            },
          },
        ],
      },
    ],
  });
}

/** Somebody on WhatsApp. `id`: Meta's for this business. `phone`: undefined where they hide it. */
export type Person = { id?: string; phone?: string; name?: string };

export const ana: Person = { id: "FR.13491208655302741918", phone: "33612345678", name: "Ana" };

let messages = 0;

/** The value of a webhook with a message of this person. */
export function messageOf(
  { id, phone, name = "Ana" }: Person,
  message: object,
  { wamid = `wamid.${(messages += 1)}`, at = Math.floor(Date.now() / 1_000) } = {},
): object {
  return {
    contacts: [
      {
        profile: { name },
        ...(phone === undefined ? {} : { wa_id: phone }),
        ...(id === undefined ? {} : { user_id: id }),
      },
    ],
    messages: [
      {
        ...(phone === undefined ? {} : { from: phone }),
        ...(id === undefined ? {} : { from_user_id: id }),
        id: wamid,
        timestamp: String(at),
        ...message,
      },
    ],
  };
}

export const textOf = (body: string): object => ({ type: "text", text: { body } });
