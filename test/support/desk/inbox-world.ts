import { randomUUID } from "node:crypto";
import type { ActResult, DeskAct, InboxPage, OpenConversation } from "@causerie/protocol/desk";
import { waitUntil } from "#support/wait-until.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { createDeskBot } from "./desk-bot.ts";
import type { DeskClient } from "./desk-client.ts";
import { member, startDesk, type StartedDesk } from "./start-desk.ts";

type Act = DeskAct extends infer Each ? (Each extends DeskAct ? Omit<Each, "id"> & { id?: string } : never) : never;

/** Somebody of the team at their console. */
export class Console {
  readonly client: DeskClient;

  constructor(client: DeskClient) {
    this.client = client;
  }

  async list(query = ""): Promise<InboxPage["rows"]> {
    return (await this.client.get<InboxPage>(`/inbox${query}`)).body.rows;
  }

  act(conversation: string, act: Act) {
    const id = act.id ?? randomUUID();
    return this.client.call<ActResult & { code?: string; detail?: string }>(
      "POST",
      `/inbox/${encodeURIComponent(conversation)}/acts`,
      { ...act, id },
    );
  }

  async open(conversation: string): Promise<OpenConversation> {
    return (await this.client.get<OpenConversation>(`/inbox/${encodeURIComponent(conversation)}`)).body;
  }
}

export type World = AsyncDisposable & {
  desk: StartedDesk;
  ada: Console;
  ben: Console;
  visitor: RestClient;
  conversation: string;
  /** The words that the visitor's page shows, once there are so many. */
  screen: (count: number) => Promise<string[]>;
};

/** A desk with two operators, and a visitor. */
export async function startWorld(
  database: string | undefined,
  config: Parameters<typeof startDesk>[0] = {},
): Promise<World> {
  const desk = await startDesk({ bot: createDeskBot(), ...config }, { database });
  const admin = await desk.admin();
  const visitor = await RestClient.start(`${desk.url}/web`);
  const { conversationId } = visitor.session;
  return {
    desk,
    ada: new Console(admin),
    ben: new Console((await member(desk, admin, "operator", "ben@example.com")).client),
    visitor,
    conversation: conversationId,
    screen: async (count) => {
      let texts: string[] = [];
      await waitUntil(async () => {
        texts = textsOf((await visitor.events()).body.events);
        return texts.length >= count;
      }, 5_000);
      return texts;
    },
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}

/** The visitor asks for a person, and waits at the desk. */
export async function askForPerson({ visitor, screen, ada }: World): Promise<void> {
  await visitor.send("1", "a person please");
  await screen(1);
  const waits = await waitUntil(async () => (await ada.list("?state=waiting")).length === 1, 5_000);
  if (!waits) throw new Error("the conversation does not wait");
}
