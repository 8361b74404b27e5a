import type { Capabilities } from "#channel/capabilities.ts";

/** What a bot can do on the telephone. */
export function callCapabilities(deadlineMs: number, max: number): Capabilities {
  return {
    reply: { type: "sync", deadlineMs },
    proactive: { type: "never" },
    text: { max, formats: ["plain"] },
    typing: false,
    stream: "paragraphs",
    groups: false,
    interface: "voice",
  };
}

/** Numbers of callers, as they stand in logs. */
export const peopleInLog = /\+\d{6,15}/;
