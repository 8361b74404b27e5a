import { findMetadataProblem } from "@causerie/protocol";

/** Facts about a message for the code of the page around the chat: texts by name. */
export type Metadata = Readonly<Record<string, string>>;

/** @throws TypeError for metadata that is too large, or that holds anything but texts */
export function toMetadata(given: Metadata | undefined): { metadata?: Metadata } {
  if (given === undefined) return {};
  const problem = findMetadataProblem(given);
  if (problem !== undefined) throw new TypeError(`metadata: ${problem}`);
  return { metadata: { ...given } };
}
