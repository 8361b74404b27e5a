import type { Availability } from "#channel/connector-definition.ts";

/** A channel that people ask for and that this server has no connector of. */
export type AbsentKind = {
  readonly channel: string;
  readonly title: string;
  readonly availability: Exclude<Availability, { status: "supported" }>;
};

/** With the reason, so that nobody looks for it. A kind of the configuration with the same `channel` stands in its stead. */
export const absentKinds: readonly AbsentKind[] = [
  {
    channel: "google-assistant",
    title: "Google Assistant",
    availability: {
      status: "discontinued",
      reason:
        "Google switched Conversational Actions off on 13 June 2023, and removed what was in its console on 13 July 2023. No interface of the Assistant lets somebody else hold a conversation: App Actions only open an app, and the Home APIs only move devices.",
    },
  },
  {
    channel: "whatsapp-on-premise",
    title: "WhatsApp On-Premises API",
    availability: {
      status: "discontinued",
      reason: "Meta has discontinued the API that businesses ran themselves; the Cloud API has taken over.",
    },
  },
];
