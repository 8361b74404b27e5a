import { type ConversationState, localeOf } from "#conversation/conversation.ts";
import type { People } from "#pipeline/notify/notify.ts";
import { readAddress } from "#store/address.ts";
import type { Pools } from "./connection/pools.ts";

export function createPeople(pools: Pools): People {
  return {
    conversationOf: async (connectorId, person) => {
      const { type, value } = typeof person === "string" ? { type: null, value: person } : person;
      return (await pools.read<{ id: string }>(selectConversationOf, connectorId, value, type))[0]?.id;
    },
    addressOf: async (id) => {
      const [row] = await pools.read<AddressRow>(selectAddressOf, id);
      return row === undefined
        ? undefined
        : { connectorId: row.connector_id, address: readAddress(row.user_id, row.address) };
    },
    localeOf: async (id) => {
      const row = (await pools.read<{ state: string }>(selectState, id))[0];
      return row && localeOf(JSON.parse(row.state) as ConversationState);
    },
  };
}

type AddressRow = { connector_id: string; user_id: string; address: string };

/** Without a type the value is the person's id, or any alias of theirs. */
const selectConversationOf = `
  SELECT id FROM conversation WHERE connector_id = $1 AND user_id IN (
    SELECT $2::text WHERE $3::text IS NULL
    UNION ALL SELECT user_id FROM alias WHERE connector_id = $1 AND value = $2 AND ($3 IS NULL OR type = $3))
  ORDER BY created_at DESC LIMIT 1`;

const selectAddressOf = `SELECT connector_id, user_id, address FROM conversation WHERE id = $1`;

const selectState = `SELECT state FROM conversation WHERE id = $1`;
