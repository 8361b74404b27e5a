import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import type { OpenAiSettings } from "./options.ts";

/** Where clients find it: they put `/chat/completions` behind that. */
export function baseUrlOf({ path }: Pick<OpenAiSettings, "path">, publicUrl: string): string {
  return `${publicUrl.replace(/\/$/, "")}${path}/v1`;
}

export function setup(settings: OpenAiSettings, publicUrl: string): SetupStep[] {
  const { id, model } = settings;
  return [
    { text: `Endpoint "${id}" for clients of OpenAI's interface` },
    { text: "Enter this as the base URL of the client", copy: baseUrlOf(settings, publicUrl) },
    { text: "Enter the key as its API key, and choose the model", copy: model },
    {
      text: "Let the client name the person (user) and the conversation (header X-Conversation-Id), or the bot remembers nothing from one message to the next",
    },
  ];
}

/** Nothing is asked: the clients come to us. */
export async function check(_settings: OpenAiSettings, { publicUrl }: CheckContext): Promise<CheckResult[]> {
  const { protocol, hostname } = new URL(publicUrl);
  const isSafe = protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (isSafe) return [{ level: "ok", title: "The key is not readable on its path" }];
  const fix = "Set CAUSERIE_PUBLIC_URL to an https address, or let clients in from a network of your own only.";
  return [{ level: "warning", title: "Clients send the key without encryption", fix }];
}
