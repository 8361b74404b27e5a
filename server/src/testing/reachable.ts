import type { Choice } from "#channel/message/plain-text.ts";
import type { SimulatedAnswer } from "./answer.ts";
import { type Target, targetOf } from "./choice-target.ts";
import { readPayload } from "./read-payload.ts";

/** A choice as the channel shows it. `target` undefined: a native payload of the author; a tap on it sends its label. */
type Shown = { label: string; target: Target | undefined };

/** The choices that nobody can choose with the payloads of the channel. */
export function findUnreachable(
  channel: string,
  choices: readonly Choice[],
  { payloads, tokens }: Pick<SimulatedAnswer, "payloads" | "tokens">,
): Choice[] {
  if (!["web", "messenger", "text"].includes(channel)) return findUnmentioned(choices, payloads, tokens);
  const shown = objectsIn(payloads).flatMap((object) => toShown(channel, object, tokens) ?? []);
  const lines = stringsIn(payloads).flatMap((text) => text.split("\n"));
  return choices.filter((choice) => {
    const target = targetOf(choice);
    const canBeTapped = shown.some((each) =>
      each.target === undefined ? each.label === choice.label : isSame(each.target, target),
    );
    const canBeRead = target.type === "url" && lines.some((line) => line.includes(target.url));
    return !canBeTapped && !canBeRead && !canBeTyped(choice.label, lines);
  });
}

/** On a channel whose payloads only its connector can read: the target must be in them, as it is or as a token. */
function findUnmentioned(
  choices: readonly Choice[],
  payloads: readonly unknown[],
  tokens: SimulatedAnswer["tokens"],
): Choice[] {
  const texts = stringsIn(payloads).flatMap((text) => [text, ...valuesIn(text, tokens)]);
  const lines = texts.flatMap((text) => text.split("\n"));
  return choices.filter((choice) => {
    const target = targetOf(choice);
    const wanted = target.type === "link" ? target.link : target.type === "url" ? target.url : target.text;
    // A payload may hold it as JSON.
    const escaped = JSON.stringify(wanted).slice(1, -1);
    return !texts.some((text) => text.includes(wanted) || text.includes(escaped)) && !canBeTyped(choice.label, lines);
  });
}

function valuesIn(text: string, tokens: SimulatedAnswer["tokens"]): string[] {
  return Array.from(tokens).flatMap(([token, value]) => (text.includes(token) ? [value] : []));
}

/** A label that is shown in a line of its own can be typed. */
function canBeTyped(label: string, lines: readonly string[]): boolean {
  return lines.some((line) => /^(?:-|•|\d+\.) (.*)$/.exec(line)?.[1] === label.trim());
}

function toShown(
  channel: string,
  object: Readonly<Record<string, unknown>>,
  tokens: SimulatedAnswer["tokens"],
): Shown | undefined {
  const { type, label, title, link, url, text, payload } = object;
  switch (channel) {
    case "web":
      if (typeof label !== "string") return undefined;
      if (typeof link === "string") return { label, target: { type: "link", link } };
      if (typeof url === "string") return { label, target: { type: "url", url } };
      if (type !== "text") return undefined;
      return { label, target: { type: "say", text: typeof text === "string" ? text : label } };
    case "messenger":
      if (typeof title !== "string") return undefined;
      if (typeof url === "string") return { label: title, target: { type: "url", url } };
      return typeof payload === "string" ? { label: title, target: readPayload(payload, tokens) } : undefined;
    default:
      return undefined;
  }
}

function isSame(one: Target, other: Target): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  const object = value as Record<string, unknown>;
  return [object, ...Object.values(object).flatMap(objectsIn)];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
