import type { Choice } from "#channel/plain-text.ts";
import { messengerPayloads, type SimulatedChannel } from "./channels.ts";
import { type Target, targetOf } from "./choice-target.ts";

/** A choice as the channel shows it. `target` undefined: a native payload of the author; a tap on it sends its label. */
type Shown = { label: string; target: Target | undefined };

/** The choices that nobody can choose with the payloads of the channel. */
export function findUnreachable(
  channel: SimulatedChannel,
  choices: readonly Choice[],
  payloads: readonly unknown[],
): Choice[] {
  const shown = objectsIn(payloads).flatMap((object) => toShown(channel, object) ?? []);
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

/** A label that is shown in a line of its own can be typed. */
function canBeTyped(label: string, lines: readonly string[]): boolean {
  return lines.some((line) => /^(?:-|•) (.*)$/.exec(line)?.[1] === label.trim());
}

function toShown(channel: SimulatedChannel, object: Readonly<Record<string, unknown>>): Shown | undefined {
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
      return typeof payload === "string" ? { label: title, target: readPayload(payload) } : undefined;
    case "text":
      return undefined;
  }
}

function readPayload(payload: string): Target | undefined {
  const tap = messengerPayloads.read(payload);
  return tap?.type === "link" ? { type: "link", link: tap.link } : tap;
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
