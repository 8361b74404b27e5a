import { asList, asObject, asText } from "#channel/kit/json-with-ids.ts";

/** A request of Amazon's, as far as it is used. `repeat`: what this skill has said before in this session, which Amazon sends back. */
export type AlexaRequest = {
  type: string;
  requestId: string;
  at: number;
  locale: string | undefined;
  skillId: string | undefined;
  userId: string;
  repeat: { said: string; question: string };
  intent: { name: string; slots: Record<string, string> };
  reason: string;
  errorType: string;
};

/** @returns undefined for what is no request of a skill. */
export function readAlexaRequest(body: Buffer): AlexaRequest | undefined {
  const { request, session, context } = asObject(parse(body));
  const { type, requestId, timestamp, locale, intent, reason, error } = asObject(request);
  const { application, user, attributes } = asObject(session);
  const system = asObject(asObject(context)["System"]);
  const [kind, id, userId] = [
    asText(type),
    asText(requestId),
    asText(asObject(system["user"])["userId"]) ?? asText(asObject(user)["userId"]),
  ];
  const at = typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN;
  if (kind === undefined || id === undefined || userId === undefined || !Number.isFinite(at)) return undefined;
  const { said, question } = asObject(attributes);
  return {
    type: kind,
    requestId: id,
    at,
    locale: asText(locale),
    skillId: asText(asObject(system["application"])["applicationId"]) ?? asText(asObject(application)["applicationId"]),
    userId,
    repeat: { said: asText(said) ?? "", question: asText(question) ?? "" },
    intent: { name: asText(asObject(intent)["name"]) ?? "", slots: readSlots(asObject(intent)["slots"]) },
    reason: asText(reason) ?? "",
    errorType: asText(asObject(error)["type"]) ?? "",
  };
}

/** The slots that have a value. Of a list of the skill's own the value is its id, else what was said. */
function readSlots(slots: unknown): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, slot] of Object.entries(asObject(slots))) {
    const { value, resolutions } = asObject(slot);
    const said = asText(value);
    if (said !== undefined) values[name] = resolved(resolutions) ?? said;
  }
  return values;
}

function resolved(resolutions: unknown): string | undefined {
  for (const authority of asList(asObject(resolutions)["resolutionsPerAuthority"])) {
    const { status, values } = asObject(authority);
    if (asObject(status)["code"] !== "ER_SUCCESS_MATCH") continue;
    const { id, name } = asObject(asObject(asList(values)[0])["value"]);
    const value = asText(id) ?? asText(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
