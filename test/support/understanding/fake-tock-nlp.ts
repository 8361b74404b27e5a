import { at, isText, listAt } from "./at.ts";
import { type NluCall, type NluReply, type NluServer, startNluServer } from "./nlu-server.ts";

export type TockEntity = { start: number; end: number; type: string; role: string; value?: unknown };

/** What the model says of a sentence: probabilities by qualified intent (`app:weather`), the likeliest first. */
export type TockSentence = { intents: Readonly<Record<string, number>>; entities?: readonly TockEntity[] };

export type FakeTockOptions = {
  namespace: string;
  application: string;
  sentences: Readonly<Record<string, TockSentence>>;
  /** `user:password`, where the paths are protected. */
  login?: string;
  unknownThreshold?: number;
};

type Query = {
  text: string | undefined;
  namespace: string;
  application: string;
  language: string;
  subset: { intent: string; modifier: number }[];
};

/** Tock's NLP service, which answers `POST /rest/nlp/parse`. */
export function startFakeTockNlp(options: FakeTockOptions): Promise<NluServer> {
  return startNluServer((call) => answer(options, call));
}

function answer(options: FakeTockOptions, { method, path, authorization, body }: NluCall): NluReply {
  if (method !== "POST" || path !== "/rest/nlp/parse") return { status: 404, body: "Resource not found" };
  const login = options.login === undefined ? undefined : `Basic ${Buffer.from(options.login).toString("base64")}`;
  if (authorization !== login && login !== undefined) return { status: 401, body: "Unauthorized" };
  const query = readQuery(body);
  if (query === undefined) return { status: 500, body: "Internal Server Error" };
  if (query.text === undefined) return refusal("please set queries field with at least one query");
  if (query.namespace !== options.namespace || query.application !== options.application) {
    return refusal(`unknown application : ${query.application}`);
  }
  return { status: 200, body: parse(options, query, query.text.replaceAll(/[\n\r\t]+/g, "").trim()) };
}

/** @returns undefined where a field is missing or is not of its type: its Kotlin classes take no such query. */
function readQuery(body: unknown): Query | undefined {
  const queries = listAt(body, "queries");
  const namespace = at(body, "namespace");
  const application = at(body, "applicationName");
  const language = at(body, "context", "language");
  if (queries === undefined || !isText(namespace) || !isText(application) || !isText(language)) return undefined;
  if (!isDate(at(body, "context", "referenceDate")) || !isZone(at(body, "context", "referenceTimezone")))
    return undefined;
  const subset = (listAt(body, "intentsSubset") ?? []).map((qualifier) => ({
    intent: String(at(qualifier, "intent")),
    modifier: Number(at(qualifier, "modifier") ?? 0),
  }));
  const [first] = queries;
  return { text: typeof first === "string" ? first : undefined, namespace, application, language, subset };
}

/** A ZonedDateTime in the form that Jackson writes and reads. */
function isDate(value: unknown): boolean {
  return value === undefined || (isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value));
}

function isZone(value: unknown): boolean {
  return value === undefined || (isText(value) && /^[A-Z]\w+(?:\/\w+)*$/.test(value));
}

function refusal(message: string): NluReply {
  return { status: 400, body: { errors: [{ message }] } };
}

function parse(options: FakeTockOptions, query: Query, text: string): object {
  const { intents, entities = [] } = options.sentences[text] ?? { intents: {} };
  const ranked = rank(Object.entries(intents), query.subset);
  const [intent = "tock:unknown", probability = 0] = ranked[0] ?? [];
  // The threshold counts only for a query that is not restricted to some intents.
  const isUnknown = query.subset.length === 0 && probability < (options.unknownThreshold ?? 0.1);
  const [namespace, name] = (isUnknown ? "tock:unknown" : intent).split(":");
  return {
    intent: name,
    intentNamespace: namespace,
    language: query.language,
    entities: entities.map(toEntityValue),
    notRetainedEntities: [],
    intentProbability: probability,
    entitiesProbability: 1,
    retainedQuery: text,
    otherIntentsProbabilities: Object.fromEntries(ranked.slice(1).filter(([, other]) => other > 0.1)),
    originalIntentsProbabilities: {},
  };
}

/** A subset leaves all other intents out; its modifiers change the order, and not the probabilities in the response. */
function rank(intents: [string, number][], subset: Query["subset"]): [string, number][] {
  const modifiers = new Map(subset.map(({ intent, modifier }) => [intent, modifier]));
  const weight = ([intent, probability]: [string, number]): number => probability + (modifiers.get(intent) ?? 0);
  return intents
    .filter(([intent]) => subset.length === 0 || modifiers.has(intent))
    .sort((a, b) => weight(b) - weight(a));
}

function toEntityValue({ start, end, type, role, value }: TockEntity): object {
  return {
    start,
    end,
    entity: { entityType: { name: type, subEntities: [], dictionary: false, obfuscated: false }, role },
    ...(value === undefined ? {} : { value }),
    evaluated: value !== undefined,
    subEntities: [],
    probability: 0.9,
    mergeSupport: false,
  };
}
