import type { DeskClient } from "./desk-client.ts";

export const adminPassword = "forty blue herons walk";
export const memberPassword = "nine slow tractors sing";

/** Makes the account of an invitation. */
export async function join(client: DeskClient, token: string, email: string, password: string): Promise<DeskClient> {
  const name = email.split("@", 1)[0] ?? email;
  const { status, body } = await client.call("POST", "/invitations/accept", { token, name, email, password });
  if (status !== 201) throw new Error(`the invitation was not accepted: ${JSON.stringify(body)}`);
  return client;
}
