import type { Capabilities } from "#channel/capabilities.ts";
import { asObject } from "#channel/kit/json-with-ids.ts";
import { sayAddress } from "#channel/kit/speech/say-text.ts";
import { encodeLink, parseLink } from "#channel/message/link.ts";
import { type Choice, choicesOf } from "#channel/message/plain-text.ts";
import type { SimulatedAnswer } from "./answer.ts";
import { describeChoice, type Target, targetOf } from "./choice-target.ts";
import { readPayload } from "./read-payload.ts";

/** A choice as the channel shows it. `target` undefined: a native payload of the author; a tap on it sends its label. */
type Shown = { label: string; target: Target | undefined };

/** The choices that nobody can choose with the payloads of the channel: neither by a tap, nor by words that are shown or said. */
export function findUnreachable(
  channel: string,
  reading: Capabilities["interface"],
  answer: Pick<SimulatedAnswer, "choices" | "messages" | "payloads" | "tokens">,
): Choice[] {
  const { choices, payloads, tokens } = answer;
  if (reading === "voice") return findUnsaid(answer);
  if (!["web", "messenger", "text"].includes(channel)) return findUnmentioned(choices, payloads, tokens);
  const objects = objectsIn(payloads);
  const options = channel === "web" ? objects.flatMap(optionsOf) : [];
  const shown = [...options, ...objects.flatMap((object) => toShown(channel, object, tokens) ?? [])];
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
    const isMentioned = texts.some((text) => text.includes(wanted) || text.includes(escaped));
    // A button may say what it shows, in the person's name.
    return !isMentioned && !lines.includes(choice.label.trim()) && !canBeTyped(choice.label, lines);
  });
}

function valuesIn(text: string, tokens: SimulatedAnswer["tokens"]): string[] {
  return Array.from(tokens).flatMap(([token, value]) => (text.includes(token) ? [value] : []));
}

/** On a channel of the voice: what is said aloud can be said back. Where a message has `speak`, its author decides what is named. */
function findUnsaid({
  choices,
  messages,
  payloads,
}: Pick<SimulatedAnswer, "choices" | "messages" | "payloads">): Choice[] {
  const said = unspaced(stringsIn(payloads).join(" "));
  const spoken = new Set(
    messages
      .filter(({ speak }) => speak !== undefined)
      .flatMap(choicesOf)
      .map(describeChoice),
  );
  return choices.filter((choice) => {
    if (spoken.has(describeChoice(choice))) return false;
    const target = targetOf(choice);
    const wanted = target.type === "url" ? sayAddress(target.url) : choice.label;
    return !said.includes(unspaced(wanted));
  });
}

function unspaced(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** A label that is shown in a line of its own can be typed. More may follow it there, such as a description. */
function canBeTyped(label: string, lines: readonly string[]): boolean {
  return lines.some((line) => {
    const shown = /^(?:-|•|\d+\.) (.*)$/.exec(line)?.[1] ?? "";
    return shown === label.trim() || shown.startsWith(`${label.trim()} `);
  });
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

/** Of a field in a panel that is followed at once: each option is a choice. */
function optionsOf({ type, link, field }: Readonly<Record<string, unknown>>): Shown[] {
  if (type !== "field" || typeof link !== "string") return [];
  const { name, options = [] } = asObject(field);
  const { intent, params, step } = parseLink(link);
  return objectsIn(options).flatMap(({ label, value }) =>
    typeof name === "string" && typeof label === "string" && typeof value === "string"
      ? [{ label, target: { type: "link", link: encodeLink(intent, { ...params, [name]: value }, step) } }]
      : [],
  );
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
