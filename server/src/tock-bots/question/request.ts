import type { Json } from "#channel/json.ts";
import type { TockEntity } from "#tock-bots/wire.ts";

type ConnectorType = { id: string; userInterfaceType: UserInterface };
type UserInterface = "textChat" | "voiceAssistant";

/** What is sent to a bot: one turn of a person, or the question how it is configured. */
export type TockRequest = { requestId: string } & ({ botRequest: BotRequest } | { configuration: true });

/** A turn. Fields without a value are left out, as Tock does. */
export type BotRequest = {
  intent?: string;
  entities: TockEntity[];
  /** `text` beside a choice: tock-py cannot read a message without it. */
  message: { type: "text"; text: string } | { type: "choice"; payload: string; text?: string };
  storyId: string;
  step?: string;
  context: RequestContext;
};

export type RequestContext = {
  namespace: string;
  language: string;
  /** As the clients before 2023 read it; tock-py cannot do without. */
  connectorType: ConnectorType;
  sourceConnectorType: ConnectorType;
  targetConnectorType: ConnectorType;
  userInterface: UserInterface;
  applicationId: string;
  userId: { id: string; type: "user" };
  botId: { id: string; type: "bot" };
  user: {
    firstName?: string;
    lastName?: string;
    timezone: string;
    locale: string;
    picture?: string;
    test: false;
  };
  metadata: Record<string, string>;
  actionsHistory?: ActionReport[];
};

/** One message of the conversation, as Tock reports it. */
export type ActionReport = {
  playerId: { id: string; type: "user" | "bot" };
  recipientId: { id: string; type: "user" | "bot" };
  date: string;
  message: { eventType: "sentence"; text: string };
  connectorType: ConnectorType;
  userInterfaceType: UserInterface;
  test: false;
  id: string;
};

export type RequestFacts = {
  namespace: string;
  botId: string;
  channel: string;
  interface: "text" | "voice";
  connectorId: string;
  userId: string;
  locale: string;
  timeZone: string;
  profile: { name?: string; firstName?: string; picture?: string };
  context: Readonly<Record<string, Json>>;
  history: readonly HistoryEntry[] | undefined;
};

export type HistoryEntry = { role: "user" | "bot" | "agent"; text: string; at: number };

/** Pure. Whoever it is, and where they write. */
export function toContext(facts: RequestFacts): RequestContext {
  const { namespace, channel, connectorId, locale, timeZone, profile } = facts;
  const face = facts.interface === "voice" ? "voiceAssistant" : "textChat";
  const connectorType = { id: channel, userInterfaceType: face } as const;
  const language = locale.replaceAll("-", "_");
  const context: RequestContext = {
    namespace,
    language,
    connectorType,
    sourceConnectorType: connectorType,
    targetConnectorType: connectorType,
    userInterface: face,
    applicationId: connectorId,
    userId: { id: facts.userId, type: "user" },
    botId: { id: facts.botId, type: "bot" },
    user: { ...toUser(profile), timezone: timeZone, locale: language, test: false },
    metadata: toMetadata(facts.context),
  };
  return facts.history === undefined ? context : { ...context, actionsHistory: toReports(facts.history, context) };
}

function toUser({ name, firstName, picture }: RequestFacts["profile"]): Partial<RequestContext["user"]> {
  const lastName = firstName !== undefined && name?.startsWith(`${firstName} `) ? name.slice(firstName.length + 1) : "";
  return {
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === "" ? {} : { lastName }),
    ...(picture === undefined ? {} : { picture }),
  };
}

/** All values are texts. */
function toMetadata(context: RequestFacts["context"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

function toReports(history: readonly HistoryEntry[], context: RequestContext): ActionReport[] {
  const { userId, botId, connectorType, userInterface } = context;
  return history.map(({ role, text, at }, index) => ({
    playerId: role === "user" ? userId : botId,
    recipientId: role === "user" ? botId : userId,
    date: new Date(at).toISOString(),
    message: { eventType: "sentence", text },
    connectorType,
    userInterfaceType: userInterface,
    test: false,
    id: String(index),
  }));
}
