import {
  type ChannelChange,
  channelCheckSchema,
  channelKindsSchema,
  type ChannelPatch,
  channelSchema,
  channelsSchema,
  type ConnectAccounts,
  connectedAccountsSchema,
  foundAccountsSchema,
  platformAddressSchema,
} from "@causerie/protocol/desk";
import { call, nothing } from "./call.ts";

const at = (id: string): string => `/channels/${encodeURIComponent(id)}`;
const kindAt = (channel: string): string => `/channel-kinds/${encodeURIComponent(channel)}`;

/** What the page of the channels asks. All of it throws CallError. */
export const channels = {
  list: () => call("GET", "/channels", channelsSchema),
  /** The list and what channels are made of. */
  read: async () => {
    const [listed, offered] = await Promise.all([channels.list(), call("GET", "/channel-kinds", channelKindsSchema)]);
    return { ...listed, ...offered };
  },
  put: (id: string, body: ChannelChange) => call("PUT", at(id), channelSchema, { body }),
  patch: (id: string, body: ChannelPatch) => call("PATCH", at(id), channelSchema, { body }),
  remove: (id: string) => call("DELETE", at(id), nothing),
  check: (id: string) => call("POST", `${at(id)}/check`, channelCheckSchema, { body: {} }),
  accounts: (channel: string, body: { options: Record<string, unknown>; code?: string }) =>
    call("POST", `${kindAt(channel)}/accounts`, foundAccountsSchema, { body }),
  connect: (channel: string, body: ConnectAccounts) =>
    call("POST", `${kindAt(channel)}/connect`, connectedAccountsSchema, { body }),
  signIn: (channel: string, state: string) =>
    call("POST", `${kindAt(channel)}/sign-in`, platformAddressSchema, { body: { state } }),
};
