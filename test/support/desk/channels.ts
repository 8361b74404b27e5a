import type { ChannelChange, DeskChannel } from "@causerie/protocol/desk";
import type { DeskAnswer, DeskClient } from "./desk-client.ts";

type Refusal = { code?: string; detail?: string };

/** A web channel as somebody makes it at the desk. */
export function webChannel(more: Partial<ChannelChange> = {}): ChannelChange {
  return { version: 0, channel: "web", name: "Shop", isActive: true, options: { origins: [] }, ...more };
}

export function putChannel(
  client: DeskClient,
  id: string,
  channel: ChannelChange,
): Promise<DeskAnswer<DeskChannel & Refusal>> {
  return client.call("PUT", `/channels/${id}`, channel);
}

export function patchChannel(
  client: DeskClient,
  id: string,
  patch: object,
): Promise<DeskAnswer<DeskChannel & Refusal>> {
  return client.call("PATCH", `/channels/${id}`, patch);
}

export async function listChannels(client: DeskClient): Promise<DeskChannel[]> {
  return (await client.get<{ channels: DeskChannel[] }>("/channels")).body.channels;
}

export async function channelOf(client: DeskClient, id: string): Promise<DeskChannel | undefined> {
  return (await listChannels(client)).find((channel) => channel.id === id);
}
